namespace LearnFlow.Triage.Help;

/// <summary>Body of <c>POST /help</c>.</summary>
/// <param name="Code">The program as it stands in the editor, at most 64 KiB.</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Level">The level of help, 1 to 3; null goes one deeper than the last time.</param>
/// <param name="Question">What the learner wants to know; null when only the button was pressed.</param>
/// <param name="Tests">Tests that the program should pass, at most 100; null takes those of the exercise.</param>
/// <param name="Statement">The task in words, for an exercise that LearnFlow does not know.</param>
public sealed record HelpQuestion(
    string Code,
    string? ExerciseId = null,
    int? Level = null,
    string? Question = null,
    IReadOnlyList<HelpTest>? Tests = null,
    string? Statement = null);
