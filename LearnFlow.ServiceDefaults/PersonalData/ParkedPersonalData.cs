using LearnFlow.Events;

namespace LearnFlow.PersonalData;

/// <summary>Parked events about a person.</summary>
/// <param name="name">The row of <see cref="KeptAboutPeople"/>.</param>
/// <param name="parked">Where they are.</param>
public sealed class ParkedPersonalData(string name, IParkedEvents parked) : IPersonalData
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken)
    {
        var found = new List<ParkedEvent?>();
        foreach (var about in (await parked.ListAsync(cancellationToken)).Where(about => about.LearnerId == learnerId))
        {
            found.Add(await parked.FindAsync(about.Id, cancellationToken));
        }

        return found;
    }

    /// <inheritdoc />
    public Task EraseAsync(string learnerId, CancellationToken cancellationToken) => parked.RemoveAsync(about => about.LearnerId == learnerId, cancellationToken);
}
