using System.Security.Cryptography;
using System.Text.Json;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Storage;

/// <summary>
/// Brings the stored course to what the content files say: new rows are added, changed ones become a new revision,
/// and a second run with the same files changes nothing. A row whose file is gone stays, because submissions may
/// refer to it.
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
        var stored = await database.Exercises.ToDictionaryAsync(exercise => exercise.Slug, cancellation);
        foreach (var module in course.Modules)
        {
            foreach (var (index, content) in module.Exercises.Index())
            {
                var hash = Hash(content);
                if (stored.TryGetValue(content.Slug, out var row))
                {
                    (row.Module, row.Position) = (module.Slug, index + 1);
                    if (row.ContentHash == hash)
                        continue;
                    row.Revision++;
                    (row.Title, row.Kind, row.Difficulty) = (content.Title, content.Kind, content.Difficulty);
                    (row.Concepts, row.ContentHash, row.Content) = ([.. content.Concepts], hash, content);
                    continue;
                }
                database.Add(new Exercise
                {
                    Id = Guid.CreateVersion7(),
                    Slug = content.Slug,
                    Title = content.Title,
                    Module = module.Slug,
                    Position = index + 1,
                    Kind = content.Kind,
                    Difficulty = content.Difficulty,
                    Concepts = [.. content.Concepts],
                    Revision = 1,
                    ContentHash = hash,
                    Content = content,
                });
            }
        }
    }

    private static async Task SeedQuizAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        var stored = await database.QuizQuestions.ToDictionaryAsync(question => question.Slug, cancellation);
        foreach (var module in course.Modules)
        {
            foreach (var (index, content) in module.Quiz.Index())
            {
                if (!stored.TryGetValue(content.Slug, out var row))
                {
                    database.Add(new QuizQuestion
                    {
                        Id = Guid.CreateVersion7(),
                        Slug = content.Slug,
                        Module = module.Slug,
                        Position = index + 1,
                        ContentHash = Hash(content),
                        Content = content,
                    });
                    continue;
                }
                (row.Module, row.Position) = (module.Slug, index + 1);
                if (row.ContentHash != Hash(content))
                    (row.ContentHash, row.Content) = (Hash(content), content);
            }
        }
    }

    private static string Hash<T>(T content)
        => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, ContentJson.Options)));
}
