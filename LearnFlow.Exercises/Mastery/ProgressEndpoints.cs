using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Mastery;

/// <summary>What a learner has done.</summary>
/// <param name="Solved">Slugs of the exercises with a submission that passed all tests.</param>
/// <param name="Tried">Slugs of those with submissions none of which did.</param>
/// <param name="Quizzes">The modules' quizzes of which a question was answered.</param>
public sealed record ProgressView(IReadOnlyList<string> Solved, IReadOnlyList<string> Tried, IReadOnlyList<QuizProgress> Quizzes);

/// <summary>How far a learner is in the quiz of a module.</summary>
/// <param name="Module">The module's slug.</param>
/// <param name="Answered">How many of its questions have a first answer.</param>
/// <param name="Correct">How many of those were right.</param>
public sealed record QuizProgress(string Module, int Answered, int Correct);

/// <summary>What the calling learner has done, for ticks in lists.</summary>
public static class ProgressEndpoints
{
    /// <summary>Maps <c>GET /progress</c>.</summary>
    public static RouteGroupBuilder MapProgress(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/progress").WithTags("Mastery").RequireAuthorization(Policies.Anyone);
        group.MapGet("/", Get).WithSummary("Which exercises the calling learner has solved and tried, and how far they are in the quizzes.");
        return group;
    }

    private static async Task<Ok<ProgressView>> Get(HttpContext context, ExercisesDbContext database, CancellationToken cancellationToken)
    {
        var learner = context.LearnerId();
        var handedIn = await database.Submissions.AsNoTracking().Where(submission => submission.LearnerId == learner)
            .Join(database.Exercises, submission => submission.ExerciseId, exercise => exercise.Id, (submission, exercise) => new
            {
                exercise.Slug,
                IsSolved = submission.TestsPassed == submission.TestsTotal,
            })
            .GroupBy(row => row.Slug, (slug, rows) => new { Slug = slug, IsSolved = rows.Any(row => row.IsSolved) })
            .ToListAsync(cancellationToken);
        var quizzes = await database.QuizAnswers.AsNoTracking().Where(answer => answer.LearnerId == learner)
            .Join(database.QuizQuestions, answer => answer.QuestionId, question => question.Id, (answer, question) => new { question.Module, answer.Correct })
            .GroupBy(row => row.Module, (module, rows) => new QuizProgress(module, rows.Count(), rows.Count(row => row.Correct)))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ProgressView(
            [.. handedIn.Where(row => row.IsSolved).Select(row => row.Slug)], [.. handedIn.Where(row => !row.IsSolved).Select(row => row.Slug)], quizzes));
    }
}
