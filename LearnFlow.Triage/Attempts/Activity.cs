using System.Text.Json.Serialization;

namespace LearnFlow.Triage.Attempts;

/// <summary>One thing that a learner did, as struggle detection sees it.</summary>
/// <param name="Id">Id of the event that told of it.</param>
/// <param name="At">When it was done (UTC).</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Submission), "submission")]
[JsonDerivedType(typeof(HelpRequest), "help")]
[JsonDerivedType(typeof(QuizAnswer), "quiz")]
public abstract record Activity(string Id, DateTimeOffset At, string? ExerciseId)
{
    /// <summary>What is worked on: activities of one scope are looked at together, others do not disturb them.</summary>
    [JsonIgnore]
    public virtual string Scope => ExerciseId is null ? "practice" : $"exercise:{ExerciseId}";

    /// <summary>True when it reached its goal: the run ended well, all tests passed, the answer was right.</summary>
    [JsonIgnore]
    public abstract bool Succeeded { get; }
}

/// <summary>A try at a program: a run or a submission.</summary>
/// <param name="Id">Id of the event that told of it.</param>
/// <param name="At">When it was made (UTC).</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Code">The program's lines, hashed.</param>
/// <param name="Text">The program itself; null when it was long or is no longer among the latest.</param>
/// <param name="ErrorType">Exception class; null when it did not end in one.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="ErrorLine">Line of the learner's code, from 1.</param>
public abstract record Attempt(
    string Id, DateTimeOffset At, string? ExerciseId, CodeFingerprint Code, string? Text, string? ErrorType, string? ErrorMessage, int? ErrorLine)
    : Activity(Id, At, ExerciseId)
{
    /// <summary>What went wrong, by kind: the exception class, or the limit that ended the run; null when nothing did.</summary>
    [JsonIgnore]
    public abstract string? Failure { get; }
}

/// <inheritdoc cref="Attempt" />
/// <param name="Status">How the run ended (the sandbox's contract): <c>ok</c>, <c>error</c>, <c>wallTimeLimit</c> and so on.</param>
public sealed record Run(
    string Id, DateTimeOffset At, string? ExerciseId, CodeFingerprint Code, string? Text, string? ErrorType, string? ErrorMessage, int? ErrorLine,
    string Status)
    : Attempt(Id, At, ExerciseId, Code, Text, ErrorType, ErrorMessage, ErrorLine)
{
    /// <inheritdoc />
    public override bool Succeeded => Status == "ok";

    /// <inheritdoc />
    public override string? Failure => Status switch
    {
        "ok" or "cancelled" => null, // whoever stops a run has not failed
        "error" => ErrorType ?? "error",
        _ => Status,
    };
}

/// <inheritdoc cref="Attempt" />
/// <param name="TestsPassed">Tests that passed.</param>
/// <param name="TestsTotal">Tests of the exercise.</param>
/// <param name="FailingTest">Name of the first test that failed; null when all passed.</param>
public sealed record Submission(
    string Id, DateTimeOffset At, string? ExerciseId, CodeFingerprint Code, string? Text, string? ErrorType, string? ErrorMessage, int? ErrorLine,
    int TestsPassed, int TestsTotal, string? FailingTest)
    : Attempt(Id, At, ExerciseId, Code, Text, ErrorType, ErrorMessage, ErrorLine)
{
    /// <inheritdoc />
    public override bool Succeeded => TestsPassed == TestsTotal;

    /// <inheritdoc />
    public override string? Failure => Succeeded ? null : ErrorType ?? "failing test";
}

/// <summary>The learner asked for help.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="At">When it was asked (UTC).</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Level">Rung of the hint ladder, from 1.</param>
public sealed record HelpRequest(string Id, DateTimeOffset At, string? ExerciseId, int Level) : Activity(Id, At, ExerciseId)
{
    /// <inheritdoc />
    public override bool Succeeded => false;
}

/// <summary>The learner answered a quiz question.</summary>
/// <param name="Id">Id of the answer.</param>
/// <param name="At">When it was given (UTC).</param>
/// <param name="Concept">The concept's slug.</param>
/// <param name="Correct">Whether it was right.</param>
public sealed record QuizAnswer(string Id, DateTimeOffset At, string Concept, bool Correct) : Activity(Id, At, null)
{
    /// <inheritdoc />
    public override string Scope => $"concept:{Concept}";

    /// <inheritdoc />
    public override bool Succeeded => Correct;
}
