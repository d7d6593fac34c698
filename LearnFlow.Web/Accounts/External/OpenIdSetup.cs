using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LearnFlow.Web.Accounts.External;

/// <summary>Sign-in with a provider's accounts (OpenID Connect Core 1.0, code flow with PKCE), where one is configured.</summary>
internal static class OpenIdSetup
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "oidc";

    /// <summary>Where the provider sends people back to; to be registered there.</summary>
    public const string CallbackPath = "/account/external/callback";

    /// <summary>Where people go whom the provider did not let in.</summary>
    public const string FailedPath = "/account/sign-in?external=failed";

    public static void AddOpenId(this WebApplicationBuilder builder)
    {
        if (OpenIdProvider.From(builder.Configuration) is not { } provider)
            return;

        builder.Services.AddSingleton(provider);
        builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, provider.DisplayName, options => Configure(options, provider));
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdProvider provider)
    {
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.CallbackPath = CallbackPath;
        options.RemoteSignOutPath = options.SignedOutCallbackPath = default;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.MapInboundClaims = false;
        options.Scope.Add("email");
        options.GetClaimsFromUserInfoEndpoint = true; // many tell the address there alone
        options.ClaimActions.MapUniqueJsonKey(ExternalPerson.EmailVerified, ExternalPerson.EmailVerified);
        options.ClaimActions.Remove(ExternalPerson.Issuer); // keeps it: a subject is unique within its issuer only

        // The answer is a GET, so that the cookies that tie it to this browser need not be sent with other sites' posts.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in (CookieBuilder[])[options.NonceCookie, options.CorrelationCookie])
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);

        options.Events.OnTokenValidated = validated =>
        {
            // The specification trusts the connection alone where a token comes straight from the provider (section 3.1.3.7); we do not.
            if (validated.SecurityToken.RawSignature.Length == 0)
                validated.Fail("The provider's token is not signed.");

            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = failed =>
        {
            failed.Response.Redirect(FailedPath);
            failed.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
