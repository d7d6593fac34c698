namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Where an app listens and what it speaks.</summary>
/// <param name="AppId">The app's id.</param>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="Protocol">http, https, h2c, grpc or grpcs, as <c>--app-protocol</c>.</param>
/// <param name="AppToken">Sent to the app as <c>dapr-api-token</c>; empty for none.</param>
public sealed record AppEndpoint(string AppId, Uri Address, string Protocol, string AppToken)
{
    /// <summary>Whether the app is called through the AppCallback service.</summary>
    public bool IsGrpc => Protocol is "grpc" or "grpcs";
}
