namespace LearnFlow.Sandbox.Run;

/// <summary>Body of <c>POST /run</c>.</summary>
/// <param name="Language">A language of <c>GET /runtimes</c>, or one of its aliases.</param>
/// <param name="Code">The main file's text, at most <see cref="RunRequestRules.MaxCodeBytes"/> bytes of UTF-8.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Files">Further files beside it.</param>
/// <param name="Entry">The main file's name; the language's usual one when left out.</param>
/// <param name="ExerciseId">The exercise that the learner works on, for the record; at most 128 characters.</param>
/// <param name="Limits">Limits other than the usual ones.</param>
/// <param name="Args">The program's arguments (<c>sys.argv</c> after its name).</param>
public sealed record RunRequest(
    string Language,
    string Code,
    string? Stdin = null,
    IReadOnlyList<SourceFile>? Files = null,
    string? Entry = null,
    string? ExerciseId = null,
    RunLimits? Limits = null,
    IReadOnlyList<string>? Args = null);
