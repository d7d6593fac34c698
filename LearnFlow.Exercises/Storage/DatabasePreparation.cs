using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
        if (await PrepareAsync(database, CourseReader.DefaultFolder, app.Lifetime.ApplicationStopping) is { } changed)
            app.Logger.LogInformation("The course is in the database; {Changed} rows were added or changed.", changed);
    }

    /// <summary>
    /// The same for one context and a folder of content. A start with the build and the files of the last one, which is nearly
    /// every start, asks one question and parses no file.
    /// </summary>
    /// <returns>How many rows were added or changed; null when nothing had to be looked at.</returns>
    public static async Task<int?> PrepareAsync(ExercisesDbContext database, string folder, CancellationToken cancellation)
    {
        var fingerprint = CourseReader.Fingerprint(folder);
        if (await IsCurrentAsync(database, fingerprint, cancellation))
            return null;
        var changed = await PrepareAsync(database, CourseReader.Read(folder), cancellation);
        database.Add(new CourseRelease { Fingerprint = fingerprint, AppliedAt = DateTimeOffset.UtcNow });
        await database.SaveChangesAsync(cancellation);
        return changed;
    }

    // The fingerprint holds the build too, and with it its migrations. Plain SQL: building EF's model costs half a second of a start.
    private static async Task<bool> IsCurrentAsync(ExercisesDbContext database, string fingerprint, CancellationToken cancellation)
    {
        await database.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = """SELECT "Fingerprint" FROM course_releases ORDER BY "AppliedAt" DESC LIMIT 1""";
            return await command.ExecuteScalarAsync(cancellation) as string == fingerprint;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false; // an empty database, or one from before there were releases
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Brings one course into one database, one replica at a time.</summary>
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
