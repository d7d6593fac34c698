namespace LearnFlow.Sandbox.Runtimes;

/// <summary>A language that programs can be written in.</summary>
/// <param name="Language">The name used in requests.</param>
/// <param name="Version">The language's version.</param>
/// <param name="Build">Which build of it runs here.</param>
/// <param name="Aliases">Other names that requests may use.</param>
/// <param name="Entry">The file that runs unless the request names another.</param>
public sealed record RuntimeInfo(string Language, string Version, string Build, IReadOnlyList<string> Aliases, string Entry)
{
    /// <summary>The least <see cref="Run.RunLimits.MemoryBytes"/> that a run in it may ask for.</summary>
    public long LeastMemoryBytes { get; init; }
}
