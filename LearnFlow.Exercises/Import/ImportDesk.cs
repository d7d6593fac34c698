using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Access;
using LearnFlow.Exercises.Authoring;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Import;

/// <summary>
/// Stores what was brought in, all of it or nothing. What learners can work on is published at once; what they cannot is kept
/// as a draft with the reason in the report. The same material again changes nothing.
/// </summary>
public sealed class ImportDesk(ExercisesDbContext database, Grader grader, QuizImport quiz, TimeProvider clock)
{
    /// <summary>How many exercises are tried out at a time: the sandbox has other learners to serve.</summary>
    public const int AtATime = 2;

    /// <summary>The most exercises of one import.</summary>
    public const int MaxExercises = 1000;

    /// <summary>Runs every exercise's reference solution, where nothing else showed that it passes.</summary>
    public async Task<IReadOnlyList<ImportedExercise>> VerifyAsync(IReadOnlyList<ImportedExercise> found, CancellationToken cancellation)
    {
        var concepts = await ConceptsAsync(cancellation);
        return await InParallelAsync(found, async exercise =>
        {
            if (exercise.Content is null || exercise.Unsupported is not null)
                return exercise;
            if (ContentRules.Complaints(exercise.Content, concepts).Values.FirstOrDefault() is [var complaint, ..])
                return exercise with { Unsupported = complaint };
            var failing = (await grader.GradeAsync(exercise.Content, exercise.Content.Solution, cancellation)).FirstOrDefault(outcome => !outcome.Passed);
            return failing is null
                ? exercise
                : exercise with { Unsupported = $"Its reference solution fails “{failing.Name}” here: {failing.ErrorMessage ?? failing.Status}." };
        });
    }

    /// <summary>Does something for each exercise, a few at a time, and keeps their order.</summary>
    public static async Task<IReadOnlyList<TTo>> InParallelAsync<TFrom, TTo>(IReadOnlyList<TFrom> items, Func<TFrom, Task<TTo>> work)
    {
        var results = new TTo[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (index, _) => results[index] = await work(items[index]));
        return results;
    }

    /// <summary>The slugs of the course's concepts.</summary>
    public Task<HashSet<string>> ConceptsAsync(CancellationToken cancellation)
        => database.Concepts.Select(concept => concept.Slug).ToHashSetAsync(cancellation);

    /// <summary>What is added to a slug that is taken: the same again for the same class.</summary>
    internal static string SuffixOf(Guid? classId) => $"-{classId ?? Guid.CreateVersion7():N}"[..13];

    /// <summary>Stores the exercises and questions, in a class or a module.</summary>
    public async Task<ImportReport> StoreAsync(
        IReadOnlyList<ImportedExercise> found,
        IReadOnlyList<QuizContent> questions,
        string module,
        Guid? classId,
        Caller caller,
        CancellationToken cancellation)
    {
        var sources = found.Select(exercise => exercise.Source).ToList();
        var slugs = found.Select(exercise => exercise.Content?.Slug).OfType<string>().ToList();
        var stored = await database.Exercises.IgnoreQueryFilters()
            .Where(exercise => exercise.ClassId == classId && exercise.Source != null && sources.Contains(exercise.Source))
            .ToDictionaryAsync(exercise => exercise.Source!, cancellation);
        var suffix = SuffixOf(classId);
        var taken = await database.Exercises.IgnoreQueryFilters()
            .Where(exercise => slugs.Contains(exercise.Slug)).Select(exercise => exercise.Slug).ToHashSetAsync(cancellation);
        var position = await database.Exercises.IgnoreQueryFilters().Where(exercise => exercise.Module == module && exercise.ClassId == classId)
            .MaxAsync(exercise => (int?)exercise.Position, cancellation) ?? 0;
        var concepts = await ConceptsAsync(cancellation);

        var lines = new List<ImportLine>();
        foreach (var exercise in found)
        {
            if (exercise.Content is null || (exercise.Unsupported is not null && ContentRules.Complaints(exercise.Content, concepts).Count > 0))
            {
                lines.Add(new ImportLine(exercise.Source, ImportStatus.Unsupported, null, 0, exercise.Unsupported));
                continue;
            }
            if (!stored.TryGetValue(exercise.Source, out var row))
            {
                var slug = exercise.Content.Slug;
                while (!taken.Add(slug))
                    slug += suffix;
                row = Exercise.Of(exercise.Content with { Slug = slug }, module, classId, ++position, exercise.Source);
                stored.Add(exercise.Source, row);
                database.Add(row);
                lines.Add(Line(exercise, row, Apply(row, exercise, row.Content, caller, isNew: true)));
                continue;
            }
            lines.Add(Line(exercise, row, Apply(row, exercise, exercise.Content with { Slug = row.Slug }, caller, isNew: false)));
        }
        var quizLines = questions.Count == 0 ? [] : await quiz.AddAsync(questions, module, classId, caller, concepts, cancellation);
        await database.SaveChangesAsync(cancellation);
        return new ImportReport(lines.Count, lines.Count(line => line.Status != ImportStatus.Unsupported), lines, quizLines);
    }

    private ImportStatus Apply(Exercise row, ImportedExercise exercise, ExerciseContent content, Caller caller, bool isNew)
    {
        row.DeletedAt = null;
        if (!isNew && exercise.Measured) // a quick or a busy day is no other content
            content = content with { Tests = content.Tests with { CpuTimeMs = row.Latest.Tests.CpuTimeMs } };
        var isSame = !isNew && JsonNode.DeepEquals(Json(row.Latest), Json(content)); // jsonb gives keys in an order of its own
        if (!isSame && !isNew)
            row.Edit(content);
        if (exercise.Unsupported is not null)
            return ImportStatus.Unsupported;
        if (isSame && row.Status == Publication.Published)
            return ImportStatus.Unchanged;
        database.Add(row.Publish(caller.Id, clock.GetUtcNow()));
        return isNew ? ImportStatus.Imported : ImportStatus.Updated;
    }

    private static ImportLine Line(ImportedExercise exercise, Exercise row, ImportStatus status)
        => new(exercise.Source, status, row.Slug, row.Latest.Tests.All.Count(), exercise.Unsupported);

    private static JsonNode? Json(ExerciseContent content) => JsonSerializer.SerializeToNode(content, ContentJson.Options);
}
