using LearnFlow.LanguageModels;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LearnFlow.Triage.Agent;

/// <summary>The tutor with a model, if one is configured.</summary>
public static class AgentServices
{
    /// <summary>Puts the model in front of the offline tutor when section <c>AI</c> names one. Call it after the offline tutor is there.</summary>
    public static void AddAgent(this IHostApplicationBuilder builder)
    {
        if (builder.AddLanguageModel())
        {
            Register(builder.Services); // a method of its own, so that without a model none of its code is loaded
        }
    }

    private static void Register(IServiceCollection services) => services
        .AddSingleton<IAnswerCode, DaprAnswerCode>()
        .AddSingleton<IArticles, DaprArticles>()
        .AddSingleton<IConversations>(provider => provider.GetRequiredService<DaprConversations>())
        .Replace(ServiceDescriptor.Singleton<ITutor, ModelTutor>());
}
