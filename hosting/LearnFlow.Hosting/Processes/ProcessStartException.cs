namespace LearnFlow.Hosting.Processes;

/// <summary>A process could not be started; the message says what to do about it.</summary>
public sealed class ProcessStartException(string message, Exception? inner = null) : Exception(message, inner);
