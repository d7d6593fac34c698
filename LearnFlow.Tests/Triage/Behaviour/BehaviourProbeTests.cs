using System.Text.Json;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.Help;

namespace LearnFlow.Tests.Triage.Behaviour;

/// <summary>What the probe takes for right and wrong, in the real sandbox.</summary>
[TestClass]
public sealed class BehaviourProbeTests(TestContext context)
{
    private const string Cases = """
        import unittest
        from shapes import area

        class AreaTest(unittest.TestCase):
            def test_square(self):
                self.assertEqual(area(3, 3), 9)

            def test_flat(self):
                for width in (0, 4):
                    with self.subTest(width=width):
                        self.assertEqual(0, area(width, 0))
        """;

    [TestMethod]
    [DataRow("def area(a, b):\n    return a * b\n", true, null, null, null)]
    [DataRow("def area(a, b):\n    return a + b\n", false, "area(width, 0)", "0", "4")]
    [DataRow("def area(a, b):\n    return 9\n", false, "area(width, 0)", "0", "9")]
    public async Task Test_methods_are_run_and_what_they_compare_is_told(string code, bool passed, string? input, string? expected, string? actual)
    {
        var trial = (await LookAsync(code, new HelpTest("areas", Source: Cases, Entry: "shapes.py"))).Trials.Single();

        Assert.AreEqual(passed, trial.Passed, trial.ErrorMessage);
        Assert.AreEqual((input, expected, actual), (trial.Input, trial.Expected, trial.Actual));
    }

    [TestMethod]
    public async Task An_error_inside_a_test_method_points_at_the_programs_line()
    {
        var trial = (await LookAsync("def area(a, b):\n    c = a\n    return c / b\n", new HelpTest("areas", Source: Cases, Entry: "shapes.py"))).Trials.Single();

        Assert.AreEqual(("ZeroDivisionError", 3), (trial.ErrorType, trial.ErrorLine));
    }

    [TestMethod]
    [DataRow("def add(item, items):\n    return len(items + (item,))\n")]
    [DataRow("def add(item, items):\n    return len(items + [item])\n")]
    public async Task An_array_stands_for_a_tuple_too(string code)
    {
        var trials = (await LookAsync(code, Call("add", "[1, [2, 3]]", "3"), Call("add", "[1, [2]]", "7"))).Trials;

        Assert.AreEqual("True False", string.Join(' ', trials.Select(trial => trial.Passed)));
        Assert.AreEqual("2", trials[1].Actual, "What the first test shows of the arguments holds for the second.");
    }

    [TestMethod]
    [DataRow("[2, 1]", null, true)]
    [DataRow(null, "[2, 1]", false)]
    [DataRow(null, "(2, 1)", true)]
    public async Task A_value_as_python_writes_it_has_its_type(string? json, string? repr, bool passed)
    {
        var test = new HelpTest(
            "turned", Function: "turn", Args: JsonSerializer.Deserialize<JsonElement>("[1, 2]"),
            Expected: json is null ? null : JsonSerializer.Deserialize<JsonElement>(json), ExpectedRepr: repr);

        Assert.AreEqual(passed, (await LookAsync("def turn(a, b):\n    return b, a\n", test)).Trials.Single().Passed);
    }

    [TestMethod]
    [DataRow("def count(n):\n    total = 0\n    while total < n:\n        total += 1\n    return total\n", "right right right")]
    [DataRow("def count(n):\n    total = 0\n    while total != n + 0.5:\n        total += 1\n    return total\n", "endless endless endless")]
    public async Task A_long_loop_is_no_endless_one(string code, string verdicts)
    {
        var trials = (await LookAsync(code, Call("count", "[100000]", "100000"), Call("count", "[200000]", "200000"), Call("count", "[3]", "3"))).Trials;

        Assert.AreEqual(verdicts, string.Join(' ', trials.Select(trial => trial.Passed ? "right" : trial.Endless ? "endless" : "wrong")));
    }

    [TestMethod]
    [DataRow("a function that ends without a value", "def longest(words):\n    best = ''\n    for word in words:\n        if len(word) > len(best):\n            best = word\n    total = 0\n    total += len(words)\n", 7)]
    [DataRow("a list that append gave back", "def longest(words):\n    kept = []\n    for word in words:\n        kept = kept.append(word)\n    return max(kept, key=len)\n", 4)]
    [DataRow("an empty list that is no empty tuple", "def longest(words):\n    if words == []:\n        return ''\n    return sorted(words, key=len)[-1]\n", 2)]
    [DataRow("a value kept under a name that nobody reads", "def longest(words):\n    best = ''\n    for word in words:\n        if len(word) > len(best):\n            bset = word\n    return best\n", 5)]
    [DataRow("two statements that are in too deep", "def longest(words):\n    best = ''\n    rest = list(words)\n    while rest:\n        for word in rest:\n            if len(word) > len(best):\n                best = word\n                rest.remove(word)\n                rest = rest[:]\n    return best\n", 8)]
    [DataRow("the wrong way round", "def longest(words):\n    best = ''\n    for word in words:\n        if len(word) > len(best):\n            word = best\n    return best\n", 5)]
    public async Task The_line_is_found(string what, string code, int line)
    {
        HelpTest[] tests = [.. new[] { ("('to', 'three', 'is')", "'three'"), ("('a', 'bb')", "'bb'"), ("()", "''"), ("('abc', 'ab', 'a')", "'abc'") }
            .Select(pair => new HelpTest(Source: $"assert longest({pair.Item1}) == {pair.Item2}"))];

        var behaviour = await LookAsync(code, tests);

        Assert.AreEqual(line, behaviour.Suspects[0].Line, $"{what}: {string.Join(", ", behaviour.Suspects)}");
    }

    private async Task<ProgramBehaviour> LookAsync(string code, params HelpTest[] tests)
    {
        var probe = new BehaviourProbe(await SandboxForTutor.StartAsync());
        return await probe.LookAsync(code, tests, search: true, context.CancellationToken) ?? throw new AssertFailedException("The probe did not answer.");
    }

    private static HelpTest Call(string function, string args, string repr) =>
        new(Function: function, Args: JsonSerializer.Deserialize<JsonElement>(args), ExpectedRepr: repr);
}
