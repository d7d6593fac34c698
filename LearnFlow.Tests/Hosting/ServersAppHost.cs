using System.Diagnostics;
using System.Globalization;

namespace LearnFlow.Tests.Hosting;

/// <summary>The AppHost of both servers as a program of its own.</summary>
internal sealed class ServersAppHost : IDisposable
{
    private readonly Process _process;

    private ServersAppHost(Process process, string[] ready)
    {
        _process = process;
        Shell = Process.GetProcessById(int.Parse(ready[1], CultureInfo.InvariantCulture));
        Broker = Process.GetProcessById(int.Parse(ready[2], CultureInfo.InvariantCulture));
        ConnectionString = ready[3];
    }

    /// <summary>The process that DCP runs for PostgreSQL.</summary>
    public Process Shell { get; }

    /// <summary>The process that DCP runs for Kafka.</summary>
    public Process Broker { get; }

    public string ConnectionString { get; }

    /// <summary>Starts it and returns when both servers are healthy.</summary>
    public static async Task<ServersAppHost> StartAsync(params string[] args)
    {
        var process = Start(args);
        while (await process.StandardOutput.ReadLineAsync(TestApplication.Patience) is { } line)
        {
            if (line.StartsWith("READY ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ServersAppHost(process, line.Split(' ', 4));
            }
        }

        throw new InvalidOperationException($"The AppHost ended with exit code {process.ExitCode}.");
    }

    /// <summary>The manifest that it writes.</summary>
    public static async Task<string> PublishAsync(TemporaryFolder folder, params string[] args)
    {
        using var process = Start(["--publisher", "manifest", "--output-path", folder["manifest.json"], .. args]);
        var output = await process.StandardOutput.ReadToEndAsync(TestApplication.Patience);
        await process.WaitForExitAsync(TestApplication.Patience);
        Assert.AreEqual(0, process.ExitCode, output);
        return await File.ReadAllTextAsync(folder["manifest.json"]);
    }

    /// <summary>Ends it as kill -9 does, without its children.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestApplication.Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Shell.Dispose();
        Broker.Dispose();
    }

    private static Process Start(string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [Repository.BuiltAppHost("ServersAppHost"), .. args]) { RedirectStandardOutput = true })!;
}
