namespace LearnFlow.Sandbox.Run;

/// <summary>An exception that ended a program.</summary>
/// <param name="Type">The exception's class, as the traceback names it.</param>
/// <param name="Message">Its text, if any.</param>
/// <param name="Line">The last line of the learner's main file that was running, counted from 1.</param>
public sealed record ProgramError(string Type, string? Message, int? Line);
