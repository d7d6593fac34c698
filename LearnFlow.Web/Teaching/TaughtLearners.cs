using LearnFlow.Web.Services;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Teaching;

/// <summary>Whom the visitor, a teacher, may see: the learners of their classes; an administrator sees everybody.</summary>
public sealed class TaughtLearners(ServiceClient services, IHttpContextAccessor current, TimeProvider clock)
{
    /// <summary>A learner may have joined or left a class since the last answer: after these times Exercises is asked again.</summary>
    private static readonly TimeSpan MissingFor = TimeSpan.FromSeconds(1), MemberFor = TimeSpan.FromMinutes(1);

    private Dictionary<string, TaughtLearner>? _learners;
    private DateTimeOffset _readAt;

    /// <summary>Whether everybody may be seen.</summary>
    public bool Everybody => current.HttpContext?.VisitorOrNull()?.Role == Roles.Administrator;

    /// <summary>The learners by id; null when they cannot be read at the moment.</summary>
    public async Task<IReadOnlyDictionary<string, TaughtLearner>?> ReadAsync(CancellationToken cancellation)
    {
        var answer = await services.GetAsync<List<TaughtLearner>>("exercises", "learners", cancellation);
        (_learners, _readAt) = (answer.Value?.ToDictionary(taught => taught.Learner), clock.GetUtcNow());
        return _learners;
    }

    /// <summary>Whether the visitor may see <paramref name="learner"/>.</summary>
    public async Task<bool> IncludesAsync(string learner, CancellationToken cancellation)
    {
        if (Everybody)
            return true;

        if (_learners is null || clock.GetUtcNow() - _readAt > (_learners.ContainsKey(learner) ? MemberFor : MissingFor))
            await ReadAsync(cancellation);

        return _learners?.ContainsKey(learner) == true;
    }
}
