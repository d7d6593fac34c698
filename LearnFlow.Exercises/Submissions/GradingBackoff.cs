using System.Net;

namespace LearnFlow.Exercises.Submissions;

/// <summary>When a submission that could not be graded is tried again.</summary>
public static class GradingBackoff
{
    /// <summary>So often the sandbox may refuse a submission as wrong in itself.</summary>
    public const int MaxRefusals = 5;

    /// <summary>A submission is tried for so long.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    // While the sandbox is away or full nothing is to be gained by waiting long: a pass ends at its first failures.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>The time of the next try; null when there is none.</summary>
    /// <param name="tries">How often it was tried, this time included.</param>
    /// <param name="handedInAt">When it was handed in.</param>
    /// <param name="now">The time now.</param>
    /// <param name="failure">What went wrong.</param>
    public static DateTimeOffset? NextTry(int tries, DateTimeOffset handedInAt, DateTimeOffset now, Exception failure)
    {
        var isRefused = failure is HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests and not HttpStatusCode.RequestTimeout };
        return (isRefused && tries >= MaxRefusals) || now - handedInAt > MaxAge
            ? null
            : now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, tries - 1), s_longestPause.TotalSeconds));
    }

    /// <summary>Whether grading failed for a reason that may pass: the sandbox is away, full, or was too slow.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="cancellationToken">Whether whoever asked has given up tells the service's stop from a timeout.</param>
    public static bool IsFailure(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
