using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class RunContractTests
{
    [TestMethod]
    public async Task Hello_answers_every_field_of_the_contract()
    {
        var sandbox = await SharedSandbox.GetAsync();

        using var response = await sandbox.PostAsync(new RunRequest("python", "print('hello')"));

        var json = (await response.Content.ReadFromJsonAsync<JsonElement>())!;
        Assert.AreEqual("ok", json.GetProperty("status").GetString());
        Assert.AreEqual("hello\n", json.GetProperty("output").GetString());
        Assert.AreEqual("", json.GetProperty("error").GetString());
        Assert.AreEqual(0, json.GetProperty("exitCode").GetInt32());
        Assert.IsFalse(json.GetProperty("truncated").GetBoolean());
        Assert.IsGreaterThan(0, json.GetProperty("elapsedMs").GetDouble());
        Assert.IsGreaterThan(1 << 20, json.GetProperty("peakMemoryBytes").GetInt64());
        foreach (var name in (string[])["errorType", "errorMessage", "errorLine"])
            Assert.AreEqual(JsonValueKind.Null, json.GetProperty(name).ValueKind, name);
        StringAssert.StartsWith(json.GetProperty("runtime").GetString(), "python 3.");
        Assert.IsNotEmpty(json.GetProperty("id").GetString()!);
    }

    [TestMethod]
    public async Task An_exception_shows_the_learners_lines_only_and_is_told_in_fields()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("import json\ndef parse(text):\n    return json.loads(text)\n\nparse('{')\n");

        Assert.AreEqual(RunStatus.Error, result.Status);
        Assert.AreEqual(1, result.ExitCode);
        Assert.AreEqual("json.decoder.JSONDecodeError", result.ErrorType);
        StringAssert.StartsWith(result.ErrorMessage, "Expecting property name");
        Assert.AreEqual(3, result.ErrorLine);
        Assert.DoesNotContain("/usr/", result.Error);
        StringAssert.StartsWith(result.Error, "Traceback (most recent call last):\n  File \"main.py\", line 5, in <module>\n    parse('{')\n");
    }

    [TestMethod]
    public async Task A_division_by_zero_points_at_the_place_with_carets()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("print(1/0)");

        Assert.AreEqual("Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\n    print(1/0)\n          ~^~\nZeroDivisionError: division by zero\n", result.Error);
        Assert.AreEqual("ZeroDivisionError", result.ErrorType);
        Assert.AreEqual("division by zero", result.ErrorMessage);
        Assert.AreEqual(1, result.ErrorLine);
    }

    [TestMethod]
    public async Task A_syntax_error_has_its_line()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("x = 1\nif x\n    print(x)\n");

        Assert.AreEqual("SyntaxError", result.ErrorType);
        Assert.AreEqual("expected ':'", result.ErrorMessage);
        Assert.AreEqual(2, result.ErrorLine);
    }

    [TestMethod]
    public async Task Standard_input_several_files_and_another_entry_are_used()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(new RunRequest(
            "python",
            "from shapes.square import area\nprint(area(int(input('side? '))), open('data/note.txt').read(), __file__.split('/')[-1])",
            Stdin: "7\n",
            Files: [new SourceFile("shapes/square.py", "def area(side):\n    return side * side\n"), new SourceFile("data/note.txt", "ünïcode")],
            Entry: "start.py"));

        Assert.AreEqual("side? 49 ünïcode start.py\n", result.Output, result.Error);
    }

    [TestMethod]
    [DataRow("import sys; sys.exit(3)", 3)]
    [DataRow("exit(4)", 4)]
    [DataRow("import os; os._exit(5)", 5)]
    [DataRow("raise SystemExit('no')", 1)]
    public async Task An_exit_code_is_passed_on(string code, int exitCode)
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(code);

        Assert.AreEqual(RunStatus.Error, result.Status, result.Error);
        Assert.AreEqual(exitCode, result.ExitCode);
    }

    [TestMethod]
    public async Task A_learners_run_is_recorded_before_it_is_answered_and_a_services_run_is_not()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(new RunRequest("python", "print(1/0)", ExerciseId: "sum-of-two"), learner: "learner-1");
        var unrecorded = await sandbox.RunAsync("print(2)");

        var attempt = sandbox.Attempts.Single(attempt => attempt.Id == result.Id);
        Assert.AreEqual("learner-1", attempt.LearnerId);
        Assert.AreEqual("error", attempt.Status);
        Assert.AreEqual("ZeroDivisionError", attempt.ErrorType);
        Assert.AreEqual("print(1/0)", attempt.Code);
        Assert.AreEqual("sum-of-two", attempt.ExerciseId);
        Assert.DoesNotContain(unrecorded.Id, sandbox.Attempts.Select(attempt => attempt.Id));
    }

    [TestMethod]
    [DataRow("raise type('E' * 9_000, (Exception,), {})('m' * 60_000)")]
    [DataRow("raise type('E' * 9_000, (Exception,), {})('\\ud83d\\ude00' * 30_000)")]
    [DataRow("raise KeyError('\\x01' * 60_000)")]
    [DataRow("raise ExceptionGroup('m' * 60_000, [ValueError(1)])")]
    public async Task What_an_error_says_is_cut_so_that_an_attempt_fits_its_carrier(string code)
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync(new RunRequest("python", code, ExerciseId: new string('\u0001', 128), Limits: new RunLimits(30_000, 20_000, OutputBytes: 1 << 20)), learner: "learner-1");

        Assert.IsLessThanOrEqualTo(ProgramError.MaxTypeCharacters + 1, result.ErrorType!.Length);
        Assert.IsLessThanOrEqualTo(ProgramError.MaxMessageCharacters + 1, result.ErrorMessage!.Length);
        Assert.IsTrue(result.ErrorType.EndsWith('…') || result.ErrorMessage.EndsWith('…'), "It is shown that something was cut.");
        var attempt = sandbox.Attempts.Single(attempt => attempt.Id == result.Id) with { Code = new string('\u0001', RunRequestRules.MaxCodeBytes) };
        // Kafka takes messages of 1 MiB; the code, as JSON at most six bytes for each of its own, is the largest part.
        Assert.IsLessThanOrEqualTo(450_000, JsonSerializer.SerializeToUtf8Bytes(attempt, JsonConventions.Options).Length);
    }

    [TestMethod]
    public async Task The_runtimes_are_listed()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var runtimes = await sandbox.Client.GetFromJsonAsync<JsonElement>("/runtimes");

        var python = runtimes.EnumerateArray().Single(runtime => runtime.GetProperty("language").GetString() == "python");
        StringAssert.StartsWith(python.GetProperty("version").GetString(), "3.");
    }

    [TestMethod]
    public async Task Health_is_good_when_a_warm_worker_is_there_and_the_service_has_tried_itself_out()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1", "--FirstUse=true");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));

        while (await StatusAsync() != HttpStatusCode.OK)
            await poll.WaitForNextTickAsync(patience.Token);

        Assert.IsEmpty(sandbox.Attempts, "Trying itself out is nobody's attempt.");

        async Task<HttpStatusCode> StatusAsync()
        {
            using var health = await sandbox.Client.GetAsync(new Uri("/health", UriKind.Relative));
            return health.StatusCode;
        }
    }
}
