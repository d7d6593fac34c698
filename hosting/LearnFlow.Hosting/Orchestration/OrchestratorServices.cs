using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Registers what runs the model in run mode.</summary>
internal static class OrchestratorServices
{
    /// <summary>Called by the builder in run mode.</summary>
    public static IServiceCollection AddOrchestrator(this IServiceCollection services) => services;
}
