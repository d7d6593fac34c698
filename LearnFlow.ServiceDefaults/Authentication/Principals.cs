using System.Security.Claims;

namespace LearnFlow;

/// <summary>The principals of LearnFlow: <c>sub</c> is the learner's id, <c>role</c> one of <see cref="Roles"/>.</summary>
public static class Principals
{
    /// <summary>The claim with the learner's id.</summary>
    public const string Subject = "sub";

    /// <summary>The claim with the role.</summary>
    public const string Role = "role";

    /// <summary>The claim with the app id of the service that calls, for itself or for somebody.</summary>
    public const string Service = "service";

    /// <summary><paramref name="caller"/>, for whom <paramref name="service"/> calls.</summary>
    public static ClaimsPrincipal ActingFor(ClaimsPrincipal caller, string service)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new ClaimsPrincipal([.. caller.Identities, new ClaimsIdentity([new Claim(Service, service)])]); // the caller's own may be remembered by others
    }

    /// <summary>The principal of <paramref name="learnerId"/> in <paramref name="role"/>.</summary>
    /// <param name="learnerId">The learner's id; null for a service.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="scheme">How they proved it.</param>
    public static ClaimsPrincipal Create(string? learnerId, string role, string scheme)
    {
        Claim[] claims = learnerId is null ? [new(Role, role)] : [new(Subject, learnerId), new(Role, role)];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Subject, Role));
    }
}
