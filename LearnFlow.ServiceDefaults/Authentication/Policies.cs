using Microsoft.AspNetCore.Authorization;

namespace LearnFlow;

/// <summary>
/// The callers of an endpoint: names for <c>RequireAuthorization</c>. A service on its own behalf may call everything; one that
/// acts for somebody may what they may, and besides what is for services.
/// </summary>
public static class Policies
{
    /// <summary>Any caller that is known, guests too. Also what holds where an endpoint says nothing.</summary>
    public const string Anyone = "Anyone";

    /// <summary>Members with an account: learner, teacher, administrator.</summary>
    public const string Learner = "Learner";

    /// <summary>Teachers and administrators.</summary>
    public const string Teacher = "Teacher";

    /// <summary>Administrators.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Other services only, for themselves or for somebody.</summary>
    public const string Service = "Service";

    /// <summary>Defines the policies.</summary>
    public static void AddLearnFlowPolicies(this AuthorizationBuilder authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        var anyone = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        authorization
            .SetDefaultPolicy(anyone)
            .SetFallbackPolicy(anyone)
            .AddPolicy(Anyone, anyone)
            .AddPolicy(Learner, policy => policy.RequireRole(Roles.Learner, Roles.Teacher, Roles.Administrator, Roles.Service))
            .AddPolicy(Teacher, policy => policy.RequireRole(Roles.Teacher, Roles.Administrator, Roles.Service))
            .AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator, Roles.Service))
            .AddPolicy(Service, policy => policy.RequireClaim(Principals.Service));
    }
}
