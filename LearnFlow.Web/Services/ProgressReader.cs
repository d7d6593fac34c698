using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Services;

/// <summary>What the visitor has done, asked once for each request; nothing while Exercises does not answer.</summary>
public sealed class ProgressReader(ServiceClient services, IHttpContextAccessor current)
{
    private Task<CourseProgress>? _read;

    /// <summary>Reads it.</summary>
    public Task<CourseProgress> ReadAsync(CancellationToken cancellationToken) => _read ??= AskAsync(cancellationToken);

    private async Task<CourseProgress> AskAsync(CancellationToken cancellationToken)
        => current.HttpContext?.VisitorOrNull() is null
            ? CourseProgress.None
            : (await services.GetAsync<CourseProgress>("exercises", "progress", cancellationToken)).Value ?? CourseProgress.None;
}

/// <summary>What a learner has done (Exercises' contract).</summary>
/// <param name="Solved">Slugs of exercises.</param>
/// <param name="Tried">Slugs of those that were handed in and not solved.</param>
/// <param name="Quizzes">The quizzes that were begun.</param>
public sealed record CourseProgress(IReadOnlyList<string> Solved, IReadOnlyList<string> Tried, IReadOnlyList<QuizProgress> Quizzes)
{
    private HashSet<string>? _solved;

    /// <summary>Nothing done, or nothing known.</summary>
    public static CourseProgress None { get; } = new([], [], []);

    /// <summary>Whether an exercise is solved.</summary>
    public bool IsSolved(string slug) => (_solved ??= [.. Solved]).Contains(slug);

    /// <summary>Whether it was handed in and is not solved.</summary>
    public bool IsTried(string slug) => Tried.Contains(slug);

    /// <summary>How far the learner is in a module's quiz; null before the first answer.</summary>
    public QuizProgress? QuizOf(string module) => Quizzes.FirstOrDefault(quiz => quiz.Module == module);
}

/// <summary>How far a learner is in the quiz of a module (Exercises' contract).</summary>
public sealed record QuizProgress(string Module, int Answered, int Correct);
