using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Submissions;

namespace LearnFlow.Exercises.Authoring;

/// <summary>What an exercise or a question must satisfy before it is stored, whoever wrote it.</summary>
public static partial class ContentRules
{
    private const int MaxContentBytes = 1 << 20, MaxText = 64 * 1024, MaxTitle = 200, MaxTests = 500, MaxHints = 10, MaxOptions = 20;

    /// <summary>What is wrong, by the field's name; empty when nothing is.</summary>
    /// <param name="content">What the author wrote.</param>
    /// <param name="concepts">The slugs that there are.</param>
    public static Dictionary<string, string[]> Complaints(ExerciseContent content, IReadOnlySet<string> concepts)
    {
        var complaints = new Complaints();
        var tests = content.Tests.All.ToList();
        complaints.Add("slug", IsSlug(content.Slug), "A slug is lower-case words and numbers joined by hyphens, at most 100 characters.");
        complaints.Add("title", content.Title.Trim().Length is > 0 and <= MaxTitle, $"A title has 1 to {MaxTitle} characters.");
        complaints.Add("difficulty", content.Difficulty is >= 1 and <= 5, "The difficulty is 1 to 5.");
        complaints.Add("concepts", content.Concepts.All(concepts.Contains), "Each concept is one of GET /modules.");
        complaints.Add("statement", content.Statement.Trim().Length is > 0 and <= MaxText, "A statement has 1 to 65,536 characters.");
        complaints.Add("starter", IsCode(content.Starter), "The starter has at most 48 KiB.");
        complaints.Add("solution", content.Solution.Length > 0 && IsCode(content.Solution), "A reference solution is needed, of at most 48 KiB.");
        complaints.Add("hints", content.Hints.Count <= MaxHints, $"There can be {MaxHints} hints.");
        complaints.Add("wrong", content.Wrong.All(wrong => IsCode(wrong.Code)), "A wrong solution has at most 48 KiB.");
        if (content.Kind != ExerciseKind.PredictOutput)
        {
            complaints.Add("tests", tests.Count is >= 1 and <= MaxTests, $"There are 1 to {MaxTests} tests.");
            complaints.Add("tests", tests.All(test => test.Name.Trim().Length > 0), "Each test has a name that says what behaviour it checks.");
            complaints.Add("tests", tests.DistinctBy(test => test.Name).Count() == tests.Count, "Two tests have the same name.");
        }
        complaints.Add("content", IsStorable(content), "An exercise has at most 1 MiB and no null characters (U+0000).");
        return complaints.All;
    }

    /// <inheritdoc cref="Complaints(ExerciseContent, IReadOnlySet{string})" />
    public static Dictionary<string, string[]> Complaints(QuizContent content, IReadOnlySet<string> concepts)
    {
        var complaints = new Complaints();
        var right = content.Options.Count(option => option.Correct);
        complaints.Add("slug", IsSlug(content.Slug), "A slug is lower-case words and numbers joined by hyphens, at most 100 characters.");
        complaints.Add("difficulty", content.Difficulty is >= 1 and <= 5, "The difficulty is 1 to 5.");
        complaints.Add("concepts", content.Concepts.Count > 0 && content.Concepts.All(concepts.Contains), "At least one concept, of GET /modules.");
        complaints.Add("question", content.Question.Trim().Length is > 0 and <= MaxText, "A question has 1 to 65,536 characters.");
        complaints.Add("options", content.Options.Count is >= 2 and <= MaxOptions, $"There are 2 to {MaxOptions} options.");
        complaints.Add("options", content.Options.All(option => option.Explanation.Trim().Length > 0), "Each option is explained.");
        complaints.Add("options", content.Kind != QuizKind.SingleChoice || right == 1, "Exactly one option is right.");
        complaints.Add("options", content.Kind != QuizKind.MultipleChoice || right > 0, "At least one option is right.");
        complaints.Add("content", IsStorable(content), "A question has at most 1 MiB and no null characters (U+0000).");
        return complaints.All;
    }

    /// <summary>A slug made of any text.</summary>
    public static string Slug(string text)
    {
        var slug = NotInSlug().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return slug.Length <= 80 ? slug : slug[..80].Trim('-');
    }

    private static bool IsSlug(string slug) => slug.Length <= 100 && SlugForm().IsMatch(slug);

    private static bool IsCode(string code) => Encoding.UTF8.GetByteCount(code) <= CodeRules.MaxBytes;

    // jsonb cannot hold U+0000, which JSON writes as an escape.
    private static bool IsStorable<T>(T content)
    {
        var json = JsonSerializer.Serialize(content, ContentJson.Options);
        return json.Length <= MaxContentBytes && !json.Contains("\\u0000", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugForm();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInSlug();
}

/// <summary>Collects what is wrong by field.</summary>
internal sealed class Complaints
{
    public Dictionary<string, string[]> All { get; } = [];

    public void Add(string field, bool holds, string otherwise)
    {
        if (!holds)
            All[field] = [.. All.GetValueOrDefault(field) ?? [], otherwise];
    }
}
