using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LearnFlow.Hosting.Terminal;

/// <summary>
/// What the person at the terminal reads: one summary when the start is over, with the addresses to open and the time it
/// whole and each resource took; each failure as soon as it happens, with its reason and where its log is; and what keeps the
/// start, when it takes long.
/// </summary>
internal sealed class StartReport(
    OrchestratorSettings settings,
    ResourceNotificationService notifications,
    ParameterValues parameters,
    EndpointAllocator endpoints,
    ResourceLogFiles logFiles,
    IHostEnvironment environment,
    IEnumerable<ITelemetryReceiver> dashboards,
    TextWriter terminal) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, StartTime> _times = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When the waits of an instance were over, and how long it took from there until it was ready.</summary>
    private readonly record struct StartTime(long Begin, TimeSpan? Taken = null);

    /// <summary>Begins to watch.</summary>
    /// <param name="begin">When the start began, a <see cref="Stopwatch"/> timestamp.</param>
    /// <param name="runs">What is being started.</param>
    public void Begin(long begin, IReadOnlyList<ResourceRun> runs)
    {
        if (settings.Quiet)
            return;
        foreach (var (resource, endpoint, wanted, given) in endpoints.Replaced)
            Write($"Port {wanted} ({resource.Name}, {endpoint.Name}) is in use; this time it is {given}.");
        _ = WatchAsync(begin, runs);
    }

    /// <summary>The host stops: nothing more to say.</summary>
    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();

    private async Task WatchAsync(long begin, IReadOnlyList<ResourceRun> runs)
    {
        var open = runs.Where(r => !r.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()).Select(r => r.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var failed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ended = _ended.Token;
        _ = SayWhatKeepsAsync(open, ended);
        try
        {
            await foreach (var change in notifications.WatchAsync(ended).ConfigureAwait(false))
            {
                var snapshot = change.Snapshot;
                if (Reason(snapshot) is { } reason)
                {
                    if (failed.Add(change.ResourceId))
                        Write($"FAILED {change.ResourceId} ({snapshot.State?.Text}): {reason}{Environment.NewLine}  Its whole log: {logFiles.PathOf(change.ResourceId)}");
                }
                else if (snapshot.State?.Text == KnownResourceStates.Starting)
                {
                    failed.Remove(change.ResourceId);
                    _times[change.ResourceId] = new(Stopwatch.GetTimestamp());
                }
                else if (IsSettled(snapshot) && _times.TryGetValue(change.ResourceId, out var time) && time.Taken is null)
                {
                    _times[change.ResourceId] = time with { Taken = Stopwatch.GetElapsedTime(time.Begin) };
                }

                bool isLast;
                lock (open)
                    isLast = IsSettled(snapshot) && open.Remove(change.ResourceId) && open.Count == 0;
                if (isLast)
                    Summarize(begin, runs, failed);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SayWhatKeepsAsync(HashSet<string> open, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(settings.Patience);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                string[] ids;
                lock (open)
                    ids = [.. open];
                if (ids.Length == 0)
                    return;
                Write("Still starting: " + string.Join("; ", ids.Select(Describe)));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private string Describe(string id)
    {
        if (!notifications.TryGetCurrentState(id, out var current))
            return id;
        var snapshot = current.Snapshot;
        var unhealthy = snapshot.State?.Text == KnownResourceStates.Running
            ? snapshot.HealthReports.FirstOrDefault(h => h.Status != HealthStatus.Healthy)
            : null;
        return unhealthy is null
            ? $"{id} is {snapshot.State?.Text}"
            : $"{id} runs but is not healthy ({unhealthy.Name}: {unhealthy.Description ?? unhealthy.ExceptionText?.Split('\n')[0] ?? "no answer yet"})";
    }

    private void Summarize(long begin, IReadOnlyList<ResourceRun> runs, HashSet<string> failed)
    {
        var seconds = Seconds(Stopwatch.GetElapsedTime(begin));
        var running = runs.Select(r => r.Id).Where(id => notifications.TryGetCurrentState(id, out var s) && s.Snapshot.State?.Text == KnownResourceStates.Running).Select(WithTime).ToList();
        var lines = new List<string>
        {
            failed.Count == 0
                ? $"{environment.ApplicationName} is ready after {seconds} s. Running: {string.Join(", ", running)}."
                : $"{environment.ApplicationName} started in part after {seconds} s. Running: {string.Join(", ", running)}. Failed: {string.Join(", ", failed)}.",
        };
        lines.AddRange(
            from resource in runs.Select(r => r.Resource).Distinct()
            from url in resource.Annotations.OfType<ResourceUrlAnnotation>()
            where url.Endpoint is { EndpointAnnotation.IsExternal: true } && !url.IsInternal
            select $"  {resource.Name}: {url.Url}");
        lines.AddRange(from dashboard in dashboards where dashboard.LoginUrl is not null select $"  dashboard: {dashboard.LoginUrl}");
        lines.Add($"Logs: {logFiles.Folder}");
        lines.Add("Ctrl-C stops everything.");
        Write(string.Join(Environment.NewLine, lines));
    }

    private string WithTime(string id) => _times.TryGetValue(id, out var time) && time.Taken is { } taken ? $"{id} ({Seconds(taken)} s)" : id;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static bool IsSettled(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text)
        || (snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ResourceReadyEvent is not null);

    private static string? Reason(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(p => p.Name == CustomResourceKnownProperties.Reason)?.Value as string;

    private void Write(string text) => terminal.WriteLine(parameters.Secrets.Apply(text));
}
