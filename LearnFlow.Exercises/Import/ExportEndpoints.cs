using System.Text;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Import;

/// <summary>Taking material out, with solutions and hidden tests: for teachers.</summary>
public static class ExportEndpoints
{
    /// <summary>Maps <c>GET /exports/{learnflow,humaneval,exercism}</c>.</summary>
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/exports").WithTags("Export").RequireAuthorization(Policies.Teacher);
        group.MapGet("/learnflow", async (HttpContext context, ExercisesDbContext database, CancellationToken cancellation, Guid? @class = null)
            => TypedResults.Json(
                new OwnForm(OwnForm.Name, await ReadAsync(context, database, @class, cancellation), await ReadQuizAsync(context, database, @class, cancellation)),
                ContentJson.Options))
            .WithSummary("The exercises and quiz questions of the course, or of a class, in LearnFlow's own form.");
        group.MapGet("/humaneval", async Task<Utf8ContentHttpResult> (HttpContext context, ExercisesDbContext database, CancellationToken cancellation, Guid? @class = null)
            => TypedResults.Text(
                Encoding.UTF8.GetBytes(string.Concat(HumanEvalForm.Write(await ReadAsync(context, database, @class, cancellation)).Select(line => line + "\n"))),
                "application/jsonl"))
            .WithSummary("Those of them whose tests are calls of one function, in HumanEval's form: JSON Lines.");
        group.MapGet("/exercism", async (HttpContext context, ExercisesDbContext database, CancellationToken cancellation, Guid? @class = null)
            => TypedResults.File(ExercismFolder.Zip(await ReadAsync(context, database, @class, cancellation)), "application/zip", "track.zip"))
            .WithSummary("The exercises as a zip archive in Exercism's track layout.");
    }

    private static Task<List<QuizContent>> ReadQuizAsync(
        HttpContext context, ExercisesDbContext database, Guid? classId, CancellationToken cancellation)
        => database.QuizQuestions.AsNoTracking()
            .WrittenBy<QuizQuestion, QuizContent>(database, Caller.Of(context))
            .Where(question => question.ClassId == classId && question.Status == Publication.Published)
            .OrderBy(question => question.Module).ThenBy(question => question.Position)
            .Select(question => question.Content)
            .ToListAsync(cancellation);

    private static Task<List<ExerciseContent>> ReadAsync(
        HttpContext context, ExercisesDbContext database, Guid? classId, CancellationToken cancellation)
        => database.Exercises.AsNoTracking()
            .WrittenBy<Exercise, ExerciseContent>(database, Caller.Of(context))
            .Where(exercise => exercise.ClassId == classId && exercise.Status == Publication.Published)
            .OrderBy(exercise => exercise.Module).ThenBy(exercise => exercise.Position)
            .Select(exercise => exercise.Content)
            .ToListAsync(cancellation);
}
