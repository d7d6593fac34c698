using System.Runtime.CompilerServices;
using System.Text.Json;
using LearnFlow.Exercises.Content;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Tests.Triage.Behaviour;

/// <summary>A wrong solution of an exercise of the course, with the lines that the reference solution has otherwise.</summary>
internal sealed record WrongSolution(ExerciseContent Exercise, string Code, string Why, HelpKind Kind, IReadOnlySet<int> RepairedLines)
{
    private static readonly Dictionary<string, HelpKind> Kinds = ReadKinds();

    private static readonly Course Course = CourseReader.Read(CourseReader.DefaultFolder);

    /// <summary>The exercises whose programs are run.</summary>
    public static IReadOnlyList<ExerciseContent> Exercises { get; } =
        [.. Course.Modules.SelectMany(module => module.Exercises).Where(exercise => exercise.Kind != ExerciseKind.PredictOutput)];

    /// <summary>What the authors of the course expect learners to write.</summary>
    public static IReadOnlyList<WrongSolution> Authored { get; } =
        [.. Exercises.SelectMany(exercise => exercise.Wrong.Select((wrong, index) => new WrongSolution(
            exercise, wrong.Code, wrong.Why, Kinds[$"{exercise.Slug}/{index + 1}"], Repaired(Lines(wrong.Code), Lines(exercise.Solution)))))];

    /// <summary>The exercise's tests as the tutor takes them.</summary>
    public static IReadOnlyList<HelpTest> TestsOf(ExerciseContent exercise) =>
        [.. exercise.Tests.Visible.Select(test => Of(exercise.Tests, test, false)), .. exercise.Tests.Hidden.Select(test => Of(exercise.Tests, test, true))];

    private static HelpTest Of(TestSuite suite, TestContent test, bool hidden) => new(
        test.Name, test.Stdin, test.Kind == TestKind.Io ? test.Output ?? "" : null, test.Call,
        test.Args is { } args ? JsonSerializer.SerializeToElement(args) : null,
        test.Returns is { } returns ? JsonSerializer.SerializeToElement(returns) : null,
        Source: test.Script is null ? null : $"{suite.Preamble}\n{test.Script}", Files: new Dictionary<string, string>((suite.Files ?? new Dictionary<string, string>()).Concat(test.Files ?? new Dictionary<string, string>())), Hidden: hidden);

    /// <summary>
    /// The lines of <paramref name="wrong"/>, from 1, that are not in a longest common subsequence with <paramref name="right"/>;
    /// where lines are only missing, the two lines around the gap.
    /// </summary>
    private static HashSet<int> Repaired(string[] wrong, string[] right)
    {
        var common = new int[wrong.Length + 1, right.Length + 1];
        for (var i = wrong.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] = wrong[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new HashSet<int>();
        for (var (i, j) = (0, 0); i < wrong.Length || j < right.Length;)
        {
            if (i < wrong.Length && j < right.Length && wrong[i] == right[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (from, missing) = (i, j);
            while ((i < wrong.Length || j < right.Length) && !(i < wrong.Length && j < right.Length && wrong[i] == right[j]))
            {
                _ = j >= right.Length || (i < wrong.Length && common[i + 1, j] >= common[i, j + 1]) ? i++ : j++;
            }

            lines.UnionWith(i > from ? Enumerable.Range(from + 1, i - from) : j > missing ? [from, from + 1] : []);
        }

        return lines;
    }

    private static string[] Lines(string code) => [.. code.TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    private static Dictionary<string, HelpKind> ReadKinds([CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "Corpus", "curriculum.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => Enum.Parse<HelpKind>(parts[1], ignoreCase: true));
}
