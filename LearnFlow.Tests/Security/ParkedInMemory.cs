using LearnFlow.Events;

namespace LearnFlow.Tests.Security;

/// <summary>Parked events in memory, where there is no sidecar.</summary>
internal sealed class ParkedInMemory : IParkedEvents
{
    public List<ParkedEvent> Kept { get; } = [];

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        Kept.Add(parked);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ParkedEvent>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ParkedEvent>>(Kept);

    public Task<ParkedEvent?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Kept.Find(parked => parked.Id == id));

    public Task RemoveAsync(Func<ParkedEvent, bool> fits, CancellationToken cancellationToken)
    {
        Kept.RemoveAll(parked => fits(parked));
        return Task.CompletedTask;
    }
}
