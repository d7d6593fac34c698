namespace LearnFlow.Hosting.Processes;

/// <summary>What to start, and who hears what it says.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>The resource's name: what the job file and messages call the process.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the executable, or a command on PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments, one each, not quoted.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Folder to start in; null for the host's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the host's own; a null value takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How it is asked to end.</summary>
    public StopSignal StopSignal { get; init; }

    /// <summary>Called for each line of standard output and standard error (true), on a pool thread.</summary>
    public Action<string, bool>? Output { get; init; }

    /// <summary>Where the process is written down for the next start, should this host die; null for none.</summary>
    public JobFile? Job { get; init; }

    /// <summary>Run as this user instead of the host's (Unix, root only).</summary>
    public string? UserName { get; init; }

    /// <summary>Standard input is a pipe that closes with the host, for a child that watches it.</summary>
    public bool KeepInputOpen { get; init; }
}
