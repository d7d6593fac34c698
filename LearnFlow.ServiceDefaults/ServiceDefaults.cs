using LearnFlow.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LearnFlow;

/// <summary>What every service of LearnFlow shares; a service's Program.cs calls these two methods and adds its features.</summary>
public static class ServiceDefaults
{
    /// <summary>
    /// Adds telemetry (exported by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks, resilience and
    /// service discovery for every <see cref="HttpClient"/>, problem details, the JSON conventions, the Dapr client, and who calls: see <see cref="Policies"/>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddHealth();
        builder.Services.AddResilientHttpClients();
        builder.Services.AddProblems();
        builder.Services.ConfigureHttpJsonOptions(json => JsonConventions.Apply(json.SerializerOptions));
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(JsonConventions.Options));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHttpContextAccessor(); // whom ServiceCalls acts for
        builder.Services.AddCallerAuthentication();
        builder.Services.AddSingleton<Subscriptions>().AddSingleton<FailedDeliveries>();
        builder.Services.TryAddSingleton<IParkedEvents, DaprParkedEvents>();
        builder.AddEncodedLogs();
        return builder;
    }

    /// <summary>
    /// Puts the shared middleware in front (problem details for every error, the check of the caller, authentication and
    /// authorization) and maps <c>/health</c> (ready to serve), <c>/alive</c> (the process answers) and <c>/dapr/subscribe</c>. Call it before
    /// mapping the service's own endpoints.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="callers">The callers that this service accepts; a service behind the gateway accepts only its own sidecar. For
    /// <see cref="Callers.Anyone"/> put authentication and authorization in yourself, after what must come before it.</param>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, Callers callers = Callers.OwnSidecar)
    {
        app.UseProblems();
        app.UseCallerCheck(callers);
        if (callers == Callers.OwnSidecar)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        app.MapHealth();
        app.MapSubscribeHandler().WithMetadata(new SidecarOnlyAttribute()).AllowAnonymous();
        return app;
    }
}
