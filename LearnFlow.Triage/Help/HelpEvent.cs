using System.Text.Json.Serialization;
using LearnFlow.Events;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>
/// What <c>POST /help</c> streams, as Server-Sent Events: <c>text</c> as often as there are pieces of the answer,
/// <c>diagnosis</c> once, as soon as the cause is known (the first piece of text may come before), at last <c>done</c>.
/// </summary>
[JsonDerivedType(typeof(DiagnosisEvent))]
[JsonDerivedType(typeof(TextEvent))]
[JsonDerivedType(typeof(DoneEvent))]
public abstract record HelpEvent;

/// <summary>Event <c>diagnosis</c>.</summary>
/// <param name="RequestId">Id of this request for help.</param>
/// <param name="Kind">What the trouble is taken for.</param>
/// <param name="Misconception">The misconception that was recognised; null when none was.</param>
/// <param name="Line">Line of the program, from 1; told from level 2 on, null before and when there is none.</param>
/// <param name="Level">The level of this help.</param>
/// <param name="Levels">The deepest level.</param>
/// <param name="Source"><c>offline</c>, or the model's name.</param>
/// <param name="Verdict">Whether the program is right, as far as its tests tell.</param>
/// <param name="FailingTest">The behaviour that fails; null when none does or there are no tests.</param>
/// <param name="TestsPassed">Tests that pass; null when there are none.</param>
/// <param name="TestsTotal">Tests that there are; null when there are none.</param>
public sealed record DiagnosisEvent(
    string RequestId, HelpKind Kind, string? Misconception, int? Line, int Level, int Levels, string Source,
    Verdict Verdict, FailingTest? FailingTest, int? TestsPassed, int? TestsTotal) : HelpEvent
{
    /// <summary>The event that tells a diagnosis at the level of the request.</summary>
    public static DiagnosisEvent Of(HelpRequested request, Evidence evidence, Diagnosis diagnosis, string source)
    {
        var trials = evidence.Behaviour?.Trials is { Count: > 0 } some ? some : null;
        return new(
            request.Id, diagnosis.Kind, diagnosis.Misconception?.Name, request.Level > 1 ? diagnosis.Line : null, request.Level, HintLadder.Levels, source,
            evidence.Verdict, FailingTest.Of(evidence.Behaviour?.Failing), trials?.Count(trial => trial.Passed), trials?.Count);
    }
}

/// <summary>A test that fails, as far as the learner may see it.</summary>
/// <param name="Name">The behaviour that it checks.</param>
/// <param name="Input">Standard input, or the call as Python; null for a hidden test.</param>
/// <param name="Expected">What should have come; null for a hidden test.</param>
/// <param name="Actual">What came: a value, an output, an error; null for a hidden test.</param>
public sealed record FailingTest(string? Name, string? Input, string? Expected, string? Actual)
{
    /// <summary>What the learner may see of a trial.</summary>
    public static FailingTest? Of(Trial? trial) => trial switch
    {
        null => null,
        { Hidden: true } => new(trial.Name, null, null, null),
        { Endless: true } => new(trial.Name, trial.Input, trial.Expected, "it does not come to an end"),
        { ErrorType: "Missing" } => new(trial.Name, trial.Input, trial.Expected, trial.ErrorMessage),
        { ErrorType: { } error } => new(trial.Name, trial.Input, trial.Expected, trial.Actual is { } actual && error == "AssertionError" ? actual : $"{error}: {trial.ErrorMessage}"),
        _ => new(trial.Name, trial.Input, trial.Expected, trial.Actual),
    };
}

/// <summary>Event <c>text</c>: the next piece of the answer.</summary>
/// <param name="Text">Markdown; pieces are joined as they come.</param>
public sealed record TextEvent(string Text) : HelpEvent;

/// <summary>Event <c>done</c>: the answer is complete.</summary>
/// <param name="RequestId">Id of this request for help.</param>
public sealed record DoneEvent(string RequestId) : HelpEvent;
