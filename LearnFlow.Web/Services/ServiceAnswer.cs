using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Web.Services;

/// <summary>What a service said to a page: its answer, or why there is none.</summary>
/// <param name="Value">The answer; null when there is none.</param>
/// <param name="Status">The HTTP status; 503 when the service could not be reached in time.</param>
/// <param name="Problem">Why there is no answer, in a sentence for the learner.</param>
/// <param name="ETag">The version of what was read, to be sent when it is changed.</param>
public sealed record ServiceAnswer<T>(T? Value, int Status, string? Problem, string? ETag = null) where T : class
{
    /// <summary>True when the service did what it was asked, also when that has no answer.</summary>
    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>True when there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Value is not null;
}
