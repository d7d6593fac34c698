using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class CheckTests
{
    private const string Square = "def square(n):\n    return n * n\n";

    [TestMethod]
    public async Task Output_for_an_input_is_compared_without_blanks_at_line_ends()
    {
        var test = new CheckTest("doubles", CheckKind.Io, Stdin: "21\n", ExpectedOutput: "42");

        Assert.AreEqual("passed", await StatusAsync("print(int(input()) * 2, ' ')", test));
        Assert.AreEqual("failed", await StatusAsync("print(41)", test));
        Assert.AreEqual("error", await StatusAsync("print(1/0)", test));
    }

    [TestMethod]
    [DataRow("square", "[7]", "49", "passed")]
    [DataRow("square", "[7]", "50", "failed")]
    [DataRow("square", "[0.1]", "0.01", "passed")]
    [DataRow("square", "[100000000000000000001]", "10000000000000000000200000000000000000001", "passed")]
    [DataRow("square", "[\"x\"]", "1", "error")]
    [DataRow("cube", "[1]", "1", "error")]
    public async Task What_a_function_returns_is_compared(string function, string args, string expected, string status) =>
        Assert.AreEqual(status, await StatusAsync(Square, Call(function, args, expected)));

    [TestMethod]
    public async Task A_failing_call_tells_input_expected_and_actual()
    {
        var test = (await CheckAsync("def greet(name):\n    print('hi')\n    return 'Hello ' + name\n", Call("greet", "[\"Ada\"]", "\"Hello, Ada\""))).Tests[0];

        Assert.AreEqual("greet(\"Ada\")", test.Input);
        Assert.AreEqual("\"Hello, Ada\"", test.Expected);
        Assert.AreEqual("'Hello Ada'", test.Actual);
        Assert.AreEqual("hi\n", test.Output);
    }

    [TestMethod]
    public async Task An_error_points_at_the_submissions_line()
    {
        var test = (await CheckAsync("def f(x):\n    y = x\n    return y / 0\n", Call("f", "[1]", "1"))).Tests[0];

        Assert.AreEqual("ZeroDivisionError", test.ErrorType);
        Assert.AreEqual(3, test.ErrorLine);
        Assert.DoesNotContain("harness", test.Error);
    }

    [TestMethod]
    public async Task A_representation_can_be_expected_where_JSON_has_no_value() =>
        Assert.AreEqual("passed", await StatusAsync("def f():\n    return {1}, (2,)\n", new CheckTest("f", CheckKind.Call, Function: "f", ExpectedRepr: "({1}, (2,))")));

    [TestMethod]
    [DataRow("assert square(3) == 9", "passed")]
    [DataRow("assert square(3) == 10", "failed")]
    [DataRow("def test_square():\n    assert square(2) == 5", "failed")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(square(2), 4)", "passed")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(square(2), 5)", "failed")]
    public async Task Assertions_are_run_beside_the_submission(string source, string status) =>
        Assert.AreEqual(status, await StatusAsync(Square, new CheckTest("script", CheckKind.Script, Source: source)));

    [TestMethod]
    public async Task A_script_imports_the_submission_by_the_name_that_the_request_gives()
    {
        var test = new CheckTest("by name", CheckKind.Script, 
            Source: "import shapes\nfrom shapes import square\nassert shapes.square(2) == square(2) == 4\nassert square.__code__.co_filename.endswith('shapes.py')");

        Assert.AreEqual("passed", (await CheckAsync(new CheckRequest("python", Square, [test], Entry: "shapes.py"))).Tests[0].Status);
        Assert.AreEqual("error", (await CheckAsync(new CheckRequest("python", Square, [test]))).Tests[0].Status);
    }

    [TestMethod]
    public async Task After_three_endless_tests_the_rest_is_not_run()
    {
        var tests = Enumerable.Range(0, 5).Select(number => Call("spin", $"[{number}]", "0")).ToList();
        var request = new CheckRequest("python", "def spin(n):\n    while n:\n        pass\n    return 0\n", tests, Limits: new RunLimits(CpuTimeMs: 300));

        Assert.AreEqual(
            "passed cpuTimeLimit cpuTimeLimit cpuTimeLimit notRun", string.Join(' ', (await CheckAsync(request)).Tests.Select(test => test.Status)));
    }

    [TestMethod]
    [DataRow("import sys\nsys.exit(0)")]
    [DataRow("import os\nos._exit(0)")]
    [DataRow("class Any:\n    def __eq__(self, other): return True\ndef square(n): return Any()")]
    [DataRow("class L(int):\n    def __eq__(self, other): return True\n    def __repr__(self): return '49'\ndef square(n): return L(1)")]
    [DataRow("import json\njson.dumps = lambda *a, **k: 'true'\ndef square(n): return 1")]
    [DataRow("import atexit\natexit.register(lambda: print('passed'))\ndef square(n): raise SystemExit(0)")]
    [DataRow("def square(n):\n    open('/work/.harness/result.json', 'w').write('{}')\n    import os\n    os._exit(0)")]
    [DataRow("open('/work/.harness/test.json').read()\nraise SystemExit")]
    public async Task A_submission_cannot_forge_a_passed_call(string code) =>
        Assert.AreNotEqual("passed", await StatusAsync(code, Call("square", "[7]", "49")));

    [TestMethod]
    public async Task An_incomplete_test_is_a_400_problem()
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await PostAsync(sandbox, new CheckRequest("python", Square, [new CheckTest("x", CheckKind.Call)]));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static CheckTest Call(string function, string args, string expected) =>
        new(function, CheckKind.Call, Function: function, Args: JsonSerializer.Deserialize<JsonElement>(args), Expected: JsonSerializer.Deserialize<JsonElement>(expected));

    private static async Task<string> StatusAsync(string code, CheckTest test) => (await CheckAsync(code, test)).Tests[0].Status;

    private static Task<CheckResult> CheckAsync(string code, params CheckTest[] tests) => CheckAsync(new CheckRequest("python", code, tests));

    private static async Task<CheckResult> CheckAsync(CheckRequest request)
    {
        using var response = await PostAsync(await SharedSandbox.GetAsync(), request);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<CheckResult>(JsonConventions.Options))!;
    }

    private static Task<HttpResponseMessage> PostAsync(SandboxHost sandbox, CheckRequest request) =>
        sandbox.Client.PostAsJsonAsync("/check", request, JsonConventions.Options);
}
