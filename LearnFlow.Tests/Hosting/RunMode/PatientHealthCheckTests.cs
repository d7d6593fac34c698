using System.Runtime.CompilerServices;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Tests.Hosting.RunMode;

/// <summary>When a failed check is tried again at once.</summary>
[TestClass]
public sealed class PatientHealthCheckTests(TestContext context)
{
    [TestMethod]
    public async Task A_check_that_has_not_succeeded_yet_is_tried_again_until_it_does()
    {
        var inner = new Scripted(HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy);

        var result = await new PatientHealthCheck(inner, new StrongBox<bool>()).CheckHealthAsync(new HealthCheckContext(), context.CancellationToken);

        Assert.AreEqual(HealthStatus.Healthy, result.Status);
        Assert.AreEqual(3, inner.Calls);
    }

    [TestMethod]
    public async Task A_check_that_has_succeeded_once_fails_at_once()
    {
        var hasSucceeded = new StrongBox<bool>();
        await new PatientHealthCheck(new Scripted(HealthStatus.Healthy), hasSucceeded).CheckHealthAsync(new HealthCheckContext(), context.CancellationToken);
        var inner = new Scripted(HealthStatus.Unhealthy, HealthStatus.Healthy);

        var result = await new PatientHealthCheck(inner, hasSucceeded).CheckHealthAsync(new HealthCheckContext(), context.CancellationToken);

        Assert.AreEqual(HealthStatus.Unhealthy, result.Status);
        Assert.AreEqual(1, inner.Calls);
    }

    private sealed class Scripted(params HealthStatus[] results) : IHealthCheck
    {
        public int Calls { get; private set; }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(new HealthCheckResult(results[Calls++]));
    }
}
