using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// What a person at the terminal reads: one summary when everything is ready, with the addresses to open and the time each resource took;
/// each failure as soon as it happens, with the last lines of its log; and what is still missing when the start takes long.
/// </summary>
internal sealed class StartReport(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IServiceProvider services,
    IConfiguration configuration,
    IHostEnvironment environment) : IResourceWatcher
{
    /// <summary>Lines of a failed resource's log that the report repeats.</summary>
    private const int Tail = 12;

    /// <summary>A resource that fails again within this time is not reported again.</summary>
    private static readonly TimeSpan s_repeat = TimeSpan.FromMinutes(1);

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<string, Part> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly TextWriter _terminal = services.GetService<TextWriter>() ?? Console.Out;
    private volatile bool _isSummarized;

    /// <summary>Writes a line for the person at the terminal.</summary>
    public void Write(string text)
    {
        if (!configuration.IsQuiet())
        {
            _terminal.WriteLine(text);
        }
    }

    public async Task WatchAsync(CancellationToken stoppingToken)
    {
        if (configuration.IsQuiet())
        {
            return;
        }

        foreach (var resource in model.Resources.Where(r => !r.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            _parts[resource.Name] = new();
        }

        var reminders = RemindAsync(stoppingToken);
        await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
        {
            await ObserveAsync(change).ConfigureAwait(false);
        }

        await reminders.ConfigureAwait(false);
    }

    private async Task RemindAsync(CancellationToken stoppingToken)
    {
        using var patience = new PeriodicTimer(configuration.Patience());
        while (!_isSummarized && await patience.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            WriteWhatIsMissing();
        }
    }

    private async Task ObserveAsync(ResourceEvent change)
    {
        if (!_parts.TryGetValue(change.Resource.Name, out var part))
        {
            return;
        }

        var (snapshot, state) = (change.Snapshot, change.Snapshot.State?.Text);
        part.Snapshot = snapshot;
        if (snapshot.IsHidden && change.Resource is not ParameterResource)
        {
            _parts.TryRemove(change.Resource.Name, out _);
        }
        else if (IsFailed(snapshot))
        {
            await WriteFailureAsync(change.Resource, part).ConfigureAwait(false);
        }
        else if (state == KnownResourceStates.Starting && part.Begin is null)
        {
            part.Begin = Stopwatch.GetTimestamp();
        }
        else if (IsReady(snapshot))
        {
            if (part.IsFailed && _isSummarized)
            {
                Write($"{change.Resource.Name} runs again.");
            }

            part.IsFailed = false;
            part.Taken ??= Stopwatch.GetElapsedTime(part.Begin ?? _begin);
        }

        if (!_isSummarized && _parts.Values.All(p => p.Taken is not null || p.IsFailed))
        {
            _isSummarized = true;
            Summarize();
        }
    }

    private async Task WriteFailureAsync(IResource resource, Part part)
    {
        if (part.IsFailed)
        {
            return;
        }

        part.IsFailed = true;
        var isRepeated = part.Reported is { } reported && Stopwatch.GetElapsedTime(reported) < s_repeat;
        part.Reported = Stopwatch.GetTimestamp();
        if (isRepeated)
        {
            return;
        }

        if (resource is ParameterResource)
        {
            Write($"The parameter '{resource.Name}' has no value: give it with --Parameters:{resource.Name}=<value>, the environment variable Parameters__{resource.Name.Replace('-', '_')}, `dotnet user-secrets set Parameters:{resource.Name} <value>`, or in the dashboard. What needs it waits.");
            return;
        }

        var reason = part.Snapshot?.Properties.FirstOrDefault(p => p.Name == ResourceReason)?.Value as string;
        var lines = await LastLines.ReadAsync(logs, resource, Tail).ConfigureAwait(false);
        var exitCode = part.Snapshot?.ExitCode is { } code ? $", exit code {code.ToString(CultureInfo.InvariantCulture)}" : "";
        Write($"FAILED {resource.Name} ({part.Snapshot?.State?.Text}{exitCode}){(reason is null ? "" : $": {reason.TrimEnd('.')}")}. The last lines of its log, {services.GetRequiredService<ResourceLogFiles>().PathOf(resource.Name)}:{string.Concat(lines.Select(line => $"{Environment.NewLine}    {line}"))}");
    }

    private void WriteWhatIsMissing()
    {
        var missing = _parts.Where(p => p.Value.Taken is null && !p.Value.IsFailed).Select(p => Describe(p.Key, p.Value.Snapshot)).ToList();
        if (!_isSummarized && missing.Count > 0)
        {
            Write("Still starting: " + string.Join("; ", missing));
        }
    }

    private static string Describe(string name, CustomResourceSnapshot? snapshot)
    {
        var unhealthy = snapshot?.State?.Text == KnownResourceStates.Running
            ? snapshot.HealthReports.FirstOrDefault(h => h.Status != HealthStatus.Healthy)
            : null;
        return unhealthy is null
            ? $"{name} is {snapshot?.State?.Text ?? KnownResourceStates.NotStarted}"
            : $"{name} runs but is not healthy ({unhealthy.Name}: {unhealthy.Description ?? unhealthy.ExceptionText?.Split('\n')[0] ?? "no answer yet"})";
    }

    private void Summarize()
    {
        var failed = _parts.Where(p => p.Value.IsFailed).Select(p => p.Key).ToList();
        // What took no time (parameters, components, databases that came with their server) would only lengthen the line.
        var running = _parts.Where(p => p.Value is { Begin: not null, Taken: not null }).Select(p => $"{p.Key} ({Seconds(p.Value.Taken!.Value)} s)");
        var name = environment.ApplicationName;
        var lines = new List<string>
        {
            failed.Count == 0
                ? $"{name} is ready after {Seconds(Stopwatch.GetElapsedTime(_begin))} s. Running: {string.Join(", ", running)}."
                : $"{name} started in part after {Seconds(Stopwatch.GetElapsedTime(_begin))} s. Running: {string.Join(", ", running)}. Failed: {string.Join(", ", failed)}.",
        };
        lines.AddRange(
            from resource in model.Resources.OfType<IResourceWithEndpoints>()
            from endpoint in resource.GetEndpoints()
            where endpoint.EndpointAnnotation.IsExternal && endpoint.IsAllocated && resource.Name != DashboardName
            select $"  {resource.Name}: {endpoint.Url}");
        if (DashboardUrl() is { } dashboard)
        {
            lines.Add($"  dashboard: {dashboard}");
        }

        lines.Add($"Logs: {services.GetRequiredService<ResourceLogFiles>().Folder}");
        lines.Add("Ctrl-C stops everything.");
        Write(string.Join(Environment.NewLine, lines));
    }

    /// <summary>The property in which <see cref="ContainerReplacement"/> says why a resource failed.</summary>
    private const string ResourceReason = "Reason";

    /// <summary>Aspire's name of the dashboard's resource.</summary>
    private const string DashboardName = "aspire-dashboard";

    private string? DashboardUrl()
    {
        var url = (model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(r => r.Name == DashboardName)?.GetEndpoints()
            .FirstOrDefault(e => e.IsAllocated && e.EndpointName is "https" or "http")?.Url ?? configuration["ASPNETCORE_URLS"]?.Split(';')[0])?.TrimEnd('/');
        var token = configuration["AppHost:BrowserToken"];
        return url is null ? null : string.IsNullOrEmpty(token) ? url : $"{url}/login?t={token}";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is "Active" || (snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus == HealthStatus.Healthy)
        || (snapshot.State?.Text == KnownResourceStates.Finished && snapshot.ExitCode == 0);

    private static bool IsFailed(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart || snapshot.State?.Text == KnownResourceStates.ValueMissing
        || (KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) && snapshot.ExitCode is not (null or 0));

    private sealed class Part
    {
        public long? Begin { get; set; }

        public TimeSpan? Taken { get; set; }

        public bool IsFailed { get; set; }

        public long? Reported { get; set; }

        public CustomResourceSnapshot? Snapshot { get; set; }
    }
}
