namespace LearnFlow.Web.Visitors;

/// <summary>The visitor of a request.</summary>
/// <param name="LearnerId">The opaque id that every service knows this learner by.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record Visitor(string LearnerId, string Role)
{
    /// <summary>True when only a cookie remembers them.</summary>
    public bool IsGuest => Role == Roles.Guest;
}
