namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>The embedded PostgreSQL cannot start; the message says why and what to do.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
