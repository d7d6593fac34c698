using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Classrooms;
using LearnFlow.Triage.OfflineTutor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Triage.Struggles;

/// <summary>Open struggles and why they are thought to be: a learner sees their own, a teacher those of the learners of their classes.</summary>
public static class StruggleEndpoints
{
    private const int MostLearners = 200;

    /// <summary>Maps <c>GET /struggles</c> and, for teachers, <c>GET /learners/struggles?learner=…</c>.</summary>
    public static void MapStruggles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/struggles", async (HttpContext context, ILearnerWindows windows, CancellationToken cancellationToken) =>
                TypedResults.Ok((await OfAsync(context.LearnerId(), windows, cancellationToken)).Struggles))
            .RequireAuthorization(Policies.Anyone).WithTags("Struggles").WithSummary("The caller's own open struggles.");
        endpoints.MapGet("/learners/struggles", ListAsync)
            .ForTeachersOf(context => [.. context.Request.Query["learner"].OfType<string>()])
            .WithTags("Struggles")
            .WithSummary("The open struggles of the learners named (a class: each member as learner=…), with the attempts that show them. For the teachers of their classes.");
    }

    private static async Task<Ok<LearnerStruggles[]>> ListAsync(string[] learner, ILearnerWindows windows, CancellationToken cancellationToken)
    {
        if (learner.Length is 0 or > MostLearners || !learner.All(LearnerIdentity.IsLearnerId))
        {
            throw new BadHttpRequestException($"Name 1 to {MostLearners} learners by their ids: ?learner=ada&learner=ben.");
        }

        return TypedResults.Ok(await Task.WhenAll(learner.Distinct().Select(id => OfAsync(id, windows, cancellationToken))));
    }

    private static async Task<LearnerStruggles> OfAsync(string learnerId, ILearnerWindows windows, CancellationToken cancellationToken)
    {
        var (window, _) = await windows.LoadAsync(learnerId, cancellationToken);
        return new(learnerId, [.. window.Open.Select(open => Item(open, FirstHint.On(window.Activities, open.Scope)))]);
    }

    private static StruggleItem Item(Struggle open, FirstHint? hint) =>
        new(open.Id, open.Rule, open.Reason, open.At, open.AttemptIds, open.ExerciseId, hint?.Text, hint?.Line);

    /// <summary>A learner's open struggles.</summary>
    public sealed record LearnerStruggles(string LearnerId, IReadOnlyList<StruggleItem> Struggles);

    /// <summary>An open struggle.</summary>
    /// <param name="Id">Id of the struggle.</param>
    /// <param name="Rule">Name of the rule that found it.</param>
    /// <param name="Reason">Why, in plain words.</param>
    /// <param name="At">Since when (UTC).</param>
    /// <param name="AttemptIds">The activities that show it, oldest first.</param>
    /// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
    /// <param name="Hint">The first hint about the last attempt, in Markdown; null when none failed.</param>
    /// <param name="Line">Line of that program that the hint is about, from 1; null when it is about none.</param>
    public sealed record StruggleItem(
        string Id, string Rule, string Reason, DateTimeOffset At, IReadOnlyList<string> AttemptIds, string? ExerciseId, string? Hint, int? Line);
}
