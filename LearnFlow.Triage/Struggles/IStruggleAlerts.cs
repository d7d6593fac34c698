namespace LearnFlow.Triage.Struggles;

/// <summary>Where struggles are told.</summary>
public interface IStruggleAlerts
{
    /// <summary>Tells of <paramref name="changes"/>; returns when all of them are out.</summary>
    Task PublishAsync(StruggleChanges changes, CancellationToken cancellationToken);
}
