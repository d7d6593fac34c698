using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox.Check;

/// <summary>Runs a submission's tests and judges them here, outside the guest.</summary>
internal sealed class Checks(WorkerPool pool)
{
    private const int MaxTests = 100;

    /// <summary>A submission that was stopped so often is not run for the tests after that: it would hold up other learners.</summary>
    private const int MaxStopped = 3;

    private static readonly string s_harness = EmbeddedText.Read(typeof(Checks), "check.py");

    public async Task<CheckResult> CheckAsync(CheckRequest request, string? learner, CancellationToken cancellationToken)
    {
        if (request.Tests.Count is 0 or > MaxTests)
            throw new BadHttpRequestException($"There are {request.Tests.Count} tests; there can be 1 to {MaxTests}.");
        var runtime = RunRequestRules.FindRuntime(request.Language, pool.Runtimes);
        var commands = request.Tests.Select(test => ToCommand(request, test)).ToList();
        var results = new List<CheckedTest>();
        foreach (var (test, command) in request.Tests.Zip(commands))
        {
            results.Add(results.Count(result => result.Status.EndsWith("TimeLimit", StringComparison.Ordinal)) < MaxStopped
                ? Judge(test, await pool.RunAsync(command, learner ?? "", onText: null, cancellationToken))
                : new CheckedTest(test.Name, "notRun", null, null, null, "", "", null, $"Not run, because {MaxStopped} tests before it did not end in time.", null, 0));
        }
        return new CheckResult(
            results.Count(result => result.Status == "passed"),
            results.Count,
            results,
            $"{runtime.Language} {runtime.Version} ({runtime.Build})");
    }

    private RunCommand ToCommand(CheckRequest request, CheckTest test)
    {
        var command = RunRequestRules.ToCommand(new RunRequest(request.Language, request.Code, test.Stdin, request.Files, request.Entry, Limits: request.Limits), pool.Runtimes);
        var complete = test.Kind switch
        {
            CheckKind.Io => test.ExpectedOutput is not null,
            CheckKind.Call => test.Function is not null && (test.Expected is not null || test.ExpectedRepr is not null),
            _ => test.Source is not null,
        };
        if (!complete || test.Args is { ValueKind: not JsonValueKind.Array })
            throw new BadHttpRequestException($"Test \"{test.Name}\": io needs expectedOutput; call needs function, args (an array) and expected or expectedRepr; script needs source.");
        if (test.Kind == CheckKind.Io)
            return command;
        if (command.Language != "python")
            throw new BadHttpRequestException($"Test \"{test.Name}\": only tests of kind io can be run in {command.Language}.");
        var given = JsonSerializer.Serialize(new
        {
            Module = Path.ChangeExtension(command.Entry, null).Replace('/', '.'),
            test.Function,
            Args = test.Args is { } args ? args : JsonSerializer.SerializeToElement(Array.Empty<int>()),
            Source = test.Kind == CheckKind.Script ? test.Source : null,
        }, JsonConventions.Options);
        return Harness.Around(command, s_harness, given);
    }

    private static CheckedTest Judge(CheckTest test, RunOutcome outcome)
    {
        var left = outcome.Result is null ? null : ReadResult(outcome.Result);
        var (passed, expected, actual) = test.Kind switch
        {
            CheckKind.Io => (Lines(test.ExpectedOutput!) == Lines(outcome.Output), test.ExpectedOutput, outcome.Output),
            CheckKind.Call when test.ExpectedRepr is not null => (left?.Repr == test.ExpectedRepr, test.ExpectedRepr, left?.Repr),
            CheckKind.Call => (left?.Json is { } json && AreEqual(test.Expected!.Value, json), test.Expected!.Value.GetRawText(), left?.Repr),
            _ => (left is not null, null, null),
        };
        var status = outcome.Status != RunStatus.Ok
            ? outcome.ProgramError?.Type == "AssertionError" ? "failed" : JsonNamingPolicy.CamelCase.ConvertName(outcome.Status.ToString())
            : passed ? "passed" : "failed";
        return new CheckedTest(
            test.Name,
            status,
            test.Kind == CheckKind.Call ? $"{test.Function}({Arguments(test.Args)})" : test.Stdin,
            expected,
            actual,
            outcome.Output,
            outcome.Error,
            outcome.ProgramError?.Type,
            outcome.ProgramError?.Message,
            outcome.ProgramError?.Line,
            outcome.ElapsedMs);
    }

    private static bool AreEqual(JsonElement expected, JsonElement actual)
    {
        try
        {
            return JsonEquality.AreEqual(expected, actual);
        }
        catch (InvalidOperationException)
        {
            return false; // half a surrogate pair, which is no text
        }
    }

    // The file was written next to hostile code: it may hold anything.
    private static (string? Repr, JsonElement? Json)? ReadResult(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var repr = document.RootElement.GetProperty("repr").GetString();
            return document.RootElement.GetProperty("json").GetString() is { } json
                ? (repr, JsonSerializer.Deserialize<JsonElement>(json))
                : (repr, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Arguments(JsonElement? args) => args is { } array ? string.Join(", ", array.EnumerateArray().Select(value => value.GetRawText())) : "";

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).TrimEnd();
}
