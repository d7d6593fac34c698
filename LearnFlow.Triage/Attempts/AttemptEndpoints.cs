using LearnFlow.Events;

namespace LearnFlow.Triage.Attempts;

/// <summary>The way in of learning events, and the learner's own attempts.</summary>
public static class AttemptEndpoints
{
    /// <summary>Subscribes to what learners do.</summary>
    public static void MapLearningEvents(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapSubscription(Topics.LearningEvents, "/events/learning", events => events
            .On<CodeExecuted>((run, services, cancellationToken) => Record(services, run.LearnerId, ActivityOf.Event(run), cancellationToken))
            .On<ExerciseSubmitted>((submission, services, cancellationToken) => Record(services, submission.LearnerId, ActivityOf.Event(submission), cancellationToken))
            .On<HelpRequested>((help, services, cancellationToken) => Record(services, help.LearnerId, ActivityOf.Event(help), cancellationToken))
            .On<QuizAnswered>((answer, services, cancellationToken) => Record(services, answer.LearnerId, ActivityOf.Event(answer), cancellationToken)));

    /// <summary>Maps <c>GET /attempts</c>.</summary>
    public static void MapAttempts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/attempts", async (HttpContext context, ILearnerWindows windows, CancellationToken cancellationToken) =>
        {
            var (window, _) = await windows.LoadAsync(context.LearnerId(), cancellationToken);
            return TypedResults.Ok(AttemptList.Of(window));
        });

    private static Task Record(IServiceProvider services, string learnerId, Activity activity, CancellationToken cancellationToken) =>
        services.GetRequiredService<AttemptRecorder>().RecordAsync(learnerId, activity, cancellationToken);
}
