namespace LearnFlow.Triage.Classrooms;

/// <summary>Which learners a teacher teaches: known by Exercises, which keeps the classes.</summary>
public interface IClassrooms
{
    /// <summary>The learners of the caller's classes; null when that cannot be found out at the moment.</summary>
    Task<IReadOnlySet<string>?> LearnersAsync(CancellationToken cancellationToken);
}
