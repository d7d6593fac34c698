namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The broker will never take a message as it is: it is too large, or its topic or partition cannot be.</summary>
public sealed class MessageRefusedException(string message, Exception cause) : Exception(message, cause);
