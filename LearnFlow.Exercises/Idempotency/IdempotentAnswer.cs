namespace LearnFlow.Exercises.Idempotency;

/// <summary>The answer that a POST with an <c>Idempotency-Key</c> got, to be given again.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>Id of the caller that sent it.</summary>
    public required string Caller { get; init; }

    /// <summary>The key, chosen by the caller.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of address and body: the same key cannot be used for something else.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The answer's status.</summary>
    public required int Status { get; set; }

    /// <summary>The answer's Location, if it had one.</summary>
    public string? Location { get; set; }

    /// <summary>The answer's ETag, if it had one.</summary>
    public string? ETag { get; set; }

    /// <summary>The answer's body as JSON (jsonb).</summary>
    public string? Body { get; set; }

    /// <summary>When it was given (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}
