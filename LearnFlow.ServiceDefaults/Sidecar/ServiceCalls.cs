using Dapr.Client;
using Microsoft.AspNetCore.Http;

namespace LearnFlow;

/// <summary>
/// Calls of other services through the sidecar. The token of the person being served is passed on, so that the
/// other service gives what they may have, and shares itself out among learners.
/// </summary>
public static class ServiceCalls
{
    /// <summary>A client for the endpoints of <paramref name="app"/>, for relative addresses such as <c>/exercises</c>.</summary>
    /// <param name="dapr">Knows the sidecar.</param>
    /// <param name="app">The service's app id.</param>
    public static HttpClient CreateServiceClient(this DaprClient dapr, string app)
    {
        ArgumentNullException.ThrowIfNull(dapr);
        using var sample = dapr.CreateInvokeMethodRequest(HttpMethod.Get, app, "");
        var client = new HttpClient(new Handler(sample.RequestUri!.ToString().TrimEnd('/')) { InnerHandler = new SocketsHttpHandler { UseCookies = false } })
        {
            BaseAddress = new Uri($"http://{app}/"),
        };
        foreach (var (name, values) in sample.Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
        }

        return client;
    }

    private sealed class Handler(string methods) : DelegatingHandler
    {
        private static readonly HttpContextAccessor s_current = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(methods + request.RequestUri!.PathAndQuery);
            if (s_current.HttpContext?.Request.Headers is { } served)
            {
                PassOn(served, "Authorization", request);
                PassOn(served, LearnerIdentity.Header, request);
            }

            return base.SendAsync(request, cancellationToken);
        }

        private static void PassOn(IHeaderDictionary served, string header, HttpRequestMessage request)
        {
            if (served.TryGetValue(header, out var value) && !request.Headers.Contains(header))
            {
                request.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)value);
            }
        }
    }
}
