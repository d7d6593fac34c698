namespace LearnFlow.Triage.Help;

/// <summary>Writes the answer to a request for help: without a model (<see cref="OfflineHints"/>), or with one.</summary>
public interface ITutor
{
    /// <summary>The author of the answer to come: <c>offline</c>, or the model's name.</summary>
    string Source { get; }

    /// <summary>
    /// The answer, part by part, in the order in which it is shown. A tutor that fails on its way goes on with the offline
    /// hints and says so in its text: it throws only when it is cancelled.
    /// </summary>
    IAsyncEnumerable<AnswerPart> AnswerAsync(HelpContext context, CancellationToken cancellationToken);
}

/// <summary>A part of an answer.</summary>
/// <param name="Text">Markdown; parts are joined as they come.</param>
/// <param name="Source">Its author: <c>offline</c>, or the model's name.</param>
public sealed record AnswerPart(string Text, string Source);
