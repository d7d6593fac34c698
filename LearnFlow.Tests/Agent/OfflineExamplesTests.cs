using LearnFlow.Exercises.Content;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Tests.Agent;

/// <summary>
/// The offline tutor's texts are fixed, so they keep to the guard rails by this proof over the whole course, and nothing has to
/// be verified while a learner waits.
/// </summary>
[TestClass]
public sealed class OfflineExamplesTests
{
    [TestMethod]
    public void No_text_of_the_offline_tutor_is_a_solution_of_an_exercise()
    {
        var leaks =
            from exercise in CourseReader.Read(CourseReader.DefaultFolder).Modules.SelectMany(module => module.Exercises)
            from misconception in MisconceptionCatalogue.All
            where misconception.Example is { } example && SolutionLeak.IsIn(example, exercise.Solution)
            select $"{misconception.Name} in {exercise.Slug}";

        Assert.IsEmpty(leaks.ToList(), string.Join("; ", leaks));
    }

    [TestMethod]
    public void No_text_of_the_offline_tutor_breaks_a_rule()
    {
        foreach (var misconception in MisconceptionCatalogue.All)
            foreach (var text in new[] { misconception.Question, misconception.Meaning, misconception.NextStep })
                Assert.IsEmpty(AnswerRules.BrokenBy(text, solution: null), $"{misconception.Name}: {text}");
    }
}
