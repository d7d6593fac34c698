using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Mastery;

/// <summary>A concept with the calling learner's mastery of it.</summary>
public sealed record MasteryView(string Concept, string Title, double Known, int Answers, MasteryLevel Level);

/// <summary>What a learner knows. A learner sees their own.</summary>
public static class MasteryEndpoints
{
    /// <summary>Maps <c>GET /mastery</c>.</summary>
    public static RouteGroupBuilder MapMastery(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/mastery").WithTags("Mastery");
        group.MapGet("/", List).WithSummary("The calling learner's mastery of every concept, in the order of the course.");
        return group;
    }

    private static async Task<Ok<List<MasteryView>>> List(HttpContext context, ExercisesDbContext database, CancellationToken cancellation)
    {
        var learner = context.LearnerId();
        var answers = await database.Submissions.AsNoTracking()
            .Where(submission => submission.LearnerId == learner)
            .Join(database.Exercises, submission => submission.ExerciseId, exercise => exercise.Id, (submission, exercise) => new
            {
                submission.At,
                exercise.Concepts,
                Correct = submission.TestsPassed == submission.TestsTotal,
            })
            .OrderBy(answer => answer.At)
            .ToListAsync(cancellation);
        var mastery = MasteryHistory.Of(answers.Select(answer => new Answer(answer.Concepts, answer.Correct)));
        var concepts = await database.Concepts.AsNoTracking().OrderBy(concept => concept.Position).ToListAsync(cancellation);
        return TypedResults.Ok(concepts.ConvertAll(concept =>
        {
            var known = mastery.GetValueOrDefault(concept.Slug)
                ?? new ConceptMastery(concept.Slug, KnowledgeTracing.Exercises.KnownBefore, 0);
            return new MasteryView(concept.Slug, concept.Title, known.Known, known.Answers, known.Level);
        }));
    }
}
