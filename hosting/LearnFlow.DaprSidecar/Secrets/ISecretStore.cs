namespace LearnFlow.DaprSidecar.Secrets;

/// <summary>A secret store component.</summary>
internal interface ISecretStore : IAsyncDisposable
{
    /// <summary>The values under a secret's name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such secret.</exception>
    IReadOnlyDictionary<string, string> Get(string name);

    /// <summary>All secrets.</summary>
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll();
}
