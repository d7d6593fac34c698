using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment. Immutable: a change is a new snapshot.</summary>
public sealed record CustomResourceSnapshot
{
    private readonly ImmutableArray<HealthReportSnapshot> _healthReports = [];
    private readonly ResourceStateSnapshot? _state;

    /// <summary>The kind of resource, for display: Project, Container, Executable, Parameter, ….</summary>
    public required string ResourceType { get; init; }

    /// <summary>What there is to show about the resource.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was made.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it began to run.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The state; see <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State
    {
        get => _state;
        init
        {
            _state = value;
            HealthStatus = Health(_healthReports, value?.Text);
        }
    }

    /// <summary>The exit code of a process that ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of the health reports; healthy when there are none; null unless the resource runs.</summary>
    public HealthStatus? HealthStatus { get; private init; }

    /// <summary>The last result of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get => _healthReports;
        internal init
        {
            _healthReports = value;
            HealthStatus = Health(value, State?.Text);
        }
    }

    /// <summary>The environment the resource was started with.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where the resource is reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The volumes and bind mounts.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>The commands and whether they can be used now.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>The relations to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether dashboards leave the resource out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The icon.</summary>
    public string? IconName { get; init; }

    /// <summary>The form of the icon.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>Counts the published snapshots of the resource.</summary>
    internal long Version { get; init; }

    /// <summary>The ResourceReady handlers under way or done; null before the resource is ready.</summary>
    internal EventSnapshot? ResourceReadyEvent { get; init; }

    private static HealthStatus? Health(ImmutableArray<HealthReportSnapshot> reports, string? state) =>
        state != KnownResourceStates.Running ? null
        : reports.IsEmpty ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : reports.Min(r => r.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
}

/// <summary>The handlers of an event, as a task.</summary>
internal sealed record EventSnapshot(Task EventTask);

/// <summary>Changes that the record does not allow from outside.</summary>
public static class CustomResourceSnapshotExtensions
{
    /// <summary>The snapshot with other health reports.</summary>
    public static CustomResourceSnapshot WithHealthReports(this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot with { HealthReports = healthReports };
    }
}
