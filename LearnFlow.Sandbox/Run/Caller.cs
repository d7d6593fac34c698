namespace LearnFlow.Sandbox.Run;

/// <summary>For whom something is run.</summary>
/// <param name="Learner">Whose attempt it is; null for a service's own run, which is not recorded.</param>
/// <param name="IsGuest">True for somebody without an account.</param>
internal readonly record struct Caller(string? Learner, bool IsGuest)
{
    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) => new(context.LearnerIdOrNull(), context.User.IsInRole(Roles.Guest));
}
