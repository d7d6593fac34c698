using System.Collections.Concurrent;
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

namespace LearnFlow.Tests.Sandbox;

/// <summary>The sandbox's API on loopback with real worker processes; only the state store is a list in memory.</summary>
internal sealed class SandboxHost : IRunRecorder, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public ConcurrentQueue<CodeExecuted> Attempts { get; } = [];

    /// <summary>Thrown by the recorder instead of writing.</summary>
    public Exception? RecorderFailure { get; set; }

    public WorkerPool Pool => _app.Services.GetRequiredService<WorkerPool>();

    public static async Task<SandboxHost> StartAsync(params string[] settings)
    {
        var host = new SandboxHost();
        host._app = SandboxService.Build(["--FirstUse=false", .. settings], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddSingleton<IRunRecorder>(host);
        });
        await host._app.StartAsync();
        var address = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host.Client = new HttpClient { BaseAddress = new Uri(address), Timeout = s_patience };
        await host.WaitForWorkersAsync(1);
        return host;
    }

    public async Task WaitForWorkersAsync(int count)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Pool.Ready.Count < count)
            await poll.WaitForNextTickAsync(patience.Token);
    }

    public Task<RunResult> RunAsync(string code, string? stdin = null, RunLimits? limits = null) =>
        RunAsync(new RunRequest("python", code, stdin, Limits: limits));

    public async Task<RunResult> RunAsync(RunRequest request, string? learner = null)
    {
        using var response = await PostAsync(request, learner);
        Assert.AreEqual(200, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<RunResult>(JsonConventions.Options))!;
    }

    public async Task<HttpResponseMessage> PostAsync(RunRequest request, string? learner = null, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/run") { Content = JsonContent.Create(request, options: JsonConventions.Options) };
        if (learner is not null)
            message.Headers.Add(LearnerIdentity.Header, learner);
        return await Client.SendAsync(message, cancellationToken);
    }

    Task IRunRecorder.RecordAsync(CodeExecuted attempt, CancellationToken cancellationToken)
    {
        if (RecorderFailure is not null)
            throw new RunNotRecordedException(RecorderFailure);
        Attempts.Enqueue(attempt);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
