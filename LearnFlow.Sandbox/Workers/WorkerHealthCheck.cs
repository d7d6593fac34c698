using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Sandbox.Workers;

/// <summary>Healthy when a warm worker is there.</summary>
internal sealed class WorkerHealthCheck(WorkerPool pool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pool.Ready.Count > 0 ? HealthCheckResult.Healthy($"{pool.Ready.Count} workers are ready.") : HealthCheckResult.Unhealthy(pool.LastNotice));
}
