using LearnFlow.Sandbox.Wasm;

namespace LearnFlow.Sandbox.Workers;

/// <summary>Configuration section "Sandbox".</summary>
public sealed class SandboxOptions
{
    /// <summary>Worker processes; 0 means one for each processor.</summary>
    public int Workers { get; set; }

    /// <summary>Runs after which a worker is replaced, so that nothing can add up in it.</summary>
    public int RunsPerWorker { get; set; } = 2_000;

    /// <summary>Bytes of memory that a worker may have gained since it was ready; one that has more is replaced before the next run.</summary>
    public long WorkerGrowthBytes { get; set; } = 256 << 20;

    /// <summary>Seconds that a run may wait for a worker; one that is expected to wait longer is refused.</summary>
    public double QueueSeconds { get; set; } = 20;

    /// <summary>Characters of all programs and files that may wait together: two bytes each of the API's memory.</summary>
    public long QueueCharacters { get; set; } = 64 << 20;

    /// <summary>The folder of compiled runtimes; by default in the user's own data folder.</summary>
    public string CachePath { get; set; } = ArtefactCache.DefaultFolder;

    /// <summary>Which Python runs.</summary>
    public PythonOptions Python { get; set; } = new();
}

/// <summary>Configuration section "Sandbox:Python".</summary>
public sealed class PythonOptions
{
    /// <summary>
    /// The folder that eng/python/build wrote. Null takes it from its usual place when it is there, and else the default
    /// build; empty takes the default build.
    /// </summary>
    public string? OptimisedPath { get; set; }
}
