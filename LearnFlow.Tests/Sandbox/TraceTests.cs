using System.Net;
using System.Net.Http.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Trace;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class TraceTests
{
    [TestMethod]
    public async Task Each_step_has_its_line_its_stack_and_the_output_so_far()
    {
        var result = await TraceAsync("def double(n):\n    return n * 2\nprint('start')\nx = double(21)\nprint(x)\n");

        Assert.AreEqual((RunStatus.Ok, false), (result.Status, result.Truncated));
        var inside = result.Steps.Single(step => step is { Event: "line", Function: "double" });
        Assert.AreEqual((2, "start\n"), (inside.Line, inside.Stdout));
        CollectionAssert.AreEqual(new[] { "<module>:4", "double:2" }, inside.Stack.Select(frame => $"{frame.Function}:{frame.Line}").ToList());
        Assert.AreEqual(new TraceName("n", new TraceValue("21")), inside.Stack[1].Locals.Single());
        Assert.AreEqual("42", result.Steps.Single(step => step is { Event: "return", Function: "double" }).Returned!.Text);
        Assert.AreEqual("start\n42\n", result.Steps[^1].Stdout);
    }

    [TestMethod]
    public async Task Two_names_of_one_list_refer_to_one_object()
    {
        var last = (await TraceAsync("a = [1, 'x', (2,)]\nb = a\nb.append({'k': {3}})\nclass P:\n    def __init__(self): self.me = self\np = P()\n")).Steps[^1];
        var names = last.Stack[0].Locals.ToDictionary(local => local.Name, local => local.Value);

        Assert.AreEqual(names["a"], names["b"]);
        var list = last.Heap[names["a"].Ref!];
        Assert.AreEqual("list", list.Type);
        Assert.AreEqual("1|'x'|tuple|dict", string.Join('|', list.Items!.Select(item => item.Text ?? last.Heap[item.Ref!].Type)));
        Assert.AreEqual("set", last.Heap[last.Heap[list.Items![3].Ref!].Entries![0].Value.Ref!].Type);
        var instance = last.Heap[names["p"].Ref!];
        Assert.AreEqual(("instance", "P"), (instance.Type, instance.Class));
        Assert.AreEqual(names["p"], instance.Fields!.Single().Value);
        Assert.AreEqual("class", last.Heap[names["P"].Ref!].Type);
    }

    [TestMethod]
    public async Task An_endless_loop_gives_the_steps_that_were_asked_for()
    {
        var result = await TraceAsync("n = 0\nwhile True:\n    n += 1\n", maxSteps: 50);

        Assert.AreEqual((RunStatus.StepLimit, true, 50), (result.Status, result.Truncated, result.Steps.Count));
    }

    [TestMethod]
    public async Task A_library_call_without_end_gives_the_steps_before_it()
    {
        var result = await TraceAsync("import itertools\nx = 1\nsum(itertools.count())\n", new RunLimits(WallTimeMs: 1_000));

        Assert.AreEqual((RunStatus.WallTimeLimit, true), (result.Status, result.Truncated));
        Assert.AreEqual(3, result.Steps[^1].Line);
    }

    [TestMethod]
    public async Task An_exception_passes_through_the_steps_and_ends_the_trace()
    {
        var result = await TraceAsync("def f():\n    return 1 / 0\nf()\n");

        Assert.AreEqual((RunStatus.Error, "ZeroDivisionError", 2), (result.Status, result.ErrorType, result.ErrorLine));
        Assert.AreEqual(new RaisedError("ZeroDivisionError", "division by zero"), result.Steps.First(step => step.Event == "exception").Exception);
        Assert.DoesNotContain("harness", result.Error!);
    }

    [TestMethod]
    public async Task A_syntax_error_has_no_steps_and_input_is_read()
    {
        Assert.AreEqual((0, "SyntaxError"), ((await TraceAsync("x = = 1")).Steps.Count, (await TraceAsync("x = = 1")).ErrorType));
        Assert.AreEqual("name? Ada\n", (await TraceAsync("n = input('name? ')\nprint(n)", stdin: "Ada\n")).Output);
    }

    [TestMethod]
    [DataRow("open('/work/.harness/result.json', 'a').write('{\"line\": 1, \"event\": \"line\"}\\n' * 3)", DisplayName = "steps without a stack")]
    [DataRow("open('/work/.harness/result.json', 'a').write('[' * 100000 + '\\n')", DisplayName = "deep JSON")]
    [DataRow("import json\ns = {'line': 1, 'event': 'line', 'function': 'f', 'file': 'f', 'written': -5, 'heap': {}, 'stack': [{'function': 'f', 'file': 'f', 'line': 1, 'locals': [{'name': 'x', 'value': {'ref': '99'}}]}]}\nopen('/work/.harness/result.json', 'a').write(json.dumps(s) + '\\n')", DisplayName = "a reference to nothing")]
    [DataRow("import json\ns = {'line': 1, 'event': 'line', 'function': 'f', 'file': 'f', 'heap': {'1': None}, 'stack': [{'function': 'f', 'file': 'f', 'line': 1, 'locals': []}]}\nopen('/work/.harness/result.json', 'a').write(json.dumps(s) + '\\n')", DisplayName = "no object")]
    public async Task A_forged_step_ends_the_trace(string code)
    {
        var result = await TraceAsync(code);

        Assert.IsTrue(result.Truncated);
        Assert.IsLessThanOrEqualTo(4, result.Steps.Count);
        Assert.IsTrue(result.Steps.All(step => step.Stack.Count > 0));
    }

    [TestMethod]
    public async Task A_large_heap_is_cut()
    {
        var last = (await TraceAsync("rows = [[i, j] for i in range(100) for j in range(100)]\ntext = 'x' * 10**6\nbig = 10 ** 5000\n")).Steps[^1];

        Assert.IsLessThanOrEqualTo(200, last.Heap.Count);
        var rows = last.Heap[last.Stack[0].Locals.Single(local => local.Name == "rows").Value.Ref!];
        Assert.AreEqual((50, 9_950), (rows.Items!.Count, rows.More));
        Assert.AreEqual(203, last.Stack[0].Locals.Single(local => local.Name == "text").Value.Text!.Length);
        StringAssert.StartsWith(last.Stack[0].Locals.Single(local => local.Name == "big").Value.Text, "an integer of 16610 bits");
    }

    [TestMethod]
    public async Task A_program_that_reads_waits_and_goes_on_with_a_line_more_and_the_same_randomness()
    {
        var request = new TraceRequest("python", "import random, time\ntime.sleep(60)\nprint(random.random())\nname = input('Who? ')\nprint(name)", Interactive: true);

        var waiting = await TraceAsync(request);
        Assert.AreEqual(RunStatus.WaitingForInput, waiting.Status);
        Assert.AreEqual(4, waiting.Steps[^1].Line);

        var whole = await TraceAsync(request with { Stdin = "Ada\n", Session = waiting.Session });
        Assert.AreEqual(RunStatus.Ok, whole.Status);
        Assert.AreEqual(waiting.Output + "Ada\n", whole.Output);
    }

    private static Task<TraceResult> TraceAsync(string code, RunLimits? limits = null, int? maxSteps = null, string? stdin = null) =>
        TraceAsync(new TraceRequest("python", code, Stdin: stdin, Limits: limits, MaxSteps: maxSteps));

    private static async Task<TraceResult> TraceAsync(TraceRequest request)
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await sandbox.Client.PostAsJsonAsync("/trace", request, JsonConventions.Options);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<TraceResult>(JsonConventions.Options))!;
    }
}
