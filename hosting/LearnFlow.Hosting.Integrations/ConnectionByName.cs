using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace LearnFlow.Hosting.Integrations;

/// <summary>Where the integrations find their settings and what they say when the connection is missing.</summary>
internal static class ConnectionByName
{
    /// <summary>
    /// Binds a settings object as stock Aspire does: first the section of the integration, then its child named for the
    /// connection (or the context type), so that the more specific one wins.
    /// </summary>
    public static void BindSection<TSettings>(this IHostApplicationBuilder builder, TSettings settings, string section, params string[] names)
    {
        var general = builder.Configuration.GetSection(section);
        general.Bind(settings);
        foreach (var name in names)
        {
            general.GetSection(name).Bind(settings);
        }
    }

    /// <summary>The sentence for a connection that neither <c>ConnectionStrings</c> nor the settings section gives.</summary>
    public static InvalidOperationException Missing(string connectionName, params string[] sections) => new(
        $"There is no connection string '{connectionName}'. Set ConnectionStrings:{connectionName} (an AppHost does so by WithReference) " +
        $"or ConnectionString in the configuration section {string.Join(" or ", sections)}.");
}
