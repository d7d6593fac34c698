using System.Runtime.CompilerServices;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>The tutor that needs no model: one level of the hint ladder for the diagnosis.</summary>
public sealed partial class OfflineHints(ILogger<OfflineHints> logger) : ITutor
{
    /// <inheritdoc />
    public string Source => "offline";

    /// <inheritdoc />
    public async IAsyncEnumerable<AnswerPart> AnswerAsync(HelpContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask; // the seam is asynchronous; these words are there already
        foreach (var paragraph in HintLadder.Compose(context.Diagnosis, context.Evidence, context.Level).Where(text => text != context.Opening))
        {
            if (AnswerRules.BrokenBy(paragraph, context.Exercise?.Solution) is { Count: > 0 } broken)
            {
                LogWithheld(context.RequestId, string.Join(", ", broken));
                continue;
            }

            yield return new AnswerPart(paragraph + "\n\n", Source);
        }
    }

    [LoggerMessage(LogLevel.Information, "A paragraph of the answer to {RequestId} was withheld: {Rules}.")]
    private partial void LogWithheld(string requestId, string rules);
}
