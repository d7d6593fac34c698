using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox;

/// <summary>Runs, streams and checks a program once before the service is ready; nothing is recorded, since no learner asks.</summary>
internal static class SandboxFirstUse
{
    public static async Task AskAsync(IServiceProvider services, HttpClient client, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<WorkerPool>().FirstReady.WaitAsync(cancellationToken);
        var run = new RunRequest("python", "print(1 / 0)");
        CheckTest[] tests =
        [
            new("io", CheckKind.Io, Stdin: "", ExpectedOutput: ""),
            new("call", CheckKind.Call, Function: "f", ExpectedRepr: "1"),
            new("script", CheckKind.Script, Source: "assert f() == 1"),
        ];
        foreach (var (path, body) in ((string, object)[])
            [("/run", run), ("/run/stream", new StreamRequest(run, Interactive: true)), ("/check", new CheckRequest("python", "def f(): return 1", tests))])
        {
            using var response = await client.PostAsJsonAsync(path, body, JsonConventions.Options, cancellationToken);
            await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
        }
    }
}
