namespace LearnFlow.Sandbox.Run;

/// <summary>An exception that ended a program.</summary>
/// <param name="Type">The exception's class, as the traceback names it.</param>
/// <param name="Message">Its text, if any.</param>
/// <param name="Line">The last line of the learner's main file that was running, counted from 1.</param>
public sealed record ProgramError(string Type, string? Message, int? Line)
{
    /// <summary>Characters of a class's name; a longer one is cut, and ends in an ellipsis.</summary>
    public const int MaxTypeCharacters = 200;

    /// <summary>Characters of a message; a longer one is cut, and ends in an ellipsis.</summary>
    public const int MaxMessageCharacters = 4_000;

    /// <summary>The same with its texts cut where they are too long for what carries them: an answer, and the event of an attempt.</summary>
    public ProgramError Cut() => this with { Type = Cut(Type, MaxTypeCharacters), Message = Message is null ? null : Cut(Message, MaxMessageCharacters) };

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
}
