using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Events;

/// <summary>
/// Bounds of the texts in events. A record cuts what it is given, so that whoever makes or reads an event, it fits what
/// carries it: a Kafka message (1 MB) and, for alerts, PostgreSQL's NOTIFY (8,000 bytes). JSON writes a character in at most
/// 6 bytes, JSON within JSON in at most 7.
/// </summary>
public static class EventText
{
    /// <summary>Characters of a name: an exercise's, a test's, an exception class's.</summary>
    public const int MaxName = 100;

    /// <summary>Characters of a sentence that is shown to learner and teacher.</summary>
    public const int MaxReason = 300;

    /// <summary>Characters of a first hint.</summary>
    public const int MaxHint = 400;

    /// <summary>Characters of an exception's message, or of a question.</summary>
    public const int MaxMessage = 2_000;

    /// <summary>Characters of a program: the sandbox takes as many bytes.</summary>
    public const int MaxCode = 64 * 1024;

    /// <summary>Activities that one struggle names.</summary>
    public const int MaxAttempts = 25;

    /// <summary><paramref name="text"/>, or as much of it as there is room for and an ellipsis, which shows that it was cut.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int max)
    {
        if (text is null || text.Length <= max)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..end] + "…";
    }
}
