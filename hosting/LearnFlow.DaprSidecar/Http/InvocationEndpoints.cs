using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Service invocation over HTTP: <c>/v1.0/invoke/{app}/method/{path}</c>, or any path with header <c>dapr-app-id</c>.</summary>
/// <remarks>Contract: dapr/dapr pkg/api/http/directmessaging.go. The app's answer passes through as it is, whatever its status.</remarks>
internal static class InvocationEndpoints
{
    private const string Prefix = "/v1.0/invoke/", Method = "/method/";

    public static void MapInvocation(this IEndpointRouteBuilder api, InvocationBlock invocation) =>
        api.MapFallback("{**path}", (HttpContext context) => InvokeAsync(context, invocation));

    private static async Task InvokeAsync(HttpContext context, InvocationBlock invocation)
    {
        var (target, method) = Target(context.Request) ?? throw RuntimeErrors.DirectInvokeNoAppId();
        var request = context.Request;
        var streamed = request.ContentLength is null && HasBody(context);
        // A body of known length fits the size limit and is kept, so that the call can be repeated; a stream is passed on as it comes.
        var body = !HasBody(context) ? null : streamed ? request.Body : new MemoryStream(await request.ReadBodyAsync());
        var headers = request.Headers.SelectMany(h => h.Value.OfType<string>().Select(v => KeyValuePair.Create(h.Key, v))).ToList();
        using var response = await invocation.InvokeAsync(target,
            new InvocationRequest(method, request.Method, request.QueryString.Value ?? "", headers, body, !streamed), context.RequestAborted);
        await CopyAsync(response, context);
    }

    private static async Task CopyAsync(InvocationResponse from, HttpContext context)
    {
        context.Response.StatusCode = from.Status;
        foreach (var (name, value) in from.Headers) context.Response.Headers.Append(name, value);
        if (context.Response.StatusCode is 204 or 304 || HttpMethods.IsHead(context.Request.Method)) return;
        // Each piece goes out at once, so that server-sent events and other streams arrive when they are written.
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await from.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0;

    private static (string App, string Method)? Target(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        if (request.Headers[DaprHeaders.AppId].ToString() is { Length: > 0 } header) return (header, Encode(path));
        if (BasicAuthority(request.Headers.Authorization.ToString()) is { } authority) return (authority, Encode(path));
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var at = path.IndexOf(Method, Prefix.Length, StringComparison.Ordinal);
        return at <= Prefix.Length ? null : (Uri.UnescapeDataString(path[Prefix.Length..at]), Encode(path[(at + Method.Length - 1)..]));
    }

    // http://dapr-app-id:{app}@localhost:3500/… becomes basic authentication.
    private static string? BasicAuthority(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.Ordinal)) return null;
        var buffer = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization["Basic ".Length..], buffer, out var length)) return null;
        var pair = System.Text.Encoding.UTF8.GetString(buffer, 0, length).Split(':');
        return pair.Length == 2 && pair[0].Equals(DaprHeaders.AppId, StringComparison.OrdinalIgnoreCase) ? pair[1] : null;
    }

    // Kestrel has decoded the path and resolved its dots; for the app it is encoded again.
    private static string Encode(string path) => new PathString(path.StartsWith('/') ? path : "/" + path).ToUriComponent().TrimStart('/');
}
