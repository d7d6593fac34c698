using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Web.Services;

/// <summary>What a service said to a page: its answer, or why there is none.</summary>
/// <param name="Value">The answer; null when there is none.</param>
/// <param name="Status">The HTTP status; 503 when the service could not be reached in time.</param>
/// <param name="Problem">Why there is no answer, in a sentence for the learner.</param>
public sealed record ServiceAnswer<T>(T? Value, int Status, string? Problem) where T : class
{
    /// <summary>True when there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Value is not null;
}
