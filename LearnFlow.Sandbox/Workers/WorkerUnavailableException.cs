namespace LearnFlow.Sandbox.Workers;

/// <summary>No worker is there, or the one that ran a program ended or had to be ended before it told the outcome.</summary>
public sealed class WorkerUnavailableException(string message) : Exception(message);
