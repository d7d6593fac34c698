using LearnFlow.Events;
using LearnFlow.PersonalData;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.Classrooms;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.PersonalData;
using LearnFlow.Triage.Struggles;
using Microsoft.Extensions.Options;

namespace LearnFlow.Triage;

/// <summary>What the features of this service are made of.</summary>
public static class TriageServices
{
    /// <summary>The learners' windows of attempts.</summary>
    public static IServiceCollection AddAttempts(this IServiceCollection services) => services
        .AddSingleton<DaprLearnerWindows>()
        .AddSingleton<ILearnerWindows>(provider => provider.GetRequiredService<DaprLearnerWindows>())
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<IClassrooms, DaprClassrooms>();

    /// <summary>Struggle detection, with thresholds from section <c>Struggles</c>.</summary>
    public static IServiceCollection AddStruggles(this IServiceCollection services)
    {
        services.AddOptions<StruggleThresholds>().BindConfiguration("Struggles").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(provider => new StruggleRules(provider.GetRequiredService<IOptions<StruggleThresholds>>().Value))
            .AddSingleton<IStruggleAlerts, DaprStruggleAlerts>();
    }

    /// <summary>What this service keeps about people: its rows of <see cref="KeptAboutPeople"/>.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services) => services
        .AddSingleton<DaprConversations>()
        .AddSingleton<IPersonalData, AttemptsOfPeople>()
        .AddSingleton<IPersonalData, ConversationsOfPeople>()
        .AddSingleton<IPersonalData, HelpOfPeople>()
        .AddSingleton<IPersonalData>(provider => new ParkedPersonalData("parkedActivities", provider.GetRequiredService<IParkedEvents>()));

    /// <summary>Help by the offline tutor.</summary>
    public static IServiceCollection AddHelp(this IServiceCollection services) => services
        .AddSingleton<ISandbox, DaprSandbox>()
        .AddSingleton<IExercises, DaprExercises>()
        .AddSingleton<IConcepts, DaprConcepts>()
        .AddSingleton<IHelpRecords, DaprHelpRecords>()
        .AddSingleton<BehaviourProbe>()
        .AddSingleton<EvidenceGathering>()
        .AddSingleton<OfflineHints>()
        .AddSingleton<ITutor>(provider => provider.GetRequiredService<OfflineHints>())
        .AddSingleton<HelpFlow>();
}
