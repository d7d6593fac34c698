using System.Runtime.CompilerServices;
using Dapr;
using Dapr.Client;
using LearnFlow.Events;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>Answers a request for help without a model: evidence, diagnosis, one level of the hint ladder.</summary>
public sealed partial class OfflineHelp(
    ILearnerWindows windows, EvidenceGathering gathering, DaprClient dapr, TimeProvider clock, ILogger<OfflineHelp> logger)
{
    private const string Source = "offline";

    /// <summary>The answer to <paramref name="question"/>, piece by piece.</summary>
    public async IAsyncEnumerable<HelpEvent> AnswerAsync(
        string learnerId, HelpQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (window, _) = await windows.LoadAsync(learnerId, cancellationToken);
        var request = new HelpRequested(
            Guid.CreateVersion7().ToString(), learnerId, clock.GetUtcNow(), question.ExerciseId, Level(question, window), question.Question);
        var told = TellAsync(request);

        var evidence = await gathering.GatherAsync(question, window, cancellationToken);
        var diagnosis = Diagnosis.Of(evidence);
        yield return new DiagnosisEvent(
            request.Id, diagnosis.Kind, diagnosis.Misconception?.Name, request.Level > 1 ? diagnosis.Line : null,
            request.Level, HintLadder.Levels, Source);

        foreach (var paragraph in HintLadder.Compose(diagnosis, evidence, request.Level))
        {
            if (AnswerRules.BrokenBy(paragraph, solution: null) is { Count: > 0 } broken)
            {
                LogWithheld(request.Id, string.Join(", ", broken));
                continue;
            }

            yield return new TextEvent(paragraph + "\n\n");
        }

        yield return new DoneEvent(request.Id);
        await told;
        await TellAsync(new HelpGiven(
            $"{request.Id}-given", learnerId, clock.GetUtcNow(), request.Id, question.ExerciseId, request.Level,
            System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(diagnosis.Kind.ToString()), diagnosis.Misconception?.Name, Source));
    }

    private static int Level(HelpQuestion question, LearnerWindow window) => question.Level is { } level
        ? Math.Clamp(level, 1, HintLadder.Levels)
        : HintLadder.NextLevel(window.Activities, new HelpRequest("", default, question.ExerciseId, 1).Scope);

    /// <summary>Help that was given is not taken back because nobody could be told of it.</summary>
    private async Task TellAsync<TEvent>(TEvent learningEvent) where TEvent : ILearningEvent
    {
        try
        {
            await LearningEvents.PublishAsync(dapr, learningEvent, CancellationToken.None);
        }
        catch (DaprException exception)
        {
            LogNotTold(TEvent.Type, learningEvent.Id, exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "A paragraph of the answer to {RequestId} was withheld: {Rules}.")]
    private partial void LogWithheld(string requestId, string rules);

    [LoggerMessage(LogLevel.Warning, "Event {Type} {Id} could not be published.")]
    private partial void LogNotTold(string type, string id, Exception exception);
}
