using LearnFlow.Web.Visitors;
using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Services;

/// <summary>
/// The course, without what belongs to a class: the same for everybody, and changed only when somebody publishes. It is kept for
/// some seconds; who may publish reads it anew, to see what they have just done.
/// </summary>
public sealed class CourseReader(ServiceClient services, IMemoryCache kept, IHttpContextAccessor current)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Task> _asked = [];

    /// <summary>The exercises, in the order of the course.</summary>
    public Task<ServiceAnswer<List<ExerciseSummary>>> ExercisesAsync(CancellationToken cancellation) => ReadAsync<List<ExerciseSummary>>("exercises", cancellation);

    /// <summary>The modules, in the order of the course.</summary>
    public Task<ServiceAnswer<List<CourseModule>>> ModulesAsync(CancellationToken cancellation) => ReadAsync<List<CourseModule>>("modules", cancellation);

    /// <summary>The way through the course; without steps while Exercises does not answer.</summary>
    public async Task<CoursePath> PathAsync(CancellationToken cancellation)
    {
        var (modules, exercises) = (ModulesAsync(cancellation), ExercisesAsync(cancellation));
        return CoursePath.Of((await modules).Value ?? [], (await exercises).Value ?? []);
    }

    /// <summary>One request asks for a list once, however many parts of its page show it.</summary>
    private Task<ServiceAnswer<T>> ReadAsync<T>(string path, CancellationToken cancellation) where T : class
    {
        if (!_asked.TryGetValue(path, out var asked))
        {
            _asked[path] = asked = AskAsync<T>(path, cancellation);
        }

        return (Task<ServiceAnswer<T>>)asked;
    }

    private async Task<ServiceAnswer<T>> AskAsync<T>(string path, CancellationToken cancellation) where T : class
    {
        var publishes = current.HttpContext?.VisitorOrNull()?.Role is Roles.Teacher or Roles.Administrator;
        if (!publishes && kept.TryGetValue<ServiceAnswer<T>>((nameof(CourseReader), path), out var known))
            return known!;

        var answer = await services.GetAsync<T>("exercises", path, cancellation);
        if (answer.IsOk)
            kept.Set((nameof(CourseReader), path), answer, Age);

        return answer;
    }
}
