namespace LearnFlow.Sandbox.Run;

/// <summary>For whom something is run.</summary>
/// <param name="Learner">Whose turn in the queue it is; null for a service that acts for nobody.</param>
/// <param name="IsAttempt">True when the learner runs it; what a service runs for them is recorded by nobody.</param>
internal readonly record struct Caller(string? Learner, bool IsAttempt)
{
    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) => new(
        context.LearnerIdOrNull(), context.LearnerIdOrNull() is not null && !IsPassedOn(context));

    /// <summary>True when a service passes a learner's token on. Without a token the service says that it is the learner's own run.</summary>
    private static bool IsPassedOn(HttpContext context) => context.CallingService() is not null && context.Request.Headers.Authorization.Count > 0;
}
