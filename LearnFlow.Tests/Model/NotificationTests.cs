using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnFlow.Tests.Model;

[TestClass]
public sealed class NotificationTests : IDisposable
{
    private readonly ExecutableResource _app = new("app", "app", "/"), _server = new("server", "server", "/");
    private readonly ResourceLoggerService _logs = new();
    private readonly ResourceNotificationService _notifications;

    public NotificationTests() => _notifications = new(NullLogger<ResourceNotificationService>.Instance, new NoLifetime(), new NoServices(), _logs);

    public TestContext TestContext { get; set; } = null!;

    public void Dispose()
    {
        _notifications.Dispose();
        _logs.Dispose();
    }

    [TestMethod]
    public async Task A_wait_ends_when_the_state_is_reached()
    {
        var wait = _notifications.WaitForResourceAsync("app", KnownResourceStates.Running, TestContext.CancellationToken);
        await PublishAsync(_app, KnownResourceStates.Starting);
        Assert.IsFalse(wait.IsCompleted);
        await PublishAsync(_app, KnownResourceStates.Running);
        await wait;
    }

    [TestMethod]
    public async Task A_resource_is_healthy_only_when_all_its_checks_are()
    {
        await _notifications.PublishUpdateAsync(_app, s => s with { State = KnownResourceStates.Running, HealthReports = [new("a", HealthStatus.Healthy, null, null), new("b", null, null, null)] });
        Assert.IsTrue(_notifications.TryGetCurrentState("app", out var state));
        Assert.AreEqual(HealthStatus.Unhealthy, state.Snapshot.HealthStatus);
    }

    [TestMethod]
    public async Task A_wait_for_health_fails_when_the_resource_could_not_start()
    {
        await PublishAsync(_app, KnownResourceStates.FailedToStart);
        await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => _notifications.WaitForResourceHealthyAsync("app", WaitBehavior.StopOnResourceUnavailable, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task Dependencies_are_waited_for_until_they_are_ready()
    {
        _app.Annotations.Add(new WaitAnnotation(_server, WaitType.WaitUntilHealthy));
        var wait = _notifications.WaitForDependenciesAsync(_app, TestContext.CancellationToken);
        await PublishAsync(_server, KnownResourceStates.Running);
        Assert.IsTrue(_notifications.TryGetCurrentState("app", out var waiting));
        Assert.AreEqual(KnownResourceStates.Waiting, waiting.Snapshot.State!.Text);
        Assert.IsFalse(wait.IsCompleted);
        await _notifications.PublishUpdateAsync(_server, s => s with { ResourceReadyEvent = new(Task.CompletedTask) });
        await wait;
    }

    [TestMethod]
    public async Task A_dependency_that_ends_with_another_exit_code_fails_the_wait()
    {
        _app.Annotations.Add(new WaitAnnotation(_server, WaitType.WaitForCompletion));
        await _notifications.PublishUpdateAsync(_server, s => s with { State = KnownResourceStates.Finished, ExitCode = 3 });
        var error = await Assert.ThrowsExactlyAsync<DistributedApplicationException>(() => _notifications.WaitForDependenciesAsync(_app, TestContext.CancellationToken));
        Assert.Contains("exit code '3', expected '0'", error.Message);
    }

    [TestMethod]
    public async Task A_log_is_read_from_its_beginning_to_its_completion()
    {
        _logs.Append("app", "first", isErrorMessage: false);
        List<string> read = [];
        await foreach (var lines in _logs.WatchAsync("app").WithCancellation(TestContext.CancellationToken))
        {
            read.AddRange(lines.Select(l => l.Content.Split(' ')[1]));
            if (read.Count == 1)
                _logs.Append("app", "second", isErrorMessage: true);
            _logs.Complete("app");
        }
        Assert.AreSequenceEqual(["first", "second"], read);
    }

    private Task PublishAsync(IResource resource, string state) => _notifications.PublishUpdateAsync(resource, s => s with { State = state });

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;
        public void StopApplication() { }
    }
}
