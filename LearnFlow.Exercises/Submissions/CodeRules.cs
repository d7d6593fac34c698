using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Exercises.Submissions;

/// <summary>What code that is handed in must satisfy.</summary>
public static class CodeRules
{
    /// <summary>The most code that can be handed in: less than the sandbox takes, because tests add to it.</summary>
    public const int MaxBytes = 48 * 1024;

    /// <summary>A 400 problem that says what is wrong; null when nothing is.</summary>
    public static ProblemHttpResult? Complaint(string code) => code switch
    {
        _ when Encoding.UTF8.GetByteCount(code) > MaxBytes => Problem($"A solution has at most {MaxBytes / 1024} KiB."),
        _ when code.Contains('\0', StringComparison.Ordinal) => Problem("A solution has no null characters (U+0000)."),
        _ => null,
    };

    private static ProblemHttpResult Problem(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
