using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Exercises.Drafts;

/// <summary>The bounds of what learners keep.</summary>
public static partial class DraftRules
{
    /// <summary>The most text in a draft, a version or a shared program: what the editor takes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most drafts of one learner: every exercise of the course and of some classes.</summary>
    public const int MaxDrafts = 500;

    /// <summary>The most versions of a draft without a title; the oldest gives way.</summary>
    public const int MaxVersions = 30;

    /// <summary>The most versions of a draft with a title.</summary>
    public const int MaxTitled = 20;

    /// <summary>The longest title.</summary>
    public const int MaxTitle = 60;

    /// <summary>A 400 problem for a name that no draft can have; null when it can.</summary>
    public static ProblemHttpResult? NameComplaint(string name) => Name.IsMatch(name)
        ? null
        : Problem("A draft is named by its exercise, or by lower-case letters, digits, dots, hyphens and underscores: at most 100.");

    /// <summary>A 400 problem for a text that is not kept; null when it is.</summary>
    public static ProblemHttpResult? TextComplaint(string code) => code switch
    {
        _ when Encoding.UTF8.GetByteCount(code) > MaxBytes => Problem($"A program has at most {MaxBytes / 1024} KiB here."),
        _ when code.Contains('\0', StringComparison.Ordinal) => Problem("A program has no null characters (U+0000)."),
        _ => null,
    };

    /// <summary>A 400 problem for a title that is too long; null when it is not.</summary>
    public static ProblemHttpResult? TitleComplaint(string? title) => title is { Length: > MaxTitle } || title?.Contains('\0', StringComparison.Ordinal) == true
        ? Problem($"A name has at most {MaxTitle} characters.")
        : null;

    /// <summary>A 400 problem.</summary>
    public static ProblemHttpResult Problem(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,99}$")]
    private static partial Regex Name { get; }
}
