namespace LearnFlow.Hosting.Kafka;

/// <summary>The development broker cannot start; the message says why and what to do.</summary>
public sealed class KafkaBrokerException(string message) : Exception(message);
