namespace LearnFlow.Events;

/// <summary>Where a service keeps events that its handlers cannot take.</summary>
public interface IParkedEvents
{
    /// <summary>Keeps <paramref name="parked"/>, for 30 days at most.</summary>
    /// <exception cref="Dapr.DaprException">The store does not take it: then the event is not to blame, and comes again.</exception>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken);

    /// <summary>What is parked, without data, oldest first.</summary>
    Task<IReadOnlyList<ParkedEvent>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One of them with its data; null when there is none of that id.</summary>
    Task<ParkedEvent?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets those that fit.</summary>
    Task RemoveAsync(Func<ParkedEvent, bool> fits, CancellationToken cancellationToken);
}
