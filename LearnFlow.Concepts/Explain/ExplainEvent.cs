using System.Text.Json.Serialization;

namespace LearnFlow.Concepts.Explain;

/// <summary>
/// What <c>POST /explain</c> streams, as Server-Sent Events with the names of Triage's <c>POST /help</c>: first
/// <c>diagnosis</c>, then <c>text</c> as often as there are pieces, at last <c>done</c>.
/// </summary>
[JsonDerivedType(typeof(DiagnosisEvent))]
[JsonDerivedType(typeof(TextEvent))]
[JsonDerivedType(typeof(DoneEvent))]
public abstract record ExplainEvent;

/// <summary>Event <c>diagnosis</c>.</summary>
/// <param name="RequestId">Id of this request.</param>
/// <param name="Kind">Always <c>conceptQuestion</c>.</param>
/// <param name="Line">Line of the program that shows the concept, from 1; null when none does.</param>
/// <param name="Articles">What the answer rests on, the main one first; empty when the library has nothing.</param>
/// <param name="Source"><c>offline</c>, or the model's name.</param>
public sealed record DiagnosisEvent(string RequestId, string Kind, int? Line, IReadOnlyList<ArticleName> Articles, string Source) : ExplainEvent;

/// <summary>Event <c>text</c>: the next piece of the answer.</summary>
/// <param name="Text">Markdown; pieces are joined as they come.</param>
public sealed record TextEvent(string Text) : ExplainEvent;

/// <summary>Event <c>done</c>: the answer is complete.</summary>
/// <param name="RequestId">Id of this request.</param>
public sealed record DoneEvent(string RequestId) : ExplainEvent;

/// <summary>An article as an answer names it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its heading.</param>
public sealed record ArticleName(string Slug, string Title);
