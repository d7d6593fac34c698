using System.Runtime.CompilerServices;
using Dapr;
using Dapr.Client;
using LearnFlow.Events;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.Help;

/// <summary>Answers a request for help: gathers the evidence, diagnoses, lets the tutor speak, and Concepts where a concept is missing.</summary>
public sealed partial class HelpFlow(
    ILearnerWindows windows, EvidenceGathering gathering, IExercises exercises, IConcepts concepts, IHelpRecords records, ITutor tutor,
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

        var mastery = question.ExerciseId is null ? null : exercises.MasteryAsync(cancellationToken);
        var exercise = question.ExerciseId is { } slug ? await exercises.FindAsync(slug, cancellationToken) : null;
        var tests = question.Tests ?? exercise?.Tests ?? [];
        var source = PythonSource.Read(question.Code);
        var topic = QuestionTopics.Of(question.Question, source);
        var evidence = topic == QuestionTopic.Program ? await gathering.GatherAsync(question, source, tests, window, cancellationToken) : new Evidence(source, null);
        string? opening = null;
        if (evidence.Behaviour is { Failing: not null })
        {
            opening = HintLadder.WhatHappened(evidence); // what is sure is told at once, the search for the cause takes a while
            yield return new TextEvent(opening + "\n\n");
            evidence = await gathering.SearchAsync(evidence, question, tests, cancellationToken);
        }

        var diagnosis = topic switch
        {
            QuestionTopic.Concept => Diagnosis.OfWords(HelpKind.ConceptQuestion),
            QuestionTopic.OffTopic => Diagnosis.OfWords(HelpKind.OffTopic),
            _ => Diagnosis.Of(evidence),
        };
        yield return DiagnosisEvent.Of(request, evidence, diagnosis, tutor.Source);

        var context = new HelpContext(
            request.Id, learnerId, question, request.Level, evidence, diagnosis, exercise, window.Activities, mastery is null ? [] : await mastery, opening);
        var author = tutor.Source;
        await foreach (var part in tutor.AnswerAsync(context, cancellationToken))
        {
            author = part.Source;
            yield return new TextEvent(part.Text);
        }

        if (MissingConcept.Of(context) is { } missing)
        {
            await foreach (var text in concepts.ExplainAsync(missing, question, cancellationToken))
            {
                yield return new TextEvent(text);
            }
        }

        await told;
        await RememberAsync(request, diagnosis, author);
        yield return new DoneEvent(request.Id);
    }

    private static int Level(HelpQuestion question, LearnerWindow window) => question.Level is { } level
        ? Math.Clamp(level, 1, HintLadder.Levels)
        : HintLadder.NextLevel(window.Activities, new HelpRequest("", default, question.ExerciseId, 1).Scope);

    /// <summary>Keeps the answer for feedback and tells of it.</summary>
    private async Task RememberAsync(HelpRequested request, Diagnosis diagnosis, string author)
    {
        var kind = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(diagnosis.Kind.ToString());
        var misconception = diagnosis.Misconception?.Name;
        var at = clock.GetUtcNow();
        var told = TellAsync(new HelpGiven(
            $"{request.Id}-given", request.LearnerId, at, request.Id, request.ExerciseId, request.Level, kind, misconception, author));
        try
        {
            await records.SaveAsync(
                new(request.Id, request.LearnerId, at, request.ExerciseId, request.Level, kind, misconception, author), CancellationToken.None);
        }
        catch (DaprException exception)
        {
            LogNotKept(request.Id, exception);
        }

        await told;
    }

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

    [LoggerMessage(LogLevel.Warning, "The answer to {RequestId} was not kept: feedback on it will find nothing.")]
    private partial void LogNotKept(string requestId, Exception exception);
}
