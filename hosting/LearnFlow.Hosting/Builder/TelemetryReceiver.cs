using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting;

/// <summary>Registered by whatever listens on the telemetry URLs of the AppHost's launch profile.</summary>
internal interface ITelemetryReceiver
{
    /// <summary>Where a person looks at the telemetry, with the token that lets them in; null when there is nothing to look at.</summary>
    string? LoginUrl { get; }
}

/// <summary>
/// The launch profile says where a dashboard receives telemetry, as stock Aspire needs it. When nothing listens there, resources must not be
/// told to send: an exporter without receiver holds up their stop.
/// </summary>
internal static class TelemetryReceiver
{
    public static readonly string[] UrlKeys =
    [
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL",
        "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL",
    ];

    /// <summary>The dashboard comes with every AppHost whose project references it; the model says nothing of it, as with stock Aspire.</summary>
    public static void AddDashboard(IServiceCollection services) =>
        Type.GetType("LearnFlow.Hosting.Dashboard.Hosting.DashboardServices, LearnFlow.Hosting.Dashboard")
            ?.GetMethod("AddDashboard")?.CreateDelegate<Action<IServiceCollection>>()(services);

    public static Task ForgetWhenAbsentAsync(BeforeStartEvent e, CancellationToken cancellationToken)
    {
        if (e.Services.GetService<ITelemetryReceiver>() is null)
        {
            var configuration = e.Services.GetRequiredService<IConfiguration>();
            foreach (var key in UrlKeys)
                configuration[key] = null;
        }
        return Task.CompletedTask;
    }
}
