using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Tests.Exercises;

/// <summary>Databases of one test class on the shared server.</summary>
internal sealed class ExercisesDatabase : IAsyncDisposable
{
    private readonly List<string> _created = [];

    public static Task<ExercisesDatabase> StartAsync() => Task.FromResult(new ExercisesDatabase());

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync(CancellationToken cancellation)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await SharedBackends.NewDatabaseAsync(cancellation)) { Pooling = false }.ConnectionString;
        _created.Add(connectionString);
        return connectionString;
    }

    /// <summary>A context on a database.</summary>
    public static ExercisesDbContext Open(string connectionString)
        => new(new DbContextOptionsBuilder<ExercisesDbContext>().UseNpgsql(connectionString).Options);

    public async ValueTask DisposeAsync()
    {
        foreach (var connectionString in _created)
        {
            await SharedBackends.DropDatabaseAsync(connectionString);
        }
    }
}
