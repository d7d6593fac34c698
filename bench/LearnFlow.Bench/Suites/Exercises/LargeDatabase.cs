using System.Diagnostics;
using LearnFlow.Exercises;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Storage;
using LearnFlow.Tests.Dapr;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Bench.Suites.Exercises;

/// <summary>The service alone, on loopback, over 100,000 submissions and as many answers.</summary>
internal static class LargeDatabase
{
    private const int Calls = 200;

    // What learners and teachers ask most. A page of a list may not cost a query for each of its rows.
    private static readonly string[] s_requests = ["/exercises", "/exercises/door-sign/submissions", "/mastery", "/recommendation", "/classes/{0}/overview"];

    public static async Task<List<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"learnflow-bench-{Guid.NewGuid():N}");
        await using var server = await TestPostgres.StartAsync(folder, TestProcess.FreePort());
        using var queries = new QueryCount(); // before the first query: EF Core looks once a second at most whether somebody listens
        await using var app = ExercisesService.Build([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Configuration["ConnectionStrings:exercisesdb"] = server.ConnectionString;
            builder.Configuration["APP_API_TOKEN"] = "bench";
            builder.Services.RemoveAll<IHostedService>();
        });
        await app.PrepareDatabaseAsync();
        var classId = await FillAsync(app.Services, cancellationToken);
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("dapr-api-token", "bench");
        client.DefaultRequestHeaders.Add("dapr-caller-app-id", "triage");
        client.DefaultRequestHeaders.Add(LearnerIdentity.Header, "learner-1");

        var samples = new Samples();
        for (var call = 0; call < Calls; call++)
            await samples.AddAsync(() => client.GetStringAsync(s_requests[1], cancellationToken));
        var most = 0;
        foreach (var request in s_requests)
        {
            var before = queries.Count;
            await client.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, request, classId), cancellationToken);
            var count = queries.Count - before;
            most = Math.Max(most, count > 0 ? count : throw new InvalidOperationException($"No query of {request} was counted: the figure would mean nothing."));
        }

        var start = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<MasteryBook>().RecomputeAsync("learner-1", cancellationToken);
        var figures = new List<Figure>
        {
            new("queries_per_request", most, "queries", Goal: 6),
            new("list_p95_ms", samples.Percentile(95), "ms"),
            new("mastery_recompute_100k_ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds, "ms"),
            new("mastery_recompute_100k_MB", (GC.GetTotalAllocatedBytes() - allocated) / 1e6, "MB"),
        };
        await app.StopAsync(cancellationToken);
        return figures;
    }

    private static async Task<Guid> FillAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ExercisesDbContext>();
        var classId = Guid.CreateVersion7();
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO submissions ("Id", "LearnerId", "ExerciseId", "Revision", "At", "Code", "CodeHash", "TestsPassed", "TestsTotal", "Outcomes")
            SELECT gen_random_uuid(), 'learner-' || n % 500, e."Id", 1, now() - n * interval '1 second', 'print(' || n || ')', md5(n::text), n % 4, 3, '[]'
            FROM generate_series(1, 100000) n JOIN (SELECT "Id", row_number() OVER (ORDER BY "Slug") - 1 AS place FROM exercises) e ON e.place = n % 50;
            INSERT INTO submissions ("Id", "LearnerId", "ExerciseId", "Revision", "At", "Code", "CodeHash", "TestsPassed", "TestsTotal", "Outcomes")
            SELECT gen_random_uuid(), 'learner-1', e."Id", 1, now() - n * interval '1 minute', 'print(' || n || ')', 'own' || n, n % 3, 3, '[]'
            FROM generate_series(1, 60) n, exercises e WHERE e."Slug" = 'door-sign';
            INSERT INTO learning_records ("EventId", "LearnerId", "At", "Item", "Concepts", "Correct", "Quiz")
            SELECT 'e' || n, 'learner-1', now(), 'item' || n, ARRAY['for-loops', 'range'], n % 3 > 0, n % 4 = 0 FROM generate_series(1, 100000) n;
            INSERT INTO classes ("Id", "Name", "JoinCode", "Teachers", "CreatedAt") VALUES ({classId}, 'Year 9', 'BENCHMRK', ARRAY['teacher'], now());
            INSERT INTO class_members ("ClassId", "LearnerId", "JoinedAt") SELECT {classId}, 'learner-' || n, now() FROM generate_series(1, 30) n;
            INSERT INTO assignments ("Id", "ClassId", "ExerciseId", "DueAt") SELECT gen_random_uuid(), {classId}, "Id", now() FROM exercises LIMIT 20;
            ANALYZE;
            """,
            cancellationToken);
        return classId;
    }

    /// <summary>Counts the commands that EF Core sends, from its diagnostics.</summary>
    private sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];
        private int _count;

        public QueryCount() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public int Count => _count;

        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name == DbLoggerCategory.Name)
                _subscriptions.Add(listener.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> happened)
        {
            if (happened.Key == Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted.Name)
                Interlocked.Increment(ref _count);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
