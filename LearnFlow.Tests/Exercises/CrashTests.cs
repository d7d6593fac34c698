using System.Diagnostics;
using System.Net.Http.Json;
using LearnFlow.Exercises;
using LearnFlow.Exercises.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Exercises;

/// <summary>The service as a process of its own, killed between a commit and the publishing of its event.</summary>
[TestClass]
public sealed class CrashTests
{
    private const string Token = "the-sidecars-token";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_service_that_is_killed_after_a_commit_loses_no_event()
    {
        await using var server = await ExercisesDatabase.StartAsync();
        var connection = await server.CreateAsync(TestContext.CancellationToken);
        await using var sidecar = await StartSidecarAsync();
        using var service = await StartServiceAsync(connection, sidecar.Urls.Single());
        using var client = new HttpClient { BaseAddress = new Uri(service.Address) };
        client.DefaultRequestHeaders.Add("dapr-api-token", Token);
        client.DefaultRequestHeaders.Add("dapr-caller-app-id", "triage");
        client.DefaultRequestHeaders.Add(LearnerIdentity.Header, "ada");

        var ids = new List<string>();
        foreach (var code in new[] { "a", "b", "c" })
            ids.Add((await client.PostAsync("/exercises/door-sign/submissions", new { code })).GetProperty("id").GetString()!);
        service.Process.Kill(entireProcessTree: true); // SIGKILL: nothing of the process runs any more
        await service.Process.WaitForExitAsync(TestContext.CancellationToken);

        await using var database = ExercisesDatabase.Open(connection);
        var published = new List<string>();
        await OutboxPass.RunAsync(
            database,
            (message, _) =>
            {
                published.Add(message.EventId);
                return Task.CompletedTask;
            },
            TimeProvider.System,
            (_, failure) => throw failure,
            TestContext.CancellationToken);
        CollectionAssert.AreEqual(ids, published);
    }

    /// <summary>A sidecar whose sandbox answers and whose broker does not.</summary>
    private static async Task<WebApplication> StartSidecarAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var sidecar = builder.Build();
        sidecar.Urls.Add("http://127.0.0.1:0");
        sidecar.MapPost("/v1.0/invoke/sandbox/method/check", async (HttpRequest request) =>
        {
            var question = await request.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            return new { tests = question.GetProperty("tests").EnumerateArray().Select(_ => new { status = "failed" }) };
        });
        await sidecar.StartAsync();
        return sidecar;
    }

    private async Task<RunningService> StartServiceAsync(string connection, string sidecar)
    {
        var program = new ProcessStartInfo("dotnet", [typeof(ExercisesService).Assembly.Location, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        program.Environment["ConnectionStrings__exercisesdb"] = connection;
        program.Environment["APP_API_TOKEN"] = Token;
        program.Environment["DAPR_HTTP_ENDPOINT"] = sidecar;
        program.Environment["DAPR_GRPC_ENDPOINT"] = "http://127.0.0.1:9"; // discard: nobody listens there
        program.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        var process = Process.Start(program)!;
        const string listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(TestContext.CancellationToken) is { } line)
        {
            if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
                return new RunningService(process, line[(at + listening.Length)..].Trim());
            }
        }
        throw new AssertFailedException("The service ended before it listened.");
    }

    private sealed record RunningService(Process Process, string Address) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
