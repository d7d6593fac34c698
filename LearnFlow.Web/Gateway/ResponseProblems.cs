using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// Makes every failure a problem document. A service's own problem passes through; the sidecar's errors (Dapr docs,
/// "Error codes": <c>{"errorCode", "message"}</c>) and bare status codes are put into words here, without telling how the
/// inside is built.
/// </summary>
internal static class ResponseProblems
{
    private const int ErrorBodyLimitBytes = 64 * 1024;

    public static void AddResponseProblems(this TransformBuilderContext context) => context.AddResponseTransform(async transform =>
    {
        if (transform.ProxyResponse is not { } response || (int)response.StatusCode < 400 || IsProblem(response))
            return;

        var (status, detail) = await DescribeAsync(response, transform.HttpContext);
        transform.SuppressResponseBody = true;
        transform.HttpContext.Response.Headers.ContentLength = null;
        transform.HttpContext.Response.Headers.ContentType = default;
        transform.HttpContext.Response.StatusCode = status;
        await WriteAsync(transform.HttpContext, status, detail);
    });

    /// <summary>Writes a problem document as the whole response; somebody who looks at a page gets the bare status, which is shown as one.</summary>
    public static Task WriteAsync(HttpContext context, int status, string? detail)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "2";

        context.Response.StatusCode = status;
        return context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        }).AsTask();
    }

    /// <summary>What a visitor reads when a service cannot be reached.</summary>
    public static string Unreachable(HttpContext context)
        => $"The service “{context.Request.Path.Value?.Split('/').ElementAtOrDefault(2)}” does not answer at the moment; try again.";

    private static async Task<(int Status, string? Detail)> DescribeAsync(HttpResponseMessage response, HttpContext context)
        => (int)response.StatusCode < 500 && await ReadErrorCodeAsync(response, context.RequestAborted) != "ERR_DIRECT_INVOKE"
            ? ((int)response.StatusCode, null)
            : response.StatusCode == HttpStatusCode.InternalServerError && await ReadErrorCodeAsync(response, context.RequestAborted) is null
                ? (StatusCodes.Status500InternalServerError, "The service failed on this request; the trace id tells which one it was.")
                : (StatusCodes.Status503ServiceUnavailable, Unreachable(context));

    private static async Task<string?> ReadErrorCodeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
            return null;

        try
        {
            await response.Content.LoadIntoBufferAsync(ErrorBodyLimitBytes, cancellation);
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("errorCode", out var code) ? code.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException)
        {
            return null;
        }
    }

    private static bool IsProblem(HttpResponseMessage response)
        => response.Content.Headers.ContentType?.MediaType == "application/problem+json";
}
