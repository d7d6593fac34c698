using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Storage;

/// <summary>Brings the database to this version's schema and course before the first request.</summary>
public static class DatabasePreparation
{
    /// <summary>
    /// The key of the advisory lock that lets one replica at a time migrate and seed (PostgreSQL documentation,
    /// 13.3.5): the bytes "LFexerci". The server frees it when the session ends, however it ends.
    /// </summary>
    private const long LockKey = 0x4C46_6578_6572_6369;

    /// <summary>Migrates and seeds; a replica that comes second waits and then finds nothing to do.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ExercisesDbContext>();
        var changed = await PrepareAsync(database, CourseReader.Read(CourseReader.DefaultFolder), app.Lifetime.ApplicationStopping);
        app.Logger.LogInformation("The course is in the database; {Changed} rows were added or changed.", changed);
    }

    /// <summary>The same for one context.</summary>
    /// <returns>How many rows were added or changed.</returns>
    public static async Task<int> PrepareAsync(ExercisesDbContext database, Course course, CancellationToken cancellation)
    {
        await database.Database.OpenConnectionAsync(cancellation);
        try
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockKey})", cancellation);
            await database.Database.MigrateAsync(cancellation);
            var changed = await CourseSeed.ApplyAsync(database, course, cancellation);
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", cancellation);
            return changed;
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }
}
