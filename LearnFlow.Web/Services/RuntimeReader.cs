using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Services;

/// <summary>Which Python runs the programs. The answer changes with a deployment only, so it is kept.</summary>
public sealed class RuntimeReader(ServiceClient services, IMemoryCache cache)
{
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(10), s_ageOfFailure = TimeSpan.FromSeconds(10);

    /// <summary>The version (<c>3.11.3</c>); empty while the sandbox does not answer.</summary>
    public async Task<string> PythonVersionAsync(CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(typeof(RuntimeReader), out string? known))
        {
            return known!;
        }

        var answer = await services.GetAsync<List<Runtime>>("sandbox", "runtimes", cancellationToken);
        var version = answer.Value?.FirstOrDefault(runtime => runtime.Language == "python")?.Version ?? "";
        cache.Set(typeof(RuntimeReader), version, answer.IsOk ? s_age : s_ageOfFailure);
        return version;
    }
}
