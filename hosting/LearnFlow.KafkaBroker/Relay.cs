using System.Net;
using System.Net.Sockets;

namespace LearnFlow.KafkaBroker;

/// <summary>Serves the cluster, which always takes an ephemeral port, on the port that was asked for.</summary>
internal sealed class Relay : IDisposable
{
    private const int Backlog = 512;
    private readonly NewDataSignal _newData = new();
    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;

    private Relay(TcpListener listener, int targetPort) =>
        (_listener, _target) = (listener, new IPEndPoint(IPAddress.Loopback, targetPort));

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Listens on the port (0: a free one); null when it is taken.</summary>
    public static Relay? TryListen(int port, int targetPort)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start(Backlog);
            return new Relay(listener, targetPort);
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    /// <summary>Carries connections until the relay is disposed.</summary>
    public async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task CarryAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(_target).ConfigureAwait(false);
                await new RelayConnection(client, server, _newData).CarryAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Either side has gone: so does the connection.
            }
        }
    }
}
