using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Errors;

namespace LearnFlow.DaprSidecar.Invocation;

/// <summary>Service invocation behind both transports.</summary>
/// <remarks>Contract: dapr/dapr pkg/messaging/direct_messaging.go. A call whose target is not up yet is tried again 3
/// times, 1 s apart; a streamed body never is.</remarks>
internal sealed class InvocationBlock(string appId, AppDirectory apps, DaprMetrics metrics, TimeProvider clock)
{
    private const int Retries = 3;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <exception cref="DaprApiException">The app is unknown or cannot be reached.</exception>
    public async Task<InvocationResponse> InvokeAsync(string target, InvocationRequest request, CancellationToken cancellation)
    {
        using var activity = DaprMetrics.ActivitiesOf(appId).StartActivity($"CallLocal/{target}/{request.Method}", System.Diagnostics.ActivityKind.Client);
        activity?.SetTag(MessagingSpans.AppId, appId);
        using var measure = metrics.Invoke(target);
        var call = request with { Headers = HeadersFor(target, request.Headers) };
        try
        {
            var response = await WhenUpAsync(target, call, cancellation);
            measure.Succeeded = response.Status is >= 200 and < 400;
            return response;
        }
        catch (Exception failure) when (failure is not DaprApiException && !cancellation.IsCancellationRequested)
        {
            throw RuntimeErrors.DirectInvoke(target, failure.Message);
        }
    }

    private async Task<InvocationResponse> WhenUpAsync(string target, InvocationRequest call, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (call.Body is { CanSeek: true } body)
                {
                    body.Position = 0;
                }
                return await Find(target).InvokeAsync(call, cancellation);
            }
            catch (AppUnreachableException away) when (away.NothingSent && attempt < Retries && call.CanReplay)
            {
                await Task.Delay(RetryEvery, clock, cancellation);
            }
        }
    }

    private AppClient Find(string target)
    {
        var app = apps.Find(target) ?? throw RuntimeErrors.DirectInvoke(target, $"failed to resolve address for '{target}': no app with this id is running");
        return app.IsHealthy ? app : throw RuntimeErrors.DirectInvoke(target, "app is not in a healthy state");
    }

    private List<KeyValuePair<string, string>> HeadersFor(string target, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var connection = headers.FirstOrDefault(h => h.Key.Equals("connection", StringComparison.OrdinalIgnoreCase)).Value;
        var passed = headers.Where(h => !DaprHeaders.IsHopByHop(h.Key, connection) && !IsOurs(h.Key)).ToList();
        passed.Add(new(DaprHeaders.CallerAppId, appId));
        passed.Add(new(DaprHeaders.CallerNamespace, Environment.GetEnvironmentVariable("NAMESPACE") is { Length: > 0 } ns ? ns : "default"));
        passed.Add(new(DaprHeaders.CalleeAppId, target));
        if (target == appId) return passed;
        var host = Environment.MachineName;
        passed.Add(new("X-Forwarded-For", "127.0.0.1"));
        passed.Add(new("X-Forwarded-Host", host));
        passed.Add(new("Forwarded", $"for=127.0.0.1;by=127.0.0.1;host={host}"));
        return passed;
    }

    // A caller cannot speak for another app, and its token for the sidecar is not the callee's business.
    private static bool IsOurs(string header) => header.Equals("host", StringComparison.OrdinalIgnoreCase) || header[0] == ':'
        || header.Equals(DaprHeaders.ApiToken, StringComparison.OrdinalIgnoreCase) || header.Equals(DaprHeaders.AppId, StringComparison.OrdinalIgnoreCase)
        || header.Equals(DaprHeaders.CallerAppId, StringComparison.OrdinalIgnoreCase)
            || header.Equals(DaprHeaders.CalleeAppId, StringComparison.OrdinalIgnoreCase)
        || header.Equals(DaprHeaders.CallerNamespace, StringComparison.OrdinalIgnoreCase);
}
