using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Errors;

namespace LearnFlow.DaprSidecar.Secrets;

/// <summary>The secrets building block behind both transports.</summary>
internal sealed class SecretBlock(
    IReadOnlyDictionary<string, ComponentSlot<ISecretStore>> stores, IReadOnlyDictionary<string, SecretScope> scopes)
{
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string store, string key, CancellationToken cancellation)
    {
        var slot = Find(store);
        if (!Allows(store, key)) throw RuntimeErrors.SecretDenied(key, store);
        try
        {
            return (await slot.GetAsync(cancellation)).Get(key);
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException)
        {
            throw RuntimeErrors.SecretGet(key, store, failure.Message);
        }
    }

    /// <summary>All secrets that the app may read.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(string store, CancellationToken cancellation)
    {
        var open = await Find(store).GetAsync(cancellation);
        return open.GetAll().Where(secret => Allows(store, secret.Key)).ToDictionary();
    }

    private bool Allows(string store, string key) => !scopes.TryGetValue(store, out var scope) || scope.Allows(key);

    private ComponentSlot<ISecretStore> Find(string store)
    {
        if (stores.Count == 0) throw RuntimeErrors.SecretStoresNotConfigured();
        return stores.GetValueOrDefault(store) ?? throw RuntimeErrors.SecretStoreNotFound(store);
    }
}
