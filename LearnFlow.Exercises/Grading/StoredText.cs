using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Exercises.Grading;

/// <summary>Text of a learner's program as it is kept with a grade: bounded, and without U+0000, which jsonb cannot hold.</summary>
public static class StoredText
{
    /// <summary>Longer texts are cut here.</summary>
    public const int MaxLength = 8000;

    /// <summary>The text to keep.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var shown = text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
        return shown.Replace('\0', '\u2400');
    }
}
