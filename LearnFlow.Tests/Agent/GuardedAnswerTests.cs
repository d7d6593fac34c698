using LearnFlow.LanguageModels;
using LearnFlow.Triage.GuardRails;

namespace LearnFlow.Tests.Agent;

[TestClass]
public sealed class GuardedAnswerTests
{
    private const string Example = "```python\nprint(\"cats\")\n```\n";

    [TestMethod]
    [DataRow("Look at line 3, it runs in every turn. ")]
    [DataRow(Example)]
    public async Task What_breaks_no_rule_is_shown_as_it_is(string answer) => Assert.AreEqual(answer, (await JudgeAsync(answer)).Shown);

    [TestMethod]
    [DataRow("See [this page](x) for it. ", "link")]
    [DataRow("It is on www.example.org today. ", "link")]
    [DataRow("Use <b>this</b> word. ", "html")]
    [DataRow("```bash\nrm -rf /\n```\n", "language")]
    [DataRow("The call returns `42` then. ", "output")]
    [DataRow("```output\n42\n```\n", "output")]
    public async Task A_unit_that_breaks_a_rule_is_left_out_alone(string unit, string rule)
    {
        var (shown, verdicts) = await JudgeAsync($"It runs. {unit}That is all.");

        Assert.AreEqual("It runs. That is all.", shown);
        Assert.AreEqual((Judgement.Drop, rule), (verdicts[1].Judgement, verdicts[1].Rule));
    }

    [TestMethod]
    [DataRow("```python\nprint((1\n```\n", "syntax")]
    [DataRow("```python\nprint(\"cats\")  # prints dogs\n```\n", "output")]
    [DataRow("def solve(text):\n    return 1\n", "code")]
    [DataRow("Schauen Sie sich bitte die dritte Zeile noch einmal ganz genau und mit Geduld an. ", "language")]
    [DataRow("Посмотрите на третью строку программы. ", "language")]
    public async Task A_unit_that_the_rest_would_rest_on_is_written_anew(string unit, string rule)
    {
        var (shown, verdicts) = await JudgeAsync($"It runs. {unit}");

        Assert.AreEqual("It runs. ", shown);
        Assert.AreEqual((Judgement.Rewrite, rule), (verdicts[1].Judgement, verdicts[1].Rule));
    }

    [TestMethod]
    public async Task An_output_block_shows_what_the_code_really_printed() =>
        Assert.AreEqual(Example + "```output\ncats\n```\n", (await JudgeAsync(Example + "```output\ndogs\n```\n")).Shown);

    [TestMethod]
    public async Task A_claim_that_a_run_confirms_is_shown()
    {
        const string Answer = "```python\nprint(\"cats\")  # prints cats\n```\nIt prints `cats` here.";

        Assert.AreEqual(Answer, (await JudgeAsync(Answer)).Shown);
    }

    [TestMethod]
    public async Task The_learners_own_code_may_be_quoted() =>
        Assert.AreEqual("```python\nx = (1\n```\n", (await JudgeAsync("```python\nx = (1\n```\n", learnerCode: "x = (1\nprint(x)")).Shown);

    [TestMethod]
    public async Task A_solution_in_two_blocks_is_put_together_and_found()
    {
        var (shown, verdicts) = await JudgeAsync("```python\nfirst = 1\n```\nThen.\n```python\nsecond = 2\n```\n", "first = 1\n\nsecond = 2");

        Assert.AreEqual("```python\nfirst = 1\n```\nThen.\n", shown);
        Assert.AreEqual("solution", verdicts[^1].Rule);
    }

    [TestMethod]
    [DataRow("Change line 2 to `return n + 1` now.", "def next(n):\n    return n + 1", DisplayName = "a line replaced")]
    [DataRow("```python\nn += 1\nreturn n\n```\n", "def next(n):\n    n += 1\n    return n", DisplayName = "a body")]
    [DataRow("Put `return n * 2` at the end.", "    n = n - 1\n    return n * 2", DisplayName = "a line appended")]
    public async Task A_piece_that_completes_the_learners_program_is_found(string unit, string solution)
    {
        var (shown, verdicts) = await JudgeAsync($"It runs. {unit}", solution, "def next(n):\n    n = n - 1");

        Assert.AreEqual("It runs. ", shown);
        Assert.AreEqual("solution", verdicts[^1].Rule);
    }

    [TestMethod]
    public async Task A_piece_that_completes_nothing_is_shown() =>
        Assert.EndsWith("`print(n * 3)` there.", (await JudgeAsync("Look at line 2. Try `print(n * 3)` there.", "no", "def next(n):\n    n = n - 1")).Shown);

    [TestMethod]
    public async Task An_answer_ends_where_it_gets_too_long()
    {
        var (shown, verdicts) = await JudgeAsync(string.Concat(Enumerable.Repeat("This is one more sentence of seven words. ", 60)));

        Assert.IsLessThanOrEqualTo(AnswerRules.MaxWords, TextRules.Words(shown));
        Assert.AreEqual(Judgement.End, verdicts[^1].Judgement);
    }

    private static async Task<(string Shown, List<Verdict> Verdicts)> JudgeAsync(string answer, string solutionMark = "no solution", string learnerCode = "")
    {
        await using var services = await CodeServices.StartAsync(solutionMark);
        using var code = new DaprAnswerCode(services.Dapr, Microsoft.Extensions.Logging.Abstractions.NullLogger<DaprAnswerCode>.Instance);
        var guarded = new GuardedAnswer(code, new GuardedQuestion("vowel-meter", null, learnerCode, "", []));
        var units = new AnswerUnits();
        var verdicts = new List<Verdict>();
        foreach (var unit in units.Add(answer).Concat(units.End()))
        {
            verdicts.Add(await guarded.JudgeAsync(unit, CancellationToken.None));
            if (verdicts[^1].Judgement is Judgement.End or Judgement.Rewrite)
            {
                break;
            }
        }

        return (guarded.Shown, verdicts);
    }
}
