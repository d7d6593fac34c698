namespace Aspire.Hosting.ApplicationModel;

/// <summary>The health check, by its registered name, that says whether a resource is healthy.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name in the health check service.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}

/// <summary>What an HTTP health check asks, for a deployment to ask the same.</summary>
internal sealed record HttpHealthCheckAnnotation(EndpointReference Endpoint, string Path, int StatusCode) : IResourceAnnotation;

/// <summary>A question that a deployment asks a resource again and again.</summary>
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What the answer decides.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds before the first question.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Seconds between questions.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Seconds for an answer.</summary>
    public int TimeoutSeconds { get; set; } = 1;

    /// <summary>Failures in a row that count.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Successes in a row that count.</summary>
    public int SuccessThreshold { get; init; } = 1;
}

/// <summary>A probe by an HTTP GET.</summary>
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>The endpoint.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>The path, with its slash.</summary>
    public required string Path { get; init; }
}

/// <summary>What a probe decides.</summary>
public enum ProbeType
{
    /// <summary>Whether the other probes begin.</summary>
    Startup,

    /// <summary>Whether the resource gets requests.</summary>
    Readiness,

    /// <summary>Whether the resource is restarted.</summary>
    Liveness,
}
