using LearnFlow.Hosting.Postgres;
using LearnFlow.Tests.Orchestration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace LearnFlow.Tests.Integrations;

[TestClass]
public sealed class NpgsqlIntegrationTests
{
    private static TemporaryFolder s_folder = null!;
    private static EmbeddedPostgres s_postgres = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartPostgres(TestContext context)
    {
        s_folder = new TemporaryFolder();
        s_postgres = await EmbeddedPostgres.StartAsync(new() { DataPath = s_folder["postgres"], Password = "test" }, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopPostgres()
    {
        await s_postgres.DisposeAsync();
        s_folder.Dispose();
    }

    [TestMethod]
    public async Task A_data_source_is_found_by_the_name_of_its_connection()
    {
        using var app = Build(builder => builder.AddNpgsqlDataSource("books"));

        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT 41 + 1");

        Assert.AreEqual(42, await command.ExecuteScalarAsync(TestContext.CancellationToken));
        Assert.AreEqual(HealthStatus.Healthy, (await HealthAsync(app)).Entries["PostgreSql"].Status);
    }

    [TestMethod]
    public async Task Keyed_data_sources_stand_side_by_side()
    {
        using var app = Build(builder =>
        {
            builder.AddKeyedNpgsqlDataSource("books");
            builder.AddKeyedNpgsqlDataSource("down", settings => settings.ConnectionString = "Host=127.0.0.1;Port=1;Timeout=1");
        });

        var health = await HealthAsync(app);

        Assert.AreEqual(HealthStatus.Healthy, health.Entries["PostgreSql_books"].Status);
        Assert.AreEqual(HealthStatus.Unhealthy, health.Entries["PostgreSql_down"].Status);
    }

    [TestMethod]
    public void A_missing_connection_string_is_named_when_it_is_needed()
    {
        using var app = Build(builder => builder.AddNpgsqlDataSource("absent"));

        var error = Assert.ThrowsExactly<InvalidOperationException>(app.Services.GetRequiredService<NpgsqlDataSource>);

        Assert.Contains("ConnectionStrings:absent", error.Message);
        Assert.Contains("Aspire:Npgsql", error.Message);
    }

    [TestMethod]
    public async Task A_context_is_pooled_retries_and_has_a_health_check()
    {
        using var app = Build(builder => builder.AddNpgsqlDbContext<Library>("books"));
        await using var scope = app.Services.CreateAsyncScope();
        var library = scope.ServiceProvider.GetRequiredService<Library>();

        Assert.IsTrue(library.Database.CreateExecutionStrategy().RetriesOnFailure);
        Assert.AreEqual(HealthStatus.Healthy, (await HealthAsync(app)).Entries[nameof(Library)].Status);
    }

    [TestMethod]
    public void The_section_of_the_context_wins_over_the_general_one()
    {
        using var app = Build(builder => builder.AddNpgsqlDbContext<Library>("books"), new()
        {
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:CommandTimeout"] = "10",
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:DisableHealthChecks"] = "true",
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:Library:CommandTimeout"] = "7",
        });
        using var scope = app.Services.CreateScope();

        Assert.AreEqual(7, scope.ServiceProvider.GetRequiredService<Library>().Database.GetCommandTimeout());
        Assert.IsNull(app.Services.GetService<HealthCheckService>());
    }

    [TestMethod]
    public void A_context_registered_twice_is_refused()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Build(builder =>
        {
            builder.AddNpgsqlDbContext<Library>("books");
            builder.AddNpgsqlDbContext<Library>("books");
        }));

        Assert.Contains(nameof(Library), error.Message);
    }

    [TestMethod]
    public void A_context_of_the_applications_own_is_enriched()
    {
        using var app = Build(builder =>
        {
            builder.Services.AddDbContextPool<Library>(options => options.UseNpgsql(s_postgres.ConnectionString));
            builder.EnrichNpgsqlDbContext<Library>(settings => settings.CommandTimeout = 9);
        });
        using var scope = app.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<Library>().Database;

        Assert.IsTrue(database.CreateExecutionStrategy().RetriesOnFailure);
        Assert.AreEqual(9, database.GetCommandTimeout());
    }

    [TestMethod]
    public void A_context_that_is_not_there_cannot_be_enriched() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Build(builder => builder.EnrichNpgsqlDbContext<Library>()));

    private static IHost Build(Action<HostApplicationBuilder> configure, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["ConnectionStrings:books"] = s_postgres.ConnectionString;
        foreach (var (key, value) in settings ?? [])
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddLogging();
        configure(builder);
        return builder.Build();
    }

    private Task<HealthReport> HealthAsync(IHost app) =>
        app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.CancellationToken);

    private sealed class Library(DbContextOptions<Library> options) : DbContext(options);
}
