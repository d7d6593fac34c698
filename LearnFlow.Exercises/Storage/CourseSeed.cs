using System.Security.Cryptography;
using System.Text.Json;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Storage;

/// <summary>
/// Brings the stored course to what the content files say: new rows are added, changed ones become a new revision,
/// and a second run with the same files changes nothing. A row whose file is gone stays, because submissions may
/// refer to it. What a teacher edited stays until the file changes; then the file is the newer revision.
/// </summary>
public static class CourseSeed
{
    /// <summary>Writes the course in one transaction.</summary>
    /// <returns>How many rows were added or changed.</returns>
    public static async Task<int> ApplyAsync(ExercisesDbContext database, Course course, CancellationToken cancellation = default)
    {
        await SeedModulesAsync(database, course, cancellation);
        await SeedConceptsAsync(database, course, cancellation);
        await SeedExercisesAsync(database, course, cancellation);
        await SeedQuizAsync(database, course, cancellation);
        return await database.SaveChangesAsync(cancellation);
    }

    private static async Task SeedModulesAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        var stored = await database.Modules.ToDictionaryAsync(module => module.Slug, cancellation);
        foreach (var (slug, position, content, _, _) in course.Modules)
        {
            if (!stored.TryGetValue(slug, out var row))
                database.Add(row = new CourseModule { Slug = slug, Title = "", Goal = "", Position = 0 });
            (row.Title, row.Goal, row.Position) = (content.Title, content.Goal, position);
        }
    }

    private static async Task SeedConceptsAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        var stored = await database.Concepts.ToDictionaryAsync(concept => concept.Slug, cancellation);
        foreach (var (index, content) in course.Concepts.Index())
        {
            if (!stored.TryGetValue(content.Slug, out var row))
                database.Add(row = new Concept { Slug = content.Slug, Title = "", Module = "", Position = 0, Requires = [] });
            (row.Title, row.Module, row.Position, row.Requires) = (content.Title, content.Module, index + 1, [.. content.Requires]);
        }
    }

    private static async Task SeedExercisesAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        var stored = await database.Exercises.IgnoreQueryFilters().ToDictionaryAsync(exercise => exercise.Slug, cancellation);
        foreach (var module in course.Modules)
        {
            foreach (var (index, content) in module.Exercises.Index())
            {
                if (!stored.TryGetValue(content.Slug, out var row))
                    database.Add(row = Exercise.Of(content, module.Slug, classId: null, index + 1));
                (row.Module, row.Position) = (module.Slug, index + 1);
                Publish(database, row, content);
            }
        }
    }

    private static async Task SeedQuizAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        var stored = await database.QuizQuestions.IgnoreQueryFilters().ToDictionaryAsync(question => question.Slug, cancellation);
        foreach (var module in course.Modules)
        {
            foreach (var (index, content) in module.Quiz.Index())
            {
                if (!stored.TryGetValue(content.Slug, out var row))
                    database.Add(row = QuizQuestion.Of(content, module.Slug, classId: null, index + 1));
                (row.Module, row.Position) = (module.Slug, index + 1);
                Publish(database, row, content);
            }
        }
    }

    private static void Publish<TContent>(ExercisesDbContext database, Authored<TContent> row, TContent content) where TContent : class
    {
        var hash = Hash(content);
        if (row.ContentHash == hash)
            return;
        row.ContentHash = hash;
        row.Edit(content);
        database.Add(row.Publish(Revision.Course, DateTimeOffset.UtcNow));
    }

    private static string Hash<T>(T content)
        => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, ContentJson.Options)));
}
