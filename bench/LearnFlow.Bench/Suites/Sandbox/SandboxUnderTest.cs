using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using LearnFlow.Events;
using LearnFlow.Sandbox;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>The sandbox's API on loopback with worker processes of its own; nothing is recorded.</summary>
internal sealed class SandboxUnderTest : IRunRecorder, IAsyncDisposable
{
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public WorkerPool Pool => _app.Services.GetRequiredService<WorkerPool>();

    /// <summary>Which build of Python runs.</summary>
    public string Build => Pool.Runtimes.First(runtime => runtime.Language == "python").Build;

    /// <param name="workers">Worker processes.</param>
    /// <param name="isDefault">True for the default build of Python, false for the optimised one where it is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SandboxUnderTest> StartAsync(int workers, bool isDefault, CancellationToken cancellationToken)
    {
        var sandbox = new SandboxUnderTest();
        string[] settings = [string.Create(CultureInfo.InvariantCulture, $"--Sandbox:Workers={workers}"), "--Sandbox:RunsPerWorker=10000000", "--FirstUse=false"];
        sandbox._app = SandboxService.Build(isDefault ? [.. settings, "--Sandbox:Python:OptimisedPath="] : settings, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddSingleton<IRunRecorder>(sandbox);
        });
        await sandbox._app.StartAsync(cancellationToken);
        var address = sandbox._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        sandbox.Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (sandbox.Pool.Ready.Count < workers)
            await poll.WaitForNextTickAsync(cancellationToken);
        return sandbox;
    }

    /// <summary>Runs a program in a worker; what is measured around it is the way there and back too.</summary>
    public Task<RunOutcome> RunAsync(string code, CancellationToken cancellationToken, RunLimits? limits = null, string caller = "") =>
        Pool.RunAsync(new RunCommand("python", "main.py", [new SourceFile("main.py", code)], "", limits ?? new RunLimits()), caller, onText: null, cancellationToken);

    /// <summary>Runs a program through the HTTP API.</summary>
    public async Task PostAsync(string code, CancellationToken cancellationToken)
    {
        using var response = await Client.PostAsJsonAsync("/run", new RunRequest("python", code), JsonConventions.Options, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Resident memory of all workers in MB.</summary>
    public double WorkersMegabytes() => Pool.Ready.Sum(id =>
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64 / 1e6;
    });

    Task IRunRecorder.RecordAsync(CodeExecuted attempt, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
