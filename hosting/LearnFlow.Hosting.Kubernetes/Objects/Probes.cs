using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The probes of a workload.</summary>
/// <remarks>
/// A probe of the model (WithHttpProbe) is taken as it is. Without one, the HTTP health check (WithHttpHealthCheck) decides whether the pod
/// has started and gets requests; that it does not decide on a restart is on purpose, since it may ask a database. A restart is then
/// decided by whether the port accepts connections.
/// </remarks>
internal static class Probes
{
    private const int Patience = 60;

    public static void AddTo(V1Container container, Workload workload)
    {
        if (workload.Ports.Count == 0)
            return;
        var check = workload.Resource.Annotations.OfType<HttpHealthCheckAnnotation>().FirstOrDefault();
        var health = check is null ? Accepts(workload.Ports[0]) : Asks(check.Endpoint, check.Path);

        container.StartupProbe = Given(workload, ProbeType.Startup) ?? health(2, Patience);
        container.ReadinessProbe = Given(workload, ProbeType.Readiness) ?? health(5, 3);
        container.LivenessProbe = Given(workload, ProbeType.Liveness) ?? Accepts(workload.Ports[0])(10, 3);
    }

    private static V1Probe? Given(Workload workload, ProbeType type)
    {
        if (workload.Resource.Annotations.OfType<EndpointProbeAnnotation>().LastOrDefault(p => p.Type == type) is not { } given)
            return null;
        var probe = Asks(given.EndpointReference, given.Path)(given.PeriodSeconds, given.FailureThreshold);
        probe.InitialDelaySeconds = given.InitialDelaySeconds;
        probe.TimeoutSeconds = given.TimeoutSeconds;
        // More than one success is allowed for readiness only.
        probe.SuccessThreshold = type == ProbeType.Readiness ? given.SuccessThreshold : null;
        return probe;
    }

    private static Func<int, int, V1Probe> Asks(EndpointReference endpoint, string path) => (period, failures) =>
        Probe(period, failures, new() { HttpGet = new() { Path = path, Port = endpoint.EndpointName } });

    private static Func<int, int, V1Probe> Accepts(ServicePort port) => (period, failures) =>
        Probe(period, failures, new() { TcpSocket = new() { Port = port.Name } });

    private static V1Probe Probe(int period, int failures, V1Probe probe)
    {
        (probe.PeriodSeconds, probe.FailureThreshold, probe.TimeoutSeconds) = (period, failures, 2);
        return probe;
    }
}
