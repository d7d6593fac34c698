using System.Globalization;
using System.Text.Json;
using Aspire.Hosting;
using LearnFlow.Hosting.Dapr.Components;
using LearnFlow.Hosting.Dapr.State.PostgreSql;
using LearnFlow.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Dapr;

/// <summary>daprd in the sidecar's place: given its flags, its components as files, and started again when it ends.</summary>
/// <remarks>
/// Contract: docs.dapr.io/reference/arguments-annotations-overview. daprd gives up when a database is not there yet, and the database may
/// start after it. Settings go through its environment (envRef), so that no connection string lies in a file.
/// </remarks>
internal sealed class DaprdProcess : IRunningSidecar, IAsyncDisposable
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1), s_grace = TimeSpan.FromSeconds(6);
    private readonly string _path;
    private readonly SidecarOptions _options;
    private readonly ILogger _log;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnflow-daprd-");
    private readonly CancellationTokenSource _stop = new();
    private readonly int _internalPort = LoopbackPort.Free(), _metricsPort = LoopbackPort.Free();
    private readonly Task _running;
    private ChildProcess? _process;

    /// <summary>Starts it in the background; its ports are known at once.</summary>
    public DaprdProcess(string path, SidecarOptions options)
    {
        (_path, _options, _log) = (path, options, options.LoggerFactory.CreateLogger($"dapr.{options.AppId}"));
        HttpPort = options.HttpPort > 0 ? options.HttpPort : LoopbackPort.Free();
        GrpcPort = options.GrpcPort > 0 ? options.GrpcPort : LoopbackPort.Free();
        _running = Task.Run(RunAsync);
    }

    public int HttpPort { get; }

    public int GrpcPort { get; }

    /// <summary>Where daprd is: on PATH, or where <c>dapr init</c> puts it.</summary>
    /// <exception cref="DistributedApplicationException">It is nowhere.</exception>
    public static string Find()
    {
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dapr", "bin",
            OperatingSystem.IsWindows() ? "daprd.exe" : "daprd");
        return Executable.Find("daprd") ?? (File.Exists(home) ? home : null)
            ?? throw new DistributedApplicationException(
                "LearnFlow:Daprd is set, but daprd is not on PATH: install it (`dapr init --slim`), or leave the setting out.");
    }

    public Task StopDeliveriesAsync() => Task.CompletedTask;

    public async Task StopAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        if (_process is { } process) await process.StopAsync(s_grace);
        await _running;
        _folder.Delete(recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var environment = await WriteComponentsAsync(_stop.Token);
                await using var process = _process = Start(environment);
                var exitCode = await process.Completion;
                _stop.Token.ThrowIfCancellationRequested();
                _log.LogWarning("daprd ended with exit code {ExitCode}; starting it again. {Tail}", exitCode, process.Tail);
                await Task.Delay(s_again, _options.Clock, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            _log.LogError("daprd of {AppId} cannot run: {Reason}", _options.AppId, failure.Message);
        }
    }

    private ChildProcess Start(Dictionary<string, string?> environment) => ChildProcess.Start(new()
    {
        Name = $"daprd-{_options.AppId}",
        FileName = _path,
        Arguments = [.. Arguments()],
        Environment = environment,
        Output = (line, _) => _log.LogInformation("{Line}", line),
    });

    private IEnumerable<string> Arguments()
    {
        var flags = new List<(string Name, object? Value)>
        {
            ("app-id", _options.AppId),
            ("app-port", _options.AppAddress?.Port),
            ("app-channel-address", _options.AppAddress?.Host),
            ("app-protocol", _options.AppProtocol),
            ("app-max-concurrency", _options.AppMaxConcurrency),
            ("dapr-http-port", HttpPort),
            ("dapr-grpc-port", GrpcPort),
            ("dapr-internal-grpc-port", _internalPort),
            ("metrics-port", _metricsPort),
            ("dapr-listen-addresses", "127.0.0.1"),
            ("max-body-size", _options.MaxRequestBodyBytes),
            ("dapr-graceful-shutdown-seconds", (int)_options.GracefulShutdown.TotalSeconds),
            ("resources-path", _folder.FullName),
        };
        flags.AddRange(_options.ResourcesPaths.Where(Directory.Exists).Select(path => ("resources-path", (object?)path)));
        if (_options.Config is { } config) flags.Add(("config", config));
        if (_options.AppHealthCheck is { } check)
        {
            flags.Add(("enable-app-health-check", "true"));
            flags.Add(("app-health-check-path", check.Path));
            flags.Add(("app-health-probe-interval", (int)check.Interval.TotalSeconds));
            flags.Add(("app-health-probe-timeout", (int)check.Timeout.TotalMilliseconds));
            flags.Add(("app-health-threshold", check.Threshold));
        }
        return flags.Where(f => f.Value is not null).Select(f => string.Create(CultureInfo.InvariantCulture, $"--{f.Name}={f.Value}"));
    }

    // JSON is YAML too. The result is what the files refer to.
    private async Task<Dictionary<string, string?>> WriteComponentsAsync(CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string?> { ["DAPR_API_TOKEN"] = _options.ApiToken, ["APP_API_TOKEN"] = _options.AppToken };
        foreach (var file in _options.ResourcesPaths.Where(File.Exists))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)), overwrite: true);
        foreach (var component in _options.Components)
        {
            var settings = new List<object>();
            foreach (var (name, value) in (await component.ReadMetadataAsync(cancellation)).All)
            {
                var variable = $"COMPONENT_{component.Name}_{name}".ToUpperInvariant().Replace('-', '_');
                environment[variable] = name.Equals("connectionString", StringComparison.OrdinalIgnoreCase) ? ConnectionString.ToWords(value) : value;
                settings.Add(new { name, envRef = variable });
            }
            var resource = new
            {
                apiVersion = "dapr.io/v1alpha1",
                kind = "Component",
                metadata = new { name = component.Name },
                spec = new { type = component.Type, version = component.Version, metadata = settings },
                scopes = component.Scopes,
            };
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, component.Name + ".yaml"), JsonSerializer.Serialize(resource), cancellation);
        }
        return environment;
    }
}
