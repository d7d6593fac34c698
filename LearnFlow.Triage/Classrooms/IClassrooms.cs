namespace LearnFlow.Triage.Classrooms;

/// <summary>Which learners a teacher teaches: known by Exercises, which keeps the classes.</summary>
public interface IClassrooms
{
    /// <summary>The learners of the caller's classes; null when that cannot be found out at the moment.</summary>
    /// <param name="authorization">The caller's own <c>Authorization</c> header, passed on: the answer is for them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlySet<string>?> LearnersOfAsync(string authorization, CancellationToken cancellationToken);
}
