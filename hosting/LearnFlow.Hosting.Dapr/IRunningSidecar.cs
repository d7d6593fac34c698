namespace LearnFlow.Hosting.Dapr;

/// <summary>A sidecar that the host runs: its own, or daprd as a process.</summary>
internal interface IRunningSidecar
{
    /// <summary>Port of the HTTP API.</summary>
    int HttpPort { get; }

    /// <summary>Port of the gRPC API.</summary>
    int GrpcPort { get; }

    /// <summary>Ends deliveries to the app; the API still answers.</summary>
    Task StopDeliveriesAsync();

    /// <summary>Ends it.</summary>
    Task StopAsync();
}
