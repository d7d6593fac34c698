using LearnFlow.Events;
using LearnFlow.PersonalData;
using LearnFlow.Triage.Classrooms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Triage.Attempts;

/// <summary>The way in of learning events, and the learner's own attempts.</summary>
public static class AttemptEndpoints
{
    /// <summary>Subscribes to what learners do.</summary>
    public static void MapLearningEvents(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapBulkSubscription(Topics.LearningEvents, "/events/learning", events => events
            .ErasesPersonalData()
            .On<CodeExecuted>((run, services, cancellationToken) => Record(services, run.LearnerId, ActivityOf.Event(run), cancellationToken))
            .On<ExerciseSubmitted>((submission, services, cancellationToken) => Record(services, submission.LearnerId, ActivityOf.Event(submission), cancellationToken))
            .On<HelpRequested>((help, services, cancellationToken) => Record(services, help.LearnerId, ActivityOf.Event(help), cancellationToken))
            .On<QuizAnswered>((answer, services, cancellationToken) => Record(services, answer.LearnerId, ActivityOf.Event(answer), cancellationToken)));

    /// <summary>Maps <c>GET /attempts</c> and, for teachers, <c>GET /learners/{learner}/attempts</c>.</summary>
    public static void MapAttempts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/attempts", (HttpContext context, ILearnerWindows windows, CancellationToken cancellationToken) =>
                ListAsync(context.LearnerId(), windows, cancellationToken))
            .RequireAuthorization(Policies.Anyone).WithTags("Attempts").WithSummary("The caller's own attempts, newest first.");
        endpoints.MapGet("/learners/{learner}/attempts", (string learner, ILearnerWindows windows, CancellationToken cancellationToken) =>
                ListAsync(learner, windows, cancellationToken))
            .ForTeachersOf(context => [(string)context.Request.RouteValues["learner"]!])
            .WithTags("Attempts").WithSummary("A learner's attempts, newest first. For the teachers of their classes.");
    }

    private static async Task<Ok<AttemptList>> ListAsync(string learner, ILearnerWindows windows, CancellationToken cancellationToken) =>
        TypedResults.Ok(AttemptList.Of((await windows.LoadAsync(learner, cancellationToken)).Window));

    private static Task Record(IServiceProvider services, string learnerId, Activity activity, CancellationToken cancellationToken) =>
        services.GetRequiredService<AttemptRecorder>().RecordAsync(learnerId, activity, cancellationToken);
}
