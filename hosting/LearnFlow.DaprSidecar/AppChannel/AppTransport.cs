using System.Net;
using System.Net.Sockets;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Connections to one app.</summary>
internal sealed class AppTransport : IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        // Trace headers are written by whoever builds the request.
        ActivityHeadersPropagator = null,
    };

    public AppTransport(AppEndpoint app)
    {
        App = app;
        Client = new HttpMessageInvoker(_handler, disposeHandler: true);
        // On this machine an app's development certificate need not be trusted, as with daprd's --app-protocol https.
        if (app.Address.IsLoopback) _handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
    }

    public AppEndpoint App { get; }

    public HttpMessageInvoker Client { get; }

    /// <summary>HTTP/2 without negotiation for h2c, else HTTP/1.1.</summary>
    public Version Version => App.Protocol is "h2c" ? HttpVersion.Version20 : HttpVersion.Version11;

    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Version = Version;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (App.AppToken.Length > 0)
        {
            request.Headers.Remove(DaprHeaders.ApiToken);
            request.Headers.TryAddWithoutValidation(DaprHeaders.ApiToken, App.AppToken);
        }
        try
        {
            return await Client.SendAsync(request, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new AppUnreachableException($"error invoking app channel: {failure.Message}", failure);
        }
        catch (IOException failure)
        {
            throw new AppUnreachableException($"error invoking app channel: {failure.Message}", failure);
        }
    }

    /// <summary>Whether something accepts connections at the app's port.</summary>
    public async Task<bool> IsListeningAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(App.Address.Host, App.Address.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => Client.Dispose();
}
