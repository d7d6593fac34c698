using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>A sidecar that an executable runs.</summary>
/// <param name="App">Whose it is.</param>
/// <param name="Sidecar">The sidecar.</param>
/// <param name="Http">Its HTTP API.</param>
/// <param name="Grpc">Its gRPC API.</param>
internal sealed record DaprProcessAnnotation(IResource App, DaprSidecarResource Sidecar, EndpointReference Http, EndpointReference Grpc) : IResourceAnnotation
{
    /// <summary>The app id.</summary>
    public string AppId => Sidecar.Options.AppId ?? App.Name;

    /// <summary>The folder of its components, once written.</summary>
    public string Folder { get; set; } = "";
}
