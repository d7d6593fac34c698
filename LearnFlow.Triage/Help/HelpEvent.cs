using System.Text.Json.Serialization;
using LearnFlow.Triage.OfflineTutor;

namespace LearnFlow.Triage.Help;

/// <summary>
/// What <c>POST /help</c> streams, as Server-Sent Events: first <c>diagnosis</c>, then <c>text</c> as often as there are
/// pieces, at last <c>done</c>.
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
public sealed record DiagnosisEvent(string RequestId, HelpKind Kind, string? Misconception, int? Line, int Level, int Levels, string Source) : HelpEvent;

/// <summary>Event <c>text</c>: the next piece of the answer.</summary>
/// <param name="Text">Markdown; pieces are joined as they come.</param>
public sealed record TextEvent(string Text) : HelpEvent;

/// <summary>Event <c>done</c>: the answer is complete.</summary>
/// <param name="RequestId">Id of this request for help.</param>
public sealed record DoneEvent(string RequestId) : HelpEvent;
