using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;

namespace LearnFlow.Exercises.Submissions;

/// <summary>What grading and storing submissions needs.</summary>
public static class SubmissionServices
{
    /// <summary>Adds the grader, the sandbox behind it, the relay of the outbox, and the grading of what waits.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services) => services
        .AddSingleton<ISandbox, DaprSandbox>()
        .AddSingleton<Grader>()
        .AddScoped<SubmissionDesk>()
        .AddSingleton<OutboxSignal>()
        .AddHostedService<OutboxRelay>()
        .AddSingleton<GradingSignal>()
        .AddSingleton<GradingPass>()
        .AddHostedService<WaitingGrading>();
}
