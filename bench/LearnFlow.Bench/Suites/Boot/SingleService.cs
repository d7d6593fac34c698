using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LearnFlow.Bench.Suites.Boot;

/// <summary>One service started alone: a second process of one that runs, on a port of its own, given all that the first was given.</summary>
/// <param name="Name">The project's name, as LearnFlow.Web.</param>
/// <param name="Arguments">The command.</param>
/// <param name="Environment">Its environment.</param>
internal sealed record SingleService(string Name, string[] Arguments, Dictionary<string, string?> Environment)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1), s_poll = TimeSpan.FromMilliseconds(5);

    private static readonly string[] s_services = ["LearnFlow.Concepts", "LearnFlow.Exercises", "LearnFlow.Sandbox", "LearnFlow.Triage", "LearnFlow.Web"];

    /// <summary>The services among the AppHost's processes.</summary>
    public static IReadOnlyList<SingleService> Of(BootedAppHost appHost) =>
    [
        .. from id in appHost.Processes
           let arguments = ProcessTree.Arguments(id)
           where arguments.Length == 1
           let name = Path.GetFileName(arguments[0])
           where s_services.Contains(name)
           select new SingleService(name, arguments, ProcessTree.Environment(id)),
    ];

    /// <summary>Seconds from the start of the process until /health answers 200. The process is ended afterwards.</summary>
    public async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        var address = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        var start = new ProcessStartInfo(Arguments[0], Arguments[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = WorkingDirectory };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = address;

        using var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await IsHealthyAsync(client, address, patience.Token))
                await Task.Delay(s_poll, patience.Token);
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // bin/Release/net10.0/X lies three folders below the project, where it is started.
    private string WorkingDirectory => Path.GetFullPath("../../..", Path.GetDirectoryName(Arguments[0])!);

    private static async Task<bool> IsHealthyAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(address + "/health"), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // It does not listen yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
