namespace LearnFlow.Sandbox.Run;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Exit code 0.</summary>
    Ok,

    /// <summary>An exception that nobody caught, or another exit code than 0.</summary>
    Error,

    /// <summary>Stopped: <see cref="RunLimits.WallTimeMs"/> have passed.</summary>
    WallTimeLimit,

    /// <summary>Stopped: <see cref="RunLimits.CpuTimeMs"/> of processor time are used.</summary>
    CpuTimeLimit,

    /// <summary>Ended by asking for more than <see cref="RunLimits.MemoryBytes"/>.</summary>
    MemoryLimit,

    /// <summary>Stopped: it wrote more than <see cref="RunLimits.OutputBytes"/>; what fits is kept.</summary>
    OutputLimit,

    /// <summary>Ended by writing more than <see cref="RunLimits.FileBytes"/> or <see cref="RunLimits.Files"/>.</summary>
    FileLimit,

    /// <summary>Ended by calls in calls deeper than <see cref="RunLimits.RecursionDepth"/> or the stack.</summary>
    RecursionLimit,

    /// <summary>Stopped at a read of standard input that has no line yet (interactive runs only).</summary>
    WaitingForInput,

    /// <summary>Stopped: it has made all the steps that a trace may have (traces only).</summary>
    StepLimit,

    /// <summary>Stopped because the caller went away.</summary>
    Cancelled,
}
