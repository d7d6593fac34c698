using System.Net;
using System.Net.Sockets;

namespace LearnFlow.Hosting.Processes;

/// <summary>TCP ports of 127.0.0.1.</summary>
public static class LoopbackPort
{
    /// <summary>A port that nobody listens on now. It is not reserved: who binds it must be ready to find it taken.</summary>
    public static int Free()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>Whether a listener could be opened on the port now.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
