namespace LearnFlow.Web.Visitors;

/// <summary>Who is asking.</summary>
/// <param name="LearnerId">The opaque id that every service knows this learner by.</param>
/// <param name="IsGuest">True when only a cookie remembers them.</param>
public sealed record Visitor(string LearnerId, bool IsGuest);
