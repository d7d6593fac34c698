using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class StreamTests
{
    [TestMethod]
    public async Task Output_comes_while_the_program_runs()
    {
        var sandbox = await SharedSandbox.GetAsync();
        await using var events = await Stream.OpenAsync(sandbox, new StreamRequest(new RunRequest("python", "import time\nprint('first')\ntime.sleep(60)", Limits: new RunLimits(WallTimeMs: 30_000))));

        var first = await events.NextAsync();

        Assert.AreEqual(("output", "first\n"), (first.Event, first.Data.GetProperty("text").GetString()));
    }

    [TestMethod]
    public async Task A_program_waits_for_input_without_a_worker_and_goes_on_with_it()
    {
        const string code = "import random\nsecret = random.random()\nname = input('name? ')\nage = int(input('age? '))\nprint(name, age + 1, random.random())";
        var sandbox = await SharedSandbox.GetAsync();
        var start = new StreamRequest(new RunRequest("python", code), Interactive: true);

        var (shown, result) = await ReadAsync(sandbox, start);
        Assert.AreEqual("name? ", shown);
        Assert.AreEqual(RunStatus.WaitingForInput, result.Result.Status);

        (shown, result) = await ReadAsync(sandbox, start with { Inputs = ["Ada"], Session = result.Session });
        Assert.AreEqual("age? ", shown);
        Assert.AreEqual(RunStatus.WaitingForInput, result.Result.Status);

        (shown, result) = await ReadAsync(sandbox, start with { Inputs = ["Ada", "36"], Session = result.Session });
        StringAssert.StartsWith(shown, "Ada 37 0.");
        Assert.AreEqual(RunStatus.Ok, result.Result.Status);
    }

    [TestMethod]
    public async Task A_line_without_its_end_is_sent_at_once()
    {
        var sandbox = await SharedSandbox.GetAsync();
        await using var events = await Stream.OpenAsync(sandbox, new StreamRequest(new RunRequest("python", "import time\nprint('10 %', end='')\ntime.sleep(60)", Limits: new RunLimits(WallTimeMs: 30_000))));

        Assert.AreEqual("10 %", (await events.NextAsync()).Data.GetProperty("text").GetString());
    }

    [TestMethod]
    public async Task The_end_of_input_can_be_told()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var start = new StreamRequest(new RunRequest("python", "import sys\nprint(sys.stdin.read().split())"), Interactive: true);

        var (_, result) = await ReadAsync(sandbox, start with { Inputs = ["a", "b"] });
        Assert.AreEqual(RunStatus.WaitingForInput, result.Result.Status);

        (var shown, result) = await ReadAsync(sandbox, start with { Inputs = ["a", "b"], Session = result.Session, EndOfInput = true });
        Assert.AreEqual(("['a', 'b']\n", RunStatus.Ok), (shown, result.Result.Status));
    }

    [TestMethod]
    public async Task Until_something_is_typed_the_clock_is_the_real_one()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var request = new StreamRequest(new RunRequest("python", "import time\nstart = time.perf_counter()\nsum(range(300_000))\nprint(time.perf_counter() - start > 0.0005)"), Interactive: true);

        Assert.AreEqual("True\n", (await ReadAsync(sandbox, request)).Shown);
    }

    [TestMethod]
    public async Task A_replay_that_goes_another_way_starts_over()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var request = new StreamRequest(new RunRequest("python", "print('new')"), Interactive: true, Session: new ReplaySession(1, 0, 4, "0000"));
        await using var events = await Stream.OpenAsync(sandbox, request);

        Assert.AreEqual("restarted", (await events.NextAsync()).Event);
        Assert.AreEqual("new\n", (await events.NextAsync()).Data.GetProperty("text").GetString());
    }

    [TestMethod]
    public async Task A_thousand_programs_that_wait_for_input_hold_nothing()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        var start = new StreamRequest(new RunRequest("python", "name = input('name? ')\nprint('Hello', name)"), Interactive: true);
        var waiting = new ConcurrentBag<StreamResult>();

        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => waiting.Add((await ReadAsync(sandbox, start)).Result));

        Assert.IsTrue(waiting.All(result => result.Result.Status == RunStatus.WaitingForInput));
        Assert.AreEqual("1\n", (await sandbox.RunAsync("print(1)")).Output);
        var (shown, _) = await ReadAsync(sandbox, start with { Inputs = ["Ada"], Session = waiting.First().Session });
        Assert.AreEqual("Hello Ada\n", shown);
    }

    [TestMethod]
    public async Task A_stream_that_cannot_start_is_a_problem()
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await sandbox.Client.PostAsJsonAsync("/run/stream", new StreamRequest(new RunRequest("cobol", "")), JsonConventions.Options);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<(string Shown, StreamResult Result)> ReadAsync(SandboxHost sandbox, StreamRequest request)
    {
        await using var events = await Stream.OpenAsync(sandbox, request);
        var shown = "";
        while (true)
        {
            var (name, data) = await events.NextAsync();
            if (name == "result")
                return (shown, data.Deserialize<StreamResult>(JsonConventions.Options)!);
            if (name == "queued")
            {
                continue;
            }

            Assert.AreEqual("output", name);
            shown += data.GetProperty("text").GetString();
        }
    }

    /// <summary>An open event stream.</summary>
    private sealed class Stream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public static async Task<Stream> OpenAsync(SandboxHost sandbox, StreamRequest request)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "/run/stream") { Content = JsonContent.Create(request, options: JsonConventions.Options) };
            var response = await sandbox.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            Assert.AreEqual("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new Stream(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
        }

        public async Task<(string Event, JsonElement Data)> NextAsync()
        {
            do
            {
                Assert.IsTrue(await items.MoveNextAsync(), "The stream ended.");
            }
            while (items.Current.EventType == "queued"); // on a busy machine
            return (items.Current.EventType, JsonSerializer.Deserialize<JsonElement>(items.Current.Data));
        }

        public async ValueTask DisposeAsync()
        {
            await items.DisposeAsync();
            response.Dispose();
        }
    }
}
