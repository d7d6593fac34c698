using LearnFlow.LanguageModels;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Tests.Triage.Corpus;

[TestClass]
public sealed class OfflineTutorCorpusTests
{
    /// <summary>Good hints have 80 to 160 words (arXiv 2411.18151); these are short rather than long.</summary>
    private const int LongestHint = 160;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_kind_of_trouble_is_right_for_95_percent() =>
        AssertShare(0.95, "kind", program => Diagnosis.Of(program.Evidence).Kind == program.Kind);

    [TestMethod]
    public void The_misconception_is_right_for_95_percent() =>
        AssertShare(0.95, "misconception", program => Diagnosis.Of(program.Evidence).Misconception?.Name == program.Misconception);

    [TestMethod]
    public void The_line_is_right_within_one_for_85_percent() =>
        AssertShare(0.85, "line", program => program.Line is not { } line || (Diagnosis.Of(program.Evidence).Line is { } found && Math.Abs(found - line) <= 1));

    [TestMethod]
    public void There_are_at_least_200_faulty_programs() => Assert.IsGreaterThanOrEqualTo(200, LabelledProgram.Faulty.Count);

    [TestMethod]
    public void Every_misconception_is_in_the_corpus()
    {
        var missing = MisconceptionCatalogue.All.Select(misconception => misconception.Name)
            .Except(LabelledProgram.Faulty.Select(program => program.Misconception)).ToList();

        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void A_program_that_is_right_raises_no_alarm()
    {
        Assert.IsGreaterThanOrEqualTo(60, LabelledProgram.Correct.Count);
        var alarms = LabelledProgram.Correct
            .Select(program => (program.Name, Found: Diagnosis.Of(program.Evidence)))
            .Where(program => program.Found.Misconception is not null)
            .Select(program => $"{program.Name}: {program.Found.Misconception!.Name} in line {program.Found.Line}").ToList();

        Assert.IsEmpty(alarms, string.Join("; ", alarms));
    }

    [TestMethod]
    public void No_hint_breaks_a_rule_for_answers()
    {
        foreach (var program in LabelledProgram.Faulty)
        {
            for (var level = 1; level <= HintLadder.Levels; level++)
            {
                var answer = string.Join("\n\n", HintLadder.Compose(Diagnosis.Of(program.Evidence), program.Evidence, level));

                Assert.IsEmpty(AnswerRules.BrokenBy(answer, solution: null), $"{program.Name}, level {level}: {answer}");
                Assert.IsGreaterThanOrEqualTo(15, answer.Split(' ').Length, $"{program.Name}, level {level} says too little: {answer}");
            }
        }
    }

    [TestMethod]
    public void Every_ladder_keeps_its_length_and_each_level_its_part()
    {
        foreach (var program in LabelledProgram.Faulty)
        {
            var diagnosis = Diagnosis.Of(program.Evidence);
            for (var level = 1; level <= HintLadder.Levels; level++)
            {
                var hint = string.Join("\n\n", HintLadder.Compose(diagnosis, program.Evidence, level));
                var about = $"{program.Name}, level {level}: {hint}";

                Assert.IsLessThanOrEqualTo(LongestHint, TextRules.Words(hint), about);
                Assert.AreEqual(level > 1 && diagnosis.Line is not null, hint.Contains("Look at line", StringComparison.Ordinal), about);
                Assert.AreEqual(level == 3 && diagnosis.Misconception?.Example is not null, hint.Contains("```python", StringComparison.Ordinal), about);
                Assert.StartsWith(HintLadder.WhatHappened(program.Evidence), hint, about);
            }
        }
    }

    [TestMethod]
    public void No_example_is_the_learners_own_program_repaired()
    {
        foreach (var program in LabelledProgram.Faulty)
        {
            Assert.IsFalse(
                Diagnosis.Of(program.Evidence).Misconception?.Example is { } example && SolutionLeak.IsIn(example, program.Code) && program.Code.Length > 60,
                program.Name);
        }
    }

    private void AssertShare(double atLeast, string what, Func<LabelledProgram, bool> isRight)
    {
        var wrong = LabelledProgram.Faulty.Where(program => !isRight(program)).ToList();
        var share = 1 - ((double)wrong.Count / LabelledProgram.Faulty.Count);
        var details = string.Join("\n", wrong.Select(program =>
            $"{program.Name}: found {Diagnosis.Of(program.Evidence) is var d} {d.Kind} {d.Misconception?.Name} line {d.Line}"));

        TestContext.WriteLine($"{what} right for {share:P1} of {LabelledProgram.Faulty.Count}\n{details}");
        Assert.IsGreaterThanOrEqualTo(atLeast, share, details);
    }
}
