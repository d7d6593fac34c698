using System.Text.RegularExpressions;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed partial class ContentStructureTests
{
    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug { get; }

    [TestMethod]
    public void Every_slug_is_made_of_lower_case_words_and_used_once()
    {
        string[][] families =
        [
            [.. Curriculum.Exercises.Select(exercise => exercise.Slug)],
            [.. Curriculum.Quiz.Select(question => question.Slug)],
            [.. Curriculum.Course.Concepts.Select(concept => concept.Slug)],
        ];
        foreach (var slugs in families)
        {
            CollectionAssert.AllItemsAreUnique(slugs);
            foreach (var slug in slugs)
                StringAssert.Matches(slug, Slug);
        }
    }

    [TestMethod]
    public void Modules_are_numbered_from_one_without_a_gap()
        => CollectionAssert.AreEqual(
            Enumerable.Range(1, Curriculum.Course.Modules.Count).ToArray(),
            Curriculum.Course.Modules.Select(module => module.Position).ToArray());

    [TestMethod]
    public void The_prerequisite_graph_names_earlier_concepts_only_so_it_has_no_cycle()
    {
        var met = new HashSet<string>();
        foreach (var concept in Curriculum.Course.Concepts)
        {
            foreach (var required in concept.Requires)
                Assert.Contains(required, met, $"{concept.Slug} requires {required}, which does not stand before it");
            met.Add(concept.Slug);
        }
    }

    [TestMethod]
    public void Exercises_and_questions_use_only_concepts_of_the_course()
    {
        var concepts = Curriculum.Course.Concepts.Select(concept => concept.Slug).ToHashSet();
        var used = Curriculum.Exercises.Select(exercise => (exercise.Slug, exercise.Concepts))
            .Concat(Curriculum.Quiz.Select(question => (question.Slug, question.Concepts)));
        foreach (var (slug, names) in used)
        {
            Assert.AreNotEqual(0, names.Count, slug);
            foreach (var name in names)
                Assert.Contains(name, concepts, $"{slug} uses the concept {name}");
        }
    }

    [TestMethod]
    public void Every_exercise_has_three_hints_two_or_three_wrong_solutions_and_a_difficulty()
    {
        foreach (var exercise in Curriculum.Exercises)
        {
            Assert.HasCount(3, exercise.Hints, exercise.Slug);
            Assert.IsInRange(2, 3, exercise.Wrong.Count, exercise.Slug);
            Assert.IsInRange(1, 5, exercise.Difficulty, exercise.Slug);
        }
    }

    [TestMethod]
    public void Every_exercise_that_runs_has_visible_and_hidden_tests_with_different_names()
    {
        foreach (var exercise in Curriculum.Exercises.Where(exercise => exercise.Kind != ExerciseKind.PredictOutput))
        {
            Assert.AreNotEqual(0, exercise.Tests.Visible.Count, exercise.Slug);
            Assert.AreNotEqual(0, exercise.Tests.Hidden.Count, exercise.Slug);
            CollectionAssert.AllItemsAreUnique(exercise.Tests.All.Select(test => test.Name).ToArray(), exercise.Slug);
            foreach (var test in exercise.Tests.All)
                AssertOneKind(exercise, test);
        }
    }

    [TestMethod]
    public void A_prediction_has_a_program_and_a_text_and_nothing_to_run()
    {
        foreach (var exercise in Curriculum.Exercises)
        {
            if (exercise.Kind != ExerciseKind.PredictOutput)
            {
                Assert.IsNull(exercise.Program, exercise.Slug);
                continue;
            }
            Assert.IsNotNull(exercise.Program, exercise.Slug);
            Assert.IsFalse(exercise.Tests.All.Any(), exercise.Slug);
            foreach (var wrong in exercise.Wrong)
                Assert.AreNotEqual(exercise.Solution.TrimEnd(), wrong.Code.TrimEnd(), exercise.Slug);
        }
    }

    [TestMethod]
    public void Exactly_the_exercises_with_blanks_have_blanks()
    {
        foreach (var exercise in Curriculum.Exercises)
            Assert.AreEqual(exercise.Kind == ExerciseKind.FillBlank, exercise.Starter.Contains("____", StringComparison.Ordinal), exercise.Slug);
    }

    [TestMethod]
    public void The_steps_of_a_project_follow_each_other()
    {
        var projects = Curriculum.Exercises.Where(exercise => exercise.Kind == ExerciseKind.Project).GroupBy(exercise => exercise.Project?.Name);
        foreach (var project in projects)
        {
            Assert.IsNotNull(project.Key);
            CollectionAssert.AreEqual(
                Enumerable.Range(1, project.Count()).ToArray(), project.Select(exercise => exercise.Project!.Step).ToArray(), project.Key);
        }
    }

    [TestMethod]
    public void A_question_has_the_right_number_of_right_options()
    {
        foreach (var question in Curriculum.Quiz)
        {
            Assert.IsGreaterThanOrEqualTo(3, question.Options.Count, question.Slug);
            var right = question.Options.Count(option => option.Correct);
            Assert.IsTrue(
                question.Kind switch
                {
                    QuizKind.SingleChoice => right == 1,
                    QuizKind.MultipleChoice => right >= 1,
                    _ => right == 0,
                },
                $"{question.Slug} has {right} right options");
            Assert.IsTrue(question.Options.All(option => option.Explanation.Length > 10), question.Slug);
        }
    }

    [TestMethod]
    public void No_hint_holds_a_line_of_the_solution()
    {
        foreach (var exercise in Curriculum.Exercises)
        {
            foreach (var (hint, line) in HintLeak.Find(exercise))
                Assert.Fail($"{exercise.Slug}: the hint “{hint}” gives away “{line}”");
        }
    }

    private static void AssertOneKind(ExerciseContent exercise, TestContent test)
    {
        object?[] ways = [test.Call, test.Script, test.Output];
        Assert.AreEqual(1, ways.Count(way => way is not null), $"{exercise.Slug}: “{test.Name}” has one of call, script and output");
        Assert.AreEqual(test.Call is null, test.Args is null, $"{exercise.Slug}: “{test.Name}” has args with call, and only then");
    }
}
