using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnFlow.Exercises.Access;

/// <summary>The answer for what is not there, or is not the caller's to see: both look the same.</summary>
public static class Missing
{
    /// <summary>No exercise of that name.</summary>
    public static ProblemHttpResult Exercise(string slug) => Answer($"There is no exercise named “{slug}”.");

    /// <summary>No question of that name.</summary>
    public static ProblemHttpResult Question(string slug) => Answer($"There is no quiz question named “{slug}”.");

    /// <summary>No such class among the caller's.</summary>
    public static ProblemHttpResult Class() => Answer("There is no such class among yours.");

    /// <summary>A 404 problem.</summary>
    public static ProblemHttpResult Answer(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound);
}
