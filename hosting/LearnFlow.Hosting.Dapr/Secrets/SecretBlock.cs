using LearnFlow.Hosting.Dapr.Components;
using LearnFlow.Hosting.Dapr.Errors;
using LearnFlow.Hosting.Dapr.Resiliency;

namespace LearnFlow.Hosting.Dapr.Secrets;

/// <summary>The secrets building block behind both transports.</summary>
internal sealed class SecretBlock(IReadOnlyDictionary<string, ComponentSlot<ISecretStore>> stores, ResiliencyPolicies resiliency)
{
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(string store, string key, CancellationToken cancellation)
    {
        var slot = Find(store);
        try
        {
            return await resiliency.ComponentOutbound(store).ExecuteAsync(async stop => (await slot.GetAsync(stop)).Get(key), cancellation);
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException)
        {
            throw RuntimeErrors.SecretGet(key, store, failure.Message);
        }
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(string store, CancellationToken cancellation) => (await Find(store).GetAsync(cancellation)).GetAll();

    private ComponentSlot<ISecretStore> Find(string store)
    {
        if (stores.Count == 0) throw RuntimeErrors.SecretStoresNotConfigured();
        return stores.GetValueOrDefault(store) ?? throw RuntimeErrors.SecretStoreNotFound(store);
    }
}
