namespace LearnFlow.PersonalData;

/// <summary>One row of <see cref="KeptAboutPeople"/> in the service that keeps it.</summary>
public interface IPersonalData
{
    /// <summary>The row's name.</summary>
    string Name { get; }

    /// <summary>What is kept of a learner, for the JSON of the export; null for nothing.</summary>
    Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken);

    /// <summary>Erases it; a second time does nothing.</summary>
    Task EraseAsync(string learnerId, CancellationToken cancellationToken);
}
