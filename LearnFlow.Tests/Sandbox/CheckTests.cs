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
    public async Task After_a_first_test_that_decides_the_rest_is_not_run()
    {
        var tests = new[] { Call("spin", "[1]", "0"), Call("spin", "[0]", "0") };
        var request = new CheckRequest("python", "def spin(n):\n    while n:\n        pass\n    return 0\n", tests, Limits: new RunLimits(CpuTimeMs: 300), FirstDecides: true);

        Assert.AreEqual("cpuTimeLimit notRun", string.Join(' ', (await CheckAsync(request)).Tests.Select(test => test.Status)));
        Assert.AreEqual("passed cpuTimeLimit", string.Join(' ', (await CheckAsync(request with { Tests = [tests[1], tests[0]] })).Tests.Select(test => test.Status)));
    }

    [TestMethod]
    public async Task A_test_sees_nothing_of_the_tests_before_it()
    {
        const string code = """
            import builtins, math, os, sys, tempfile
            def leave(number):
                builtins.left = math.left = sys.left = number
                sys.modules['left'] = sys
                for path in ('/work/left', '/tmp/left', '/work/.harness/left'):
                    with open(path, 'w') as file:
                        file.write('left')
                os.environ['left'] = 'left'
                return number
            def found(number):
                traces = [hasattr(module, 'left') for module in (builtins, math, sys)]
                return traces + ['left' in sys.modules, 'left' in os.environ] + [os.path.exists(path) for path in ('/work/left', '/tmp/left', '/work/.harness/left')]
            """;
        var nothing = JsonSerializer.Serialize(Enumerable.Repeat(false, 8));

        var tests = (await CheckAsync(code, Call("leave", "[1]", "1"), Call("found", "[2]", nothing), Call("leave", "[3]", "3"), Call("found", "[4]", nothing))).Tests;

        Assert.AreEqual("passed passed passed passed", string.Join(' ', tests.Select(test => test.Status)), tests[1].Actual);
    }

    [TestMethod]
    public async Task A_test_finds_its_own_files_and_those_of_all_but_not_anothers()
    {
        const string code = "import os\nprint(*sorted(os.listdir()))";
        SourceFile[] own(string name) => [new SourceFile(name, "1")];
        var request = new CheckRequest(
            "python",
            code,
            [
                new CheckTest("one", CheckKind.Io, ExpectedOutput: "all.txt main.py one.txt", Files: own("one.txt")),
                new CheckTest("two", CheckKind.Io, ExpectedOutput: "all.txt main.py two.txt", Files: own("two.txt")),
                new CheckTest("none", CheckKind.Io, ExpectedOutput: "all.txt main.py"),
            ],
            Files: own("all.txt"));

        Assert.AreEqual("passed passed passed", string.Join(' ', (await CheckAsync(request)).Tests.Select(test => test.Status)));
        using var twice = await PostAsync(await SharedSandbox.GetAsync(), request with { Tests = [request.Tests[0] with { Files = own("all.txt") }] });
        Assert.AreEqual(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [TestMethod]
    public async Task A_long_check_gives_the_worker_up_between_its_tests_and_takes_one_place_in_the_queue()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1");
        // Each test takes longer than a slice, so another learner's run comes between the first and the second.
        var tests = Enumerable.Range(0, 3).Select(number => Call("spin", $"[{number}]", "0")).ToList();
        var request = new CheckRequest("python", "import time\ndef spin(n):\n    end = time.perf_counter() + 0.6\n    while time.perf_counter() < end:\n        pass\n    return 0\n", tests);
        var checking = PostAsync(sandbox, request);
        while (sandbox.Pool.Waiting == 0 && sandbox.Pool.Running == 0)
            await Task.Yield();
        Assert.IsLessThanOrEqualTo(1, sandbox.Pool.Waiting + sandbox.Pool.Running);

        await sandbox.RunAsync("print(1)");

        Assert.IsFalse(checking.IsCompleted, "The run had its turn before the check was at its end.");
        using var response = await checking;
        Assert.AreEqual(3, (await response.Content.ReadFromJsonAsync<CheckResult>(JsonConventions.Options))!.Passed);
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

    public static IEnumerable<object[]> VerdictAttacks => VerdictAttack.All.Select(attack => new object[] { attack.Name });

    [TestMethod]
    [DynamicData(nameof(VerdictAttacks))]
    public async Task A_submission_that_goes_for_the_verdict_does_not_pass(string name)
    {
        var attack = VerdictAttack.All.Single(attack => attack.Name == name);

        Assert.AreNotEqual("passed", await StatusAsync(attack.Code, attack.Test));
    }

    [TestMethod]
    public async Task Objects_with_many_names_are_compared()
    {
        // 40,000 names took 19 s when each was searched for among all.
        const string code = "def square(n):\n    return {str(i): i for i in range(n)}\n";
        var expected = JsonSerializer.Serialize(Enumerable.Range(0, 40_000).ToDictionary(number => $"{number}", number => number));

        Assert.AreEqual("passed", await StatusAsync(code, Call("square", "[40000]", expected)));
        Assert.AreEqual("failed", await StatusAsync(code, Call("square", "[39999]", expected)));
    }

    [TestMethod]
    public async Task A_number_that_nothing_can_equal_is_a_400_problem()
    {
        using var response = await PostAsync(await SharedSandbox.GetAsync(), new CheckRequest("python", Square, [Call("square", "[1]", "[{\"a\": 1e999}]")]));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    public async Task A_test_needs_no_files_of_the_runs_own() =>
        Assert.AreEqual("passed", (await CheckAsync(new CheckRequest("python", Square, [Call("square", "[7]", "49")], Limits: new RunLimits(FileBytes: 0, Files: 0)))).Tests[0].Status);

    [TestMethod]
    [DataRow("assert square(3) == 10, 'it is ' + str(square(3))", "it is 9")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(square(2), 5)", "test_it: AssertionError: 4 != 5")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        expected = 5\n        self.assertEqual(expected, square(2), 'two')", "test_it: AssertionError: 5 != 4 : two")]
    [DataRow("class Own:\n    def __eq__(self, other): return True\nassert Own() == 3", "only its own __eq__ makes this Own equal; compare a plain value, such as its text")]
    public async Task A_failing_script_says_what_its_author_wrote(string source, string message) =>
        Assert.AreEqual(message, (await CheckAsync(Square, new CheckTest("script", CheckKind.Script, Source: source))).Tests[0].ErrorMessage);

    [TestMethod]
    [DataRow("assert square(0.5) == 0.25 and square(2) == 4.0 and square(True) == 1")]
    [DataRow("from fractions import Fraction\nassert square(Fraction(1, 2)) == 0.25")]
    [DataRow("from collections import namedtuple, Counter, OrderedDict, defaultdict\nassert namedtuple('P', 'x y')(1, 2) == (1, 2)\nassert Counter('ab') == {'a': 1, 'b': 1}\nassert OrderedDict(b=1, a=2) == {'a': 2, 'b': 1}\nassert defaultdict(int, a=1).keys() == {'a'}")]
    [DataRow("import enum\nclass E(enum.IntEnum):\n    A = 4\nassert E.A == 4\nassert frozenset([1, 2]) == {2, 1}\nassert bytearray(b'x') == b'x'\nassert complex(2, 0) == 2\nassert -0.0 == square(0)")]
    [DataRow("for number, in ((2,), (3,)):\n    assert square(number) != 5\nif square(2) == 4:\n    assert square(3) == 9\nelse:\n    assert square(3) == 8")]
    [DataRow("def check(candidate):\n    for number in [1, 1]:\n        assert candidate(number) == 1\n    if candidate(2) == 4:\n        return\n    assert candidate(2) == 5\ncheck(square)")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    @unittest.skip('not yet')\n    def test_skipped(self):\n        self.assertEqual(square(2), 5)\n    def test_more(self):\n        if square(1) == 1: self.skipTest('enough')\n        self.assertEqual(square(2), 5)\n    def helper(self):\n        self.assertEqual(square(2), 5)")]
    [DataRow("import unittest\nclass T(unittest.TestCase):\n    def test_raises(self):\n        with self.assertRaises(TypeError) as raised:\n            self.assertEqual(square('x'), 5)\n        self.assertEqual(type(raised.exception).__name__, 'TypeError')\n        self.assertIsNone(None)\n        self.assertEqual('a\\nb', '\\n'.join(['a', 'b']))\n        self.assertEqual(str(square(3)) + 'x', '9' + 'x')")]
    [DataRow("expected = 4\ndef test_one():\n    assert square(2) == expected\ndef test_two():\n    wanted = 9\n    for number in (3, -3):\n        assert square(number) == wanted")]
    public async Task A_script_that_holds_passes_however_it_is_written(string source) =>
        Assert.AreEqual("passed", await StatusAsync(Square, new CheckTest("script", CheckKind.Script, Source: source)));

    [TestMethod]
    [DataRow(TestKindWithItsData.Call)]
    [DataRow(TestKindWithItsData.Script)]
    public async Task What_is_expected_and_what_other_tests_hold_is_not_in_the_guest(TestKindWithItsData kind)
    {
        // The submission gathers all that it can reach and looks for the marks; it passes only when it has found none.
        const string code = """
            import gc, os, sys
            def reached():
                texts = [repr(value) for value in gc.get_objects() if type(value) in (list, dict, tuple)]
                frame = sys._getframe()
                while frame:
                    texts.append(repr((frame.f_locals, frame.f_code.co_consts)))
                    frame = frame.f_back
                for folder, _, names in os.walk('/work'):
                    texts += [open(os.path.join(folder, name), errors='replace').read() for name in names]
                return ''.join(texts)
            def found(part):
                text = reached()
                return [mark for mark in (''.join(['expec', 'ted-mark']), ''.join(['oth', 'er-mark'])) if mark in text]
            """;
        var other = new CheckTest("other", CheckKind.Call, Function: "found", Args: JsonSerializer.SerializeToElement(new[] { "other-mark" }), Expected: JsonSerializer.SerializeToElement("expected-mark"));
        var test = kind == TestKindWithItsData.Call
            ? new CheckTest("call", CheckKind.Call, Function: "found", Args: JsonSerializer.SerializeToElement(new[] { 1 }), Expected: JsonSerializer.SerializeToElement(new[] { "expected-mark" }))
            : new CheckTest("script", CheckKind.Script, Source: "assert found(1) == ['expected-mark']");

        var result = (await CheckAsync(code, other, test)).Tests[1];

        Assert.AreEqual("failed", result.Status, result.Error);
        if (kind == TestKindWithItsData.Call)
            Assert.AreEqual("[]", result.Actual);
    }

    [TestMethod]
    public async Task An_incomplete_test_is_a_400_problem()
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await PostAsync(sandbox, new CheckRequest("python", Square, [new CheckTest("x", CheckKind.Call)]));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>Kinds of test that run beside a submission.</summary>
    public enum TestKindWithItsData
    {
        /// <summary>A call.</summary>
        Call,

        /// <summary>A script.</summary>
        Script,
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
