using Dapr.Client;
using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.Sandbox.Workers;
using Microsoft.Extensions.Options;

namespace LearnFlow.Sandbox.Run;

/// <summary>Where attempts are written.</summary>
internal interface IRunRecorder
{
    /// <summary>Returns when the attempt cannot be lost any more.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="isGuest">True when a guest's retention holds for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RunNotRecordedException">It could not be written.</exception>
    Task RecordAsync(CodeExecuted attempt, bool isGuest, CancellationToken cancellationToken);
}

/// <summary>
/// Writes the attempt and its event in one Dapr state transaction: the state store's outbox publishes what the
/// transaction wrote (Dapr docs, "Enable the transactional outbox pattern").
/// </summary>
internal sealed class RunRecorder(DaprClient dapr, IOptions<SandboxOptions> options) : IRunRecorder
{
    public async Task RecordAsync(CodeExecuted attempt, bool isGuest, CancellationToken cancellationToken)
    {
        var metadata = LearningEvents.Metadata(attempt);
        metadata["contentType"] = "application/json";
        var days = isGuest ? options.Value.GuestRetentionDays : options.Value.RetentionDays;
        if (days > 0)
            metadata["ttlInSeconds"] = (days * 86_400L).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var value = JsonSerializer.SerializeToUtf8Bytes(attempt, JsonConventions.Options);
        try
        {
            await dapr.ExecuteStateTransactionAsync(
                Topics.StateStore,
                [new StateTransactionRequest($"run-{attempt.Id}", value, StateOperationType.Upsert, metadata: metadata)],
                metadata: null,
                cancellationToken);
        }
        catch (Dapr.DaprException exception)
        {
            throw new RunNotRecordedException(exception);
        }
    }
}
