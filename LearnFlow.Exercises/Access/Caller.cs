namespace LearnFlow.Exercises.Access;

/// <summary>The caller of a request, as far as data is concerned.</summary>
/// <param name="Id">The learner's or teacher's id; empty for a service that acts for nobody.</param>
/// <param name="SeesAll">Whether everything may be seen and changed: administrators, and LearnFlow's own services when they act for nobody.</param>
public sealed record Caller(string Id, bool SeesAll)
{
    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext context) => new(
        context.LearnerIdOrNull() ?? "", context.User.IsInRole(Roles.Administrator) || context.User.IsInRole(Roles.Service));
}
