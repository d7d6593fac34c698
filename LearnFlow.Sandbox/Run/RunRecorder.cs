using Dapr.Client;
using System.Text.Json;
using LearnFlow.Events;

namespace LearnFlow.Sandbox.Run;

/// <summary>Where attempts are written.</summary>
internal interface IRunRecorder
{
    /// <summary>Returns when the attempt cannot be lost any more.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RunNotRecordedException">It could not be written.</exception>
    Task RecordAsync(CodeExecuted attempt, CancellationToken cancellationToken);
}

/// <summary>
/// Writes the attempt's event in a Dapr state transaction: the state store's outbox publishes what the transaction wrote
/// (Dapr docs, "Enable the transactional outbox pattern"). The row that carries it is deleted in the same transaction: the
/// outbox has its own copy until it is published, and nobody reads the row.
/// </summary>
internal sealed class RunRecorder(DaprClient dapr) : IRunRecorder
{
    public async Task RecordAsync(CodeExecuted attempt, CancellationToken cancellationToken)
    {
        // Fields of the event by their bare names: the outbox knows no prefix, unlike publishing. It sets the id itself.
        var metadata = new Dictionary<string, string>
        {
            ["contentType"] = "application/json",
            ["type"] = CodeExecuted.Type,
            ["time"] = attempt.At.UtcDateTime.ToString("O"),
            ["partitionKey"] = attempt.LearnerId,
        };
        var key = $"run-{attempt.Id}";
        var value = JsonSerializer.SerializeToUtf8Bytes(attempt, JsonConventions.Options);
        try
        {
            await dapr.ExecuteStateTransactionAsync(
                Topics.StateStore,
                [
                    new StateTransactionRequest(key, value, StateOperationType.Upsert, metadata: metadata),
                    new StateTransactionRequest(key, value: null, StateOperationType.Delete),
                ],
                metadata: null,
                cancellationToken);
        }
        catch (Dapr.DaprException exception)
        {
            throw new RunNotRecordedException(exception);
        }
    }
}
