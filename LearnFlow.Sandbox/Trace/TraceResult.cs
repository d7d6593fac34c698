using System.Text.Json.Serialization;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Trace;

/// <summary>Answer of <c>POST /trace</c>.</summary>
/// <param name="Status">How the run ended; <see cref="RunStatus.StepLimit"/> when it had more steps.</param>
/// <param name="Truncated">True when there were, or may have been, more steps than these.</param>
/// <param name="Steps">The steps in their order.</param>
/// <param name="Output">Standard output of the whole run.</param>
/// <param name="Error">The traceback; null when there is none.</param>
/// <param name="ErrorType">Class of the exception that ended it.</param>
/// <param name="ErrorMessage">That exception's text.</param>
/// <param name="ErrorLine">Line of the main file that was running then.</param>
/// <param name="Session">Send it back with the next line of input; null when the trace is not interactive.</param>
public sealed record TraceResult(
    RunStatus Status,
    bool Truncated,
    IReadOnlyList<TraceStep> Steps,
    string Output,
    string? Error,
    string? ErrorType,
    string? ErrorMessage,
    int? ErrorLine,
    ReplaySession? Session = null);

/// <summary>The state of a program before a line, at the start or end of a call, or when an exception passes.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Event"><c>call</c>, <c>line</c>, <c>return</c> or <c>exception</c>.</param>
/// <param name="Function">The function that runs; <c>&lt;module&gt;</c> outside of all.</param>
/// <param name="File">The learner's file that the line is in.</param>
/// <param name="Stdout">What has been printed so far.</param>
/// <param name="Stack">The learner's functions that wait for each other, outermost first.</param>
/// <param name="Heap">The objects that can be reached, by number; an object keeps its number over all steps.</param>
public sealed record TraceStep(
    int Line,
    string Event,
    string Function,
    string File,
    string Stdout,
    IReadOnlyList<TraceFrame> Stack,
    IReadOnlyDictionary<string, TraceObject> Heap)
{
    /// <summary>Inner calls that are left out of a very deep stack.</summary>
    public int HiddenFrames { get; init; }

    /// <summary>What the call returns, at a <c>return</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TraceValue? Returned { get; init; }

    /// <summary>What was raised, at an <c>exception</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RaisedError? Exception { get; init; }
}

/// <summary>A call that has not ended.</summary>
/// <param name="Function">The function.</param>
/// <param name="File">The learner's file that it is in.</param>
/// <param name="Line">The line that it is at.</param>
/// <param name="Locals">Its variables.</param>
public sealed record TraceFrame(string Function, string File, int Line, IReadOnlyList<TraceName> Locals);

/// <summary>A variable or field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds.</param>
public sealed record TraceName(string Name, TraceValue Value);

/// <summary>A plain value as Python writes it, or a reference into the heap: one of the two is set.</summary>
/// <param name="Text">The value, at most about 200 characters.</param>
/// <param name="Ref">The object's number in <see cref="TraceStep.Heap"/>.</param>
public sealed record TraceValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Ref = null);

/// <summary>An exception that passes.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Message">Its text.</param>
public sealed record RaisedError(string Type, string Message);

/// <summary>An entry of a dictionary.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record TraceEntry(TraceValue Key, TraceValue Value);

/// <summary>An object.</summary>
/// <param name="Type">
/// <c>list</c>, <c>tuple</c>, <c>set</c>, <c>frozenset</c>, <c>deque</c> (with items), <c>dict</c> (entries), <c>instance</c> (fields),
/// <c>class</c> (name, bases, fields), <c>function</c> (name, parameters, line), <c>method</c> (name, fields) or <c>other</c> (text).
/// </param>
public sealed record TraceObject(string Type)
{
    /// <summary>The object's class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Class { get; init; }

    /// <summary>Name of a class, function or method.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>An object of the library as Python writes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>Elements, at most 50.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TraceValue>? Items { get; init; }

    /// <summary>Entries, at most 50.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TraceEntry>? Entries { get; init; }

    /// <summary>Fields, at most 50.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TraceName>? Fields { get; init; }

    /// <summary>Names of a function's parameters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>Names of a class's base classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Bases { get; init; }

    /// <summary>The line that a function is defined at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Line { get; init; }

    /// <summary>Elements, entries or fields that are left out.</summary>
    public int More { get; init; }
}
