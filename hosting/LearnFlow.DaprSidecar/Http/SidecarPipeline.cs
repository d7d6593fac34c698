using System.Diagnostics;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>What every request to a sidecar passes.</summary>
internal static class SidecarPipeline
{
    private const long MaxDiscardedBytes = 64 << 20;

    /// <summary>With a token, everything but the health endpoints asks for it: 401 <c>invalid api token</c>, gRPC Unauthenticated.</summary>
    public static void UseDaprApiToken(this IApplicationBuilder api, string token)
    {
        if (token.Length == 0) return;
        api.Use((context, next) =>
        {
            var isHealth = context.Request.Path.StartsWithSegments("/v1.0/healthz");
            var given = context.Request.Headers[DaprHeaders.ApiToken].ToString();
            if (isHealth || System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(given),
                System.Text.Encoding.UTF8.GetBytes(token)))
            {
                // The token is for the sidecar alone: it must not reach another app.
                context.Request.Headers.Remove(DaprHeaders.ApiToken);
                return next(context);
            }
            if (!IsGrpc(context))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.ContentType = "text/plain; charset=utf-8";
                return context.Response.WriteAsync("invalid api token", context.RequestAborted);
            }
            var message = given.Length == 0 ? "missing api token in request metadata" : "authentication error: api token mismatch";
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            context.Response.Headers["grpc-message"] = message;
            return Task.CompletedTask;
        });
    }

    /// <summary>Continues the caller's trace, so that invocation and events carry it on.</summary>
    public static void UseDaprTracing(this IApplicationBuilder api, string appId) => api.Use(async (context, next) =>
    {
        var headers = context.Request.Headers;
        if (Activity.Current is not null || !ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var parent))
        {
            await next(context);
            return;
        }
        using var recorded = DaprMetrics.ActivitiesOf(appId).StartActivity($"{context.Request.Method} {context.Request.Path}", ActivityKind.Server, parent);
        recorded?.SetTag(MessagingSpans.AppId, appId);
        // Without a listener there is no span; the caller's trace goes on all the same.
        using var unrecorded = recorded is null ? new Activity("dapr") { TraceStateString = parent.TraceState }.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start() : null;
        await next(context);
    });

    /// <summary>Turns errors of the building blocks into Dapr's JSON.</summary>
    public static void UseDaprErrors(this IApplicationBuilder api) => api.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (DaprApiException error) when (!IsGrpc(context) && !context.Response.HasStarted)
        {
            await context.Response.WriteErrorAsync(error);
        }
        catch (BadHttpRequestException unreadable) when (!IsGrpc(context) && !context.Response.HasStarted)
        {
            await context.Response.WriteErrorAsync(RuntimeErrors.BodyRead(unreadable.StatusCode, unreadable.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads an answer.
        }
    });

    /// <summary>Refuses a body above the limit. It is read to its end first, for many clients read no answer before they have sent all.</summary>
    public static void UseDaprBodyLimit(this IApplicationBuilder api, long maxBytes) => api.Use(async (context, next) =>
    {
        if (IsGrpc(context) || context.Request.ContentLength is not { } length || length <= maxBytes)
        {
            await next(context);
            return;
        }
        if (length <= MaxDiscardedBytes && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = length;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        throw RuntimeErrors.BodyRead(StatusCodes.Status413PayloadTooLarge, $"http: request body too large: it has {length} bytes and --max-body-size is {maxBytes}");
    });

    private static bool IsGrpc(HttpContext context) => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}
