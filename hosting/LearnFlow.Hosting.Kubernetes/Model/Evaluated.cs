namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>A value as it stands in a manifest.</summary>
/// <param name="Text">The text; null when there is nothing to write.</param>
/// <param name="IsPrivate">
/// Whether it belongs into a Secret: it holds a secret parameter, or the address of a server that each cluster has elsewhere
/// (what makes up a connection changes together).
/// </param>
internal readonly record struct Evaluated(string? Text, bool IsPrivate);
