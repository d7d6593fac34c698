namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the orchestrator gives resources.</summary>
public static class KnownResourceStates
{
    /// <summary>Not started yet; started by hand.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Waits for other resources.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>Is being started.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Runs; whether it is healthy is another question.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Is there and does not run by itself.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>What should run it does not work.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>Is being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Ended by being stopped, or with an error.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ended by itself.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>The states in which nothing runs any more.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>How a state is painted.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Green.</summary>
    public static readonly string Success = "success";

    /// <summary>Red.</summary>
    public static readonly string Error = "error";

    /// <summary>Blue.</summary>
    public static readonly string Info = "info";

    /// <summary>Yellow.</summary>
    public static readonly string Warn = "warning";
}
