using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The probes of a workload.</summary>
/// <remarks>
/// A probe of the model (WithHttpProbe) is taken as it is. Without a startup probe, the readiness probe's path decides whether the pod has
/// started. Without a liveness probe, the pod lives while its port accepts connections: readiness may ask a database, and a restart does
/// not help a database.
/// </remarks>
internal static class Probes
{
    /// <summary>Every 2 s: two minutes for a start.</summary>
    private const int StartupFailures = 60;

    public static void AddTo(V1Container container, Workload workload)
    {
        if (workload.Ports.Count == 0)
        {
            return;
        }

        var startup = workload.Probe(ProbeType.Startup);
        var readiness = workload.Probe(ProbeType.Readiness);
        var liveness = workload.Probe(ProbeType.Liveness);
        container.StartupProbe = startup is not null ? Declared(workload, startup)
            : readiness is not null ? Timed(Asks(workload, readiness), 2, StartupFailures)
            : Timed(Accepts(workload), 2, StartupFailures);
        container.ReadinessProbe = readiness is not null ? Declared(workload, readiness) : Timed(Accepts(workload), 5, 3);
        container.LivenessProbe = liveness is not null ? Declared(workload, liveness) : Timed(Accepts(workload), 10, 3);
    }

    /// <summary>The model's probe; values that are Kubernetes' own are left out.</summary>
    private static V1Probe Declared(Workload workload, EndpointProbeAnnotation declared)
    {
        var probe = Timed(Asks(workload, declared), declared.PeriodSeconds, declared.FailureThreshold);
        probe.TimeoutSeconds = declared.TimeoutSeconds;
        probe.InitialDelaySeconds = declared.InitialDelaySeconds > 0 ? declared.InitialDelaySeconds : null;
        // More than one success is allowed for readiness only.
        probe.SuccessThreshold = declared.Type == ProbeType.Readiness && declared.SuccessThreshold > 1 ? declared.SuccessThreshold : null;
        return probe;
    }

    /// <summary>A request. WithHttpProbe takes a project's https endpoint where it has one; that is not served in a cluster, the http one is.</summary>
    private static V1Probe Asks(Workload workload, EndpointProbeAnnotation declared)
    {
        var port = workload.Ports.FirstOrDefault(p => p.Name == declared.EndpointReference.EndpointName) ?? workload.Ports.FirstOrDefault(p => p.IsHttp)
            ?? throw new DistributedApplicationException(
                $"The {declared.Type} probe of '{workload.Name}' asks the endpoint '{declared.EndpointReference.EndpointName}', which a cluster does not serve: "
                + "name an http endpoint (endpointName).");
        return new() { HttpGet = new() { Path = declared.Path, Port = port.Name } };
    }

    private static V1Probe Accepts(Workload workload) => new() { TcpSocket = new() { Port = workload.Ports[0].Name } };

    private static V1Probe Timed(V1Probe probe, int period, int failures)
    {
        (probe.PeriodSeconds, probe.FailureThreshold, probe.TimeoutSeconds) = (period, failures, 2);
        return probe;
    }
}
