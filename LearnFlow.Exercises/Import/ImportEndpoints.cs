using System.Text.Json;
using System.Text.Json.Serialization;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Import;

/// <summary>Bringing existing material in.</summary>
public static class ImportEndpoints
{
    /// <summary>Maps <c>POST /imports/{learnflow,humaneval,exercism}</c>. The bodies are read as they come, so that no content type is refused.</summary>
    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/imports").WithTags("Import").RequireAuthorization(Policies.Teacher).NeedsSandbox();
        group.MapPost("/learnflow", ImportOwn).WithSummary("Imports exercises and quiz questions in LearnFlow's own form (a body as GET /exports/learnflow gives), into a class or a module.");
        group.MapPost("/humaneval", ImportHumanEval).WithSummary("Imports problems in HumanEval's form (JSON Lines, plain or gzip), into a class or a module.");
        group.MapPost("/exercism", ImportExercism)
            .WithSummary("Imports a track in Exercism's layout, a zip archive or a folder as multipart/form-data, into a class or a module.");
    }

    private static Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportOwn(
        HttpContext context, ExercisesDbContext database, ImportDesk desk, CancellationToken cancellation, string module = "", Guid? @class = null)
        => ImportAsync(
            context, database, desk, module, @class,
            async () =>
            {
                var form = OwnForm.Read(await Upload.ReadTextAsync(context.Request, cancellation));
                return (await desk.VerifyAsync(form.Found, cancellation), form.Quiz ?? []);
            },
            cancellation);

    private static Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportHumanEval(
        HttpContext context, ExercisesDbContext database, ImportDesk desk, CancellationToken cancellation, string module = "", Guid? @class = null)
        => ImportAsync(
            context, database, desk, module, @class,
            async () => (await desk.VerifyAsync(
                [.. HumanEvalForm.Read(await Upload.ReadTextAsync(context.Request, cancellation)).Take(ImportDesk.MaxExercises)], cancellation), []),
            cancellation);

    private static Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportExercism(
        HttpContext context,
        ExercisesDbContext database,
        ImportDesk desk,
        UnittestDiscovery discovery,
        CancellationToken cancellation,
        string module = "",
        Guid? @class = null)
        => ImportAsync(
            context, database, desk, module, @class,
            async () =>
            {
                var concepts = await desk.ConceptsAsync(cancellation);
                var folders = ExercismTrack.Read(await Upload.ReadFolderAsync(context.Request, cancellation)).Take(ImportDesk.MaxExercises).ToList();
                return (await ImportDesk.InParallelAsync(folders, folder => folder.Exercise is { } exercise
                    ? discovery.ReadAsync(exercise, concepts, cancellation)
                    : Task.FromResult(new ImportedExercise($"exercism:{folder.Slug}", null, folder.Problem))), []);
            },
            cancellation);

    private static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpContext context,
        ExercisesDbContext database,
        ImportDesk desk,
        string module,
        Guid? classId,
        Func<Task<(IReadOnlyList<ImportedExercise> Exercises, IReadOnlyList<QuizContent> Quiz)>> read,
        CancellationToken cancellation)
    {
        if (classId is null == (module.Length == 0))
            return TypedResults.Problem("Say either ?class= or ?module=: where the exercises are to go.", statusCode: StatusCodes.Status400BadRequest);
        var caller = Caller.Of(context);
        if (classId is not null && !await database.Classes.TaughtBy(caller).AnyAsync(schoolClass => schoolClass.Id == classId, cancellation))
            return Missing.Class();
        if (classId is null && !await database.Modules.AnyAsync(other => other.Slug == module, cancellation))
            return Missing.Answer($"There is no module named “{module}”.");
        var (found, quiz) = await read();
        return found.Count + quiz.Count == 0
            ? TypedResults.Problem("There is no exercise in it.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await desk.StoreAsync([.. found.DistinctBy(exercise => exercise.Source)], quiz, module, classId, caller, cancellation));
    }
}

/// <summary>LearnFlow's own form: the same records that are files of the curriculum.</summary>
/// <param name="Format">Always <c>learnflow/1</c>.</param>
/// <param name="Exercises">The exercises.</param>
/// <param name="Quiz">The quiz questions; null for none.</param>
public sealed record OwnForm(string Format, IReadOnlyList<ExerciseContent> Exercises, IReadOnlyList<QuizContent>? Quiz = null)
{
    /// <summary>The only format so far.</summary>
    public const string Name = "learnflow/1";

    /// <summary>The exercises as found.</summary>
    [JsonIgnore]
    public IReadOnlyList<ImportedExercise> Found => [.. Exercises.Select(exercise => new ImportedExercise($"learnflow:{exercise.Slug}", exercise))];

    /// <summary>Reads it.</summary>
    /// <exception cref="BadHttpRequestException">It is not of this form.</exception>
    public static OwnForm Read(string text)
    {
        try
        {
            var form = JsonSerializer.Deserialize<OwnForm>(text, ContentJson.Options);
            return form is { Format: Name, Exercises.Count: <= ImportDesk.MaxExercises, Quiz: null or { Count: <= ImportDesk.MaxExercises } }
                ? form
                : throw new BadHttpRequestException(
                    $"The body needs \"format\": \"{Name}\" and at most {ImportDesk.MaxExercises} exercises and {ImportDesk.MaxExercises} quiz questions.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException($"The body is not in the form {Name}: {e.Message}", e);
        }
    }
}
