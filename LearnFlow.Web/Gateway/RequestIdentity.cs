using System.Net.Http.Headers;
using LearnFlow.Web.Accounts.Tokens;
using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// Replaces what a visitor says about themselves by a token of the site's own. Services believe their sidecar's headers,
/// so none of these may come in from outside; cookies are the site's own business.
/// </summary>
internal static class RequestIdentity
{
    public static void AddRequestIdentity(this TransformBuilderContext context, Sidecar sidecar)
    {
        var issuer = context.Services.GetRequiredService<AccessTokenIssuer>();
        context.AddRequestTransform(async transform =>
        {
            var headers = transform.ProxyRequest.Headers;
            foreach (var name in headers.Select(header => header.Key).Where(IsOurs).ToList())
                headers.Remove(name);

            var token = await issuer.TokenForAsync(transform.HttpContext.Visitor(), transform.CancellationToken);
            headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (sidecar.Token is { } sidecarToken)
                headers.TryAddWithoutValidation(Sidecar.TokenHeader, sidecarToken);
        });
    }

    private static bool IsOurs(string header)
        => header.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase)
            || header.StartsWith("learnflow-", StringComparison.OrdinalIgnoreCase)
            || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
            || header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
}
