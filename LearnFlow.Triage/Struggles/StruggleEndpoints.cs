using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles;

/// <summary>The learner's open struggles.</summary>
public static class StruggleEndpoints
{
    /// <summary>Maps <c>GET /struggles</c>.</summary>
    public static void MapStruggles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/struggles", async (HttpContext context, ILearnerWindows windows, CancellationToken cancellationToken) =>
        {
            var (window, _) = await windows.LoadAsync(context.LearnerId(), cancellationToken);
            return TypedResults.Ok(window.Open.Select(open => new StruggleItem(open.Id, open.Rule, open.Reason, open.At, open.AttemptIds, open.ExerciseId)));
        });

    /// <summary>An open struggle.</summary>
    /// <param name="Id">Id of the struggle.</param>
    /// <param name="Rule">Name of the rule that found it.</param>
    /// <param name="Reason">Why, in plain words.</param>
    /// <param name="At">Since when (UTC).</param>
    /// <param name="AttemptIds">The activities that show it, oldest first.</param>
    /// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
    public sealed record StruggleItem(
        string Id, string Rule, string Reason, DateTimeOffset At, IReadOnlyList<string> AttemptIds, string? ExerciseId);
}
