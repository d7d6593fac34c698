using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox.Check;

/// <summary>
/// Runs a submission's tests as one batch of runs. Values are judged outside the guest, in the worker, at the learner's own cost.
/// </summary>
internal sealed class Checks(WorkerPool pool, TestScripts scripts)
{
    private const int MaxTests = 500;

    /// <summary>A submission that was stopped so often is not run for the tests after that: it would hold up other learners.</summary>
    private const int MaxStopped = 3;

    public async Task<CheckResult> CheckAsync(CheckRequest request, string? learner, CancellationToken cancellationToken)
    {
        if (request.Tests.Count is 0 or > MaxTests)
            throw new BadHttpRequestException($"There are {request.Tests.Count} tests; there can be 1 to {MaxTests}.");
        if (request.Tests.Any(test => test is null))
            throw new BadHttpRequestException("A test of the request is null.");
        var runtime = RunRequestRules.FindRuntime(request.Language, pool.Runtimes);
        var commands = request.Tests.Select(test => ToCommand(request, test)).ToList();
        var split = await scripts.SplitAsync(request.Tests.Where(test => test.Kind == CheckKind.Script).Select(test => test.Source!), learner ?? "", cancellationToken);
        // What all tests have beside the submission goes to the worker once.
        var shared = 1 + (request.Files?.Count ?? 0);
        var batch = new RunBatch([.. request.Tests.Zip(commands, (test, command) => Around(test, command with { Files = [.. command.Files.Skip(shared)] }, split))])
        {
            Files = [.. commands[0].Files.Take(shared)],
            MaxTimedOut = MaxStopped,
            FirstDecides = request.FirstDecides,
        };
        var outcomes = await pool.RunAsync(batch, learner ?? "", cancellationToken);
        var reason = request.FirstDecides && outcomes.Count == 1 ? "the first test did not end in time" : $"{MaxStopped} tests before it did not end in time";
        var results = request.Tests.Select((test, number) => number < outcomes.Count
            ? Judge(test, outcomes[number])
            : new CheckedTest(test.Name, "notRun", null, null, null, "", "", null, $"Not run, because {reason}.", null, 0)).ToList();
        return new CheckResult(
            results.Count(result => result.Status == "passed"),
            results.Count,
            results,
            $"{runtime.Language} {runtime.Version} ({runtime.Build})");
    }

    private static RunCommand Around(CheckTest test, RunCommand command, IReadOnlyDictionary<string, SplitScript> split)
    {
        if (test.Kind == CheckKind.Io)
            return command;
        var script = test.Kind == CheckKind.Script ? split[test.Source!] : null;
        var given = JsonSerializer.Serialize(new
        {
            Module = Path.ChangeExtension(command.Entry, null).Replace('/', '.'),
            test.Function,
            Args = test.Args is { } args ? args : JsonSerializer.SerializeToElement(Array.Empty<int>()),
            script?.Source,
        }, JsonConventions.Options);
        IReadOnlyList<Expectation> expectations = script is not null
            ? [.. script.Expected.Select(constant => new Expectation(Comparison.Encoded, constant.Value, constant.Times, constant.Shown))]
            : test.ExpectedRepr is { } repr ? [new Expectation(Comparison.Repr, repr)] : [new Expectation(Comparison.Json, test.Expected!.Value.GetRawText())];
        return Harness.Around(command, CheckProgram.Start, given) with { Expectations = expectations };
    }

    private RunCommand ToCommand(CheckRequest request, CheckTest test)
    {
        var command = RunRequestRules.ToCommand(new RunRequest(request.Language, request.Code, test.Stdin, [.. request.Files ?? [], .. test.Files ?? []], request.Entry, Limits: request.Limits), pool.Runtimes);
        var complete = test.Kind switch
        {
            CheckKind.Io => test.ExpectedOutput is not null,
            CheckKind.Call => test.Function is not null && (test.Expected is not null || test.ExpectedRepr is not null),
            _ => test.Source is not null,
        };
        if (!complete || test.Args is { ValueKind: not JsonValueKind.Array })
            throw new BadHttpRequestException($"Test \"{test.Name}\": io needs expectedOutput; call needs function, args (an array) and expected or expectedRepr; script needs source.");
        if (test.Expected is { } expected && !JsonEquality.IsFinite(expected))
            throw new BadHttpRequestException($"Test \"{test.Name}\": a number in expected is larger than any floating-point number, so nothing could equal it.");
        if (test.Kind != CheckKind.Io && command.Language != "python")
            throw new BadHttpRequestException($"Test \"{test.Name}\": only tests of kind io can be run in {command.Language}.");
        return command;
    }

    private static CheckedTest Judge(CheckTest test, RunOutcome outcome)
    {
        var passed = test.Kind == CheckKind.Io ? Lines(test.ExpectedOutput!) == Lines(outcome.Output) : outcome.Judged is { AreRight: true };
        var (expected, actual) = test.Kind switch
        {
            CheckKind.Io => (test.ExpectedOutput, outcome.Output),
            CheckKind.Call => (test.ExpectedRepr ?? test.Expected!.Value.GetRawText(), outcome.Judged?.Shown),
            _ => (null, null),
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

    private static string Arguments(JsonElement? args) => args is { } array ? string.Join(", ", array.EnumerateArray().Select(value => value.GetRawText())) : "";

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).TrimEnd();
}
