using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Exercises.Grading;

/// <summary>Text of a learner's program as it is kept with a grade: bounded, and without U+0000, which jsonb cannot hold.</summary>
public static class StoredText
{
    /// <summary>Longer texts are cut here.</summary>
    public const int MaxLength = 8000;

    /// <summary>Longer names of exception classes are cut here.</summary>
    public const int MaxTypeLength = 200;

    /// <summary>The text to keep; what is longer is cut, and ends in an ellipsis.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, int maxLength = MaxLength)
    {
        if (text is null)
            return null;
        var shown = text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)] + "…";
        return shown.Replace('\0', '\u2400');
    }
}
