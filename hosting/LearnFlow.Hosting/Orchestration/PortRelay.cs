using System.Net;
using System.Net.Sockets;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Listens on an endpoint's port and hands its connections to the processes behind it in turn.</summary>
internal sealed class PortRelay : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private readonly List<TcpListener> _listeners = [];
    private readonly int[] _targets;
    private int _next;

    /// <exception cref="SocketException">The port is taken.</exception>
    public PortRelay(int port, int[] targets)
    {
        _targets = targets;
        Listen(IPAddress.Loopback, port);
        if (Socket.OSSupportsIPv6)
        {
            try
            {
                Listen(IPAddress.IPv6Loopback, port);
            }
            catch (SocketException)
            {
                // A machine without ::1. 127.0.0.1 is enough.
            }
        }
    }

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private void Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        _listeners.Add(listener);
        _ = ServeAsync(listener);
    }

    private async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptSocketAsync().ConfigureAwait(false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync().ConfigureAwait(false);
                client.NoDelay = server.NoDelay = true;
                await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client)).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Nobody listens: the client sees its connection end.
            }
        }
    }

    // A process that is down is passed over.
    private async Task<Socket> ConnectAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var target = _targets[(uint)Interlocked.Increment(ref _next) % _targets.Length];
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target).ConfigureAwait(false);
                return server;
            }
            catch (SocketException) when (attempt < _targets.Length)
            {
                server.Dispose();
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferSize];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent)).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
