namespace LearnFlow.Hosting.Processes;

/// <summary>How a child process is asked to end.</summary>
public enum StopSignal
{
    /// <summary>SIGTERM; on Windows CTRL+BREAK. What .NET, Node and most servers take as "finish and leave".</summary>
    Terminate,

    /// <summary>SIGINT; on Windows CTRL+BREAK. PostgreSQL's fast shutdown: on SIGTERM it waits until every client has left.</summary>
    Interrupt,
}
