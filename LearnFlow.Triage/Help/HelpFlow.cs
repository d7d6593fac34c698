using System.Runtime.CompilerServices;
using Dapr;
using Dapr.Client;
using LearnFlow.Events;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>Answers a request for help: gathers the evidence, diagnoses, and lets the tutor speak.</summary>
public sealed partial class HelpFlow(
    ILearnerWindows windows, EvidenceGathering gathering, IExercises exercises, ITutor tutor,
    DaprClient dapr, TimeProvider clock, ILogger<HelpFlow> logger)
{
    /// <summary>The answer to <paramref name="question"/>, piece by piece.</summary>
    public async IAsyncEnumerable<HelpEvent> AnswerAsync(
        string learnerId, HelpQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (window, _) = await windows.LoadAsync(learnerId, cancellationToken);
        var request = new HelpRequested(
            Guid.CreateVersion7().ToString(), learnerId, clock.GetUtcNow(), question.ExerciseId, Level(question, window), question.Question);
        var told = TellAsync(request);

        var mastery = question.ExerciseId is null ? null : exercises.MasteryAsync(learnerId, cancellationToken);
        var exercise = question.ExerciseId is { } slug ? await exercises.FindAsync(slug, cancellationToken) : null;
        var tests = question.Tests ?? exercise?.Tests ?? [];
        var evidence = await gathering.GatherAsync(question, tests, window, cancellationToken);
        string? opening = null;
        if (evidence.Behaviour is { Failing: not null })
        {
            opening = HintLadder.WhatHappened(evidence); // what is sure is told at once, the search for the cause takes a while
            yield return new TextEvent(opening + "\n\n");
            evidence = await gathering.SearchAsync(evidence, question, tests, cancellationToken);
        }

        var diagnosis = Diagnosis.Of(evidence);
        yield return DiagnosisEvent.Of(request, evidence, diagnosis, tutor.Source);

        var context = new HelpContext(
            request.Id, learnerId, question, request.Level, evidence, diagnosis, exercise, window.Activities, mastery is null ? [] : await mastery, opening);
        var source = tutor.Source;
        await foreach (var part in tutor.AnswerAsync(context, cancellationToken))
        {
            source = part.Source;
            yield return new TextEvent(part.Text);
        }

        yield return new DoneEvent(request.Id);
        await told;
        await TellAsync(new HelpGiven(
            $"{request.Id}-given", learnerId, clock.GetUtcNow(), request.Id, question.ExerciseId, request.Level,
            System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(diagnosis.Kind.ToString()), diagnosis.Misconception?.Name, source));
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

    [LoggerMessage(LogLevel.Warning, "Event {Type} {Id} could not be published.")]
    private partial void LogNotTold(string type, string id, Exception exception);
}
