using LearnFlow.Web.Pages;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Services;

/// <summary>What a learner who has solved an exercise is shown: what it practised, the author's solution, and the ways on.</summary>
/// <param name="Practised">The concepts, with how well they are known now.</param>
/// <param name="Next">The next exercise; null when all are solved.</param>
/// <param name="Step">What comes next on the way through the module, where that is no exercise.</param>
/// <param name="IsForClass">Whether a class of the learner's is to do the exercise.</param>
/// <param name="Reference">The author's solution; null when it cannot be read.</param>
public sealed record AfterPass(IReadOnlyList<Mastery> Practised, PathStep? Next, PathStep? Step, bool IsForClass, string? Reference);

/// <summary>Reads it.</summary>
public sealed class AfterPassReader(ServiceClient services, CourseReader course, ProgressReader progress, IHttpContextAccessor current)
{
    /// <summary>What is shown for an exercise; null when the visitor has not solved it.</summary>
    public async Task<AfterPass?> ReadAsync(string slug, CancellationToken cancellationToken)
    {
        var reference = services.GetAsync<Reference>("exercises", $"exercises/{Uri.EscapeDataString(slug)}/reference", cancellationToken);
        var mastery = services.GetAsync<List<Mastery>>("exercises", "mastery", cancellationToken);
        var classes = current.HttpContext?.VisitorOrNull() is { IsGuest: false } ? ClassesModel.JoinedAsync(services, cancellationToken) : null;
        var (path, done) = (await course.PathAsync(cancellationToken), await progress.ReadAsync(cancellationToken));
        var exercises = (await course.ExercisesAsync(cancellationToken)).Value ?? [];
        if ((await reference).Value is not { } solution)
        {
            return null;
        }

        var concepts = exercises.Find(exercise => exercise.Slug == slug)?.Concepts ?? [];
        var isForClass = classes is not null && (await classes).SelectMany(joined => joined.Assignments).Any(assignment => assignment.Exercise == slug);
        return new AfterPass(
            [.. ((await mastery).Value ?? []).Where(known => concepts.Contains(known.Concept))],
            path.NextExercise(slug, done),
            path.After(PathStepKind.Exercise, slug) is { Kind: not PathStepKind.Exercise } step ? step : null,
            isForClass,
            solution.Code);
    }

    private sealed record Reference(string Code);
}
