using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LearnFlow.LanguageModels;

/// <summary>A piece of what a model says, or at last why it says no more.</summary>
/// <param name="Text">The next words.</param>
/// <param name="Failure">Set on the last piece when the model did not come to its own end.</param>
public readonly record struct ModelPiece(string Text, Exception? Failure = null);

/// <summary>Reads a model's answer, however it ends.</summary>
public static class ModelReading
{
    /// <summary>
    /// The answer to <paramref name="messages"/> as it comes. A failure is the last piece and no exception, so that a reader
    /// can go on with something else in the same answer. Throws only when <paramref name="cancellationToken"/> is cancelled.
    /// </summary>
    public static async IAsyncEnumerable<ModelPiece> ReadAsync(
        IChatClient model, IReadOnlyList<ChatMessage> messages, ChatOptions chat, ModelOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(options.AnswerTimeout);
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
        pause.CancelAfter(options.FirstTokenTimeout);

        await using var updates = model.GetStreamingResponseAsync(messages, chat, pause.Token).GetAsyncEnumerator(pause.Token);
        while (true)
        {
            Exception? failure = null;
            var ended = false;
            try
            {
                ended = !await updates.MoveNextAsync();
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = new TimeoutException("The model took too long.", exception);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = exception; // whatever the network, the server or the client library came up with
            }

            if (failure is not null)
            {
                yield return new ModelPiece("", failure);
            }

            if (ended || failure is not null)
            {
                yield break;
            }

            pause.CancelAfter(Timeout.InfiniteTimeSpan); // the reader's time is not the model's
            if (updates.Current.Text is { Length: > 0 } text)
            {
                yield return new ModelPiece(text);
            }

            pause.CancelAfter(options.PauseTimeout);
        }
    }
}
