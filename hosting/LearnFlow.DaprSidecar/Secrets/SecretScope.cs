namespace LearnFlow.DaprSidecar.Secrets;

/// <summary>Which secrets of a store an app may read (<c>spec.secrets.scopes</c> of a Configuration resource).</summary>
/// <remarks>Contract: dapr/dapr pkg/config IsSecretAllowed. A list of allowed ones decides alone; else denied ones, else the default.</remarks>
internal sealed record SecretScope(string DefaultAccess, IReadOnlyList<string> Allowed, IReadOnlyList<string> Denied)
{
    public bool Allows(string secret) => Allowed.Count > 0
        ? Allowed.Contains(secret)
        : !Denied.Contains(secret) && !DefaultAccess.Equals("deny", StringComparison.OrdinalIgnoreCase);
}
