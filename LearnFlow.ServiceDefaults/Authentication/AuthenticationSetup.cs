using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LearnFlow;

/// <summary>Authentication and authorization of callers.</summary>
public static class AuthenticationSetup
{
    /// <summary>The scheme that reads bearer tokens and recognises other services.</summary>
    public const string CallerScheme = CallerAuthentication.SchemeName;

    internal static void AddCallerAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton<ISigningKeySource, WebSigningKeys>();
        services.AddSingleton<SigningKeyCache>();
        services.AddSingleton<AccessTokenCheck>();
        services.AddSingleton<OwnSidecar>();
        services.AddAuthentication(CallerScheme).AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerScheme, null);
        services.AddAuthorizationBuilder().AddLearnFlowPolicies();
    }
}
