using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>What the sandbox offers beside plain runs, through Web's gateway and two sidecars.</summary>
[TestClass]
public sealed class SandboxTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Output_streams_while_the_program_runs()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        const string Code = "import time\nprint('first')\ntime.sleep(20)\nprint('second')";

        await foreach (var item in StreamAsync(learner, new { run = new { language = "python", code = Code, limits = new { wallTimeMs = 25_000 } } }))
        {
            // The first line is here twenty seconds before the program can be done.
            Assert.AreEqual("output", item.EventType);
            Assert.AreEqual("first\n", JsonSerializer.Deserialize<JsonElement>(item.Data).GetProperty("text").GetString());
            break;
        }
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_program_waits_for_what_the_learner_types()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        var run = new { language = "python", code = "name = input('name? ')\nprint('Hello', name)" };

        var waiting = (await StreamAsync(learner, new { run, interactive = true }).ToListAsync(Cancellation))[^1];
        var answer = JsonSerializer.Deserialize<JsonElement>(waiting.Data);
        Assert.AreEqual("waitingForInput", answer.GetProperty("result").GetProperty("status").GetString());

        var session = answer.GetProperty("session");
        var events = await StreamAsync(learner, new { run, interactive = true, inputs = (string[])["Ada"], session }).ToListAsync(Cancellation);
        Assert.AreEqual("Hello Ada\n", JsonSerializer.Deserialize<JsonElement>(events[0].Data).GetProperty("text").GetString());
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_turtles_picture_a_trace_an_analysis_and_JavaScript_come_through()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        var drawn = await learner.RunAsync("import turtle\nturtle.forward(50)", Cancellation);
        StringAssert.StartsWith(drawn.GetProperty("turtle").GetProperty("svg").GetString(), "<svg ");

        var trace = await PostAsync(learner, "trace", new { language = "python", code = "x = [1]\ny = x" });
        var step = trace.GetProperty("steps").EnumerateArray().Last();
        Assert.AreEqual(2, step.GetProperty("stack")[0].GetProperty("locals").GetArrayLength());
        Assert.AreEqual(1, step.GetProperty("heap").EnumerateObject().Count());

        var analysis = await PostAsync(learner, "analyze", new { language = "python", code = "x = \n" });
        Assert.AreEqual(1, analysis.GetProperty("syntaxError").GetProperty("line").GetInt32());

        var script = await PostAsync(learner, "run", new { language = "javascript", code = "console.log([1, 2])" });
        Assert.AreEqual("[ 1, 2 ]\n", script.GetProperty("output").GetString());

        var piston = await PostAsync(learner, "api/v2/execute", new { language = "python", version = "3.x", files = new[] { new { content = "print('piston')" } } });
        Assert.AreEqual("piston\n", piston.GetProperty("run").GetProperty("stdout").GetString());
    }

    private async Task<JsonElement> PostAsync(HttpClient learner, string path, object body)
    {
        using var response = await learner.PostAsJsonAsync($"/api/sandbox/{path}", body, Cancellation);
        Assert.AreEqual(200, (int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async IAsyncEnumerable<SseItem<string>> StreamAsync(HttpClient learner, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/run/stream") { Content = JsonContent.Create(request) };
        using var response = await learner.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.AreEqual(200, (int)response.StatusCode);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancellation))
            yield return item;
    }
}
