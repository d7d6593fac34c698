using System.Net;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>gRPC proxying: a call of any service with metadata <c>dapr-app-id</c> goes to that app as it is, streams included.</summary>
/// <remarks>Contract: docs.dapr.io, how-to invoke services using gRPC; dapr/dapr pkg/api/grpc/proxy.</remarks>
internal static class GrpcProxy
{
    public static async Task PassAsync(HttpContext context, InvocationBlock invocation)
    {
        var target = context.Request.Headers[DaprHeaders.AppId].ToString();
        if (target.Length == 0)
        {
            Fail(context, 12, "unknown service or method, and no dapr-app-id metadata that names an app");
            return;
        }
        try
        {
            var app = invocation.Find(target).Transport;
            using var request = Request(context, app);
            using var response = await app.SendAsync(request, context.RequestAborted);
            await CopyAsync(response, context);
        }
        catch (DaprApiException unknown)
        {
            Fail(context, (int)unknown.GrpcCode, unknown.Message);
        }
        catch (AppUnreachableException away) when (!context.Response.HasStarted)
        {
            Fail(context, 14, away.Message);
        }
    }

    private static HttpRequestMessage Request(HttpContext context, AppTransport app)
    {
        var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(app.App.Address, context.Request.Path.ToUriComponent())) { Content = new DuplexContent(context.Request.Body) };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name[0] == ':' || name.Equals("host", StringComparison.OrdinalIgnoreCase) || DaprHeaders.IsHopByHop(name, null)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        request.Headers.TryAddWithoutValidation("te", "trailers");
        TraceHeaders.Write(request);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpContext context)
    {
        context.Response.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
            if (!DaprHeaders.IsHopByHop(name, null)) context.Response.Headers[name] = values.ToArray();
        await context.Response.StartAsync(context.RequestAborted);
        await using var body = await from.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        foreach (var (name, values) in from.TrailingHeaders) context.Response.AppendTrailer(name, values.ToArray());
    }

    private static void Fail(HttpContext context, int code, string message)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    /// <summary>Sends each piece when it arrives: a stream's next message may depend on the answer to the one before.</summary>
    private sealed class DuplexContent(Stream body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellation)
        {
            await stream.FlushAsync(cancellation);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellation);
                await stream.FlushAsync(cancellation);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
