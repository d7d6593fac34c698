using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;

namespace LearnFlow.Exercises.Submissions;

/// <summary>What grading and storing submissions needs.</summary>
public static class SubmissionServices
{
    /// <summary>Adds the grader, the sandbox behind it, and the relay of the outbox.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services) => services
        .AddSingleton<ISandbox, DaprSandbox>()
        .AddSingleton<Grader>()
        .AddScoped<SubmissionDesk>()
        .AddSingleton<OutboxSignal>()
        .AddHostedService<OutboxRelay>();
}
