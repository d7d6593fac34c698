namespace LearnFlow.Web.Accounts.External;

/// <summary>The OpenID Connect provider whose people may sign in here: section <c>Authentication:Oidc</c> of the configuration.</summary>
public sealed class OpenIdProvider
{
    /// <summary>The section's name.</summary>
    public const string Section = "Authentication:Oidc";

    /// <summary>Its address, below which <c>/.well-known/openid-configuration</c> is; HTTPS, except on this machine.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What it calls this site.</summary>
    public required string ClientId { get; init; }

    /// <summary>What this site proves itself with; null for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What people call it: “Sign in with …”.</summary>
    public string DisplayName { get; init; } = "your organisation";

    /// <summary>The provider that <paramref name="configuration"/> names; null for none.</summary>
    public static OpenIdProvider? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return string.IsNullOrEmpty(section[nameof(Authority)]) ? null : section.Get<OpenIdProvider>();
    }

    /// <summary>The site's provider; null when none is configured.</summary>
    public static OpenIdProvider? Of(HttpContext context) => context.RequestServices.GetService<OpenIdProvider>();
}
