using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// Replaces what a visitor says about themselves by what the site knows. Services trust the learner's header and
/// everything of Dapr's, so none of these may come in from outside; cookies are the site's own business.
/// </summary>
internal static class RequestIdentity
{
    public static void AddRequestIdentity(this TransformBuilderContext context, Sidecar sidecar) =>
        context.AddRequestTransform(transform =>
        {
            var headers = transform.ProxyRequest.Headers;
            foreach (var name in headers.Select(header => header.Key).Where(IsOurs).ToList())
                headers.Remove(name);

            headers.TryAddWithoutValidation(LearnerIdentity.Header, transform.HttpContext.Visitor().LearnerId);
            if (sidecar.Token is { } token)
                headers.TryAddWithoutValidation(Sidecar.TokenHeader, token);

            return ValueTask.CompletedTask;
        });

    private static bool IsOurs(string header)
        => header.StartsWith("dapr-", StringComparison.OrdinalIgnoreCase)
            || header.StartsWith("learnflow-", StringComparison.OrdinalIgnoreCase)
            || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
