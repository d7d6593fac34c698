using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.LanguageModels;

/// <summary>Brings the configured model into a service.</summary>
public static class ModelServices
{
    private const string HttpClientName = "language-model";

    /// <summary>
    /// Registers <see cref="IChatClient"/> and <see cref="ModelOptions"/> if a model is configured. The client, and the code of
    /// its packages, is made when the first answer needs it.
    /// </summary>
    /// <returns>Whether there is a model.</returns>
    public static bool AddLanguageModel(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(ModelOptions.Section).Get<ModelOptions>() ?? new ModelOptions();
        if (options.IsConfigured)
        {
            Register(builder.Services, options);
        }

        return options.IsConfigured;
    }

    private static void Register(IServiceCollection services, ModelOptions options)
    {
        services.AddSingleton(options);
        services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan) // a stream lasts; ModelReading limits it
            .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddModelResilience(options);
        services.AddSingleton(provider => ModelClient.Create(
            options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName), provider.GetRequiredService<ILoggerFactory>()));
    }
}
