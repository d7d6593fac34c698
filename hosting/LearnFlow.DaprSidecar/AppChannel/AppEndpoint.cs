namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Where an app listens and what it speaks.</summary>
/// <param name="AppId">The app's id.</param>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="Protocol">http, https or h2c, as <c>--app-protocol</c>.</param>
/// <param name="AppToken">Sent to the app as <c>dapr-api-token</c>; empty for none.</param>
public sealed record AppEndpoint(string AppId, Uri Address, string Protocol, string AppToken);
