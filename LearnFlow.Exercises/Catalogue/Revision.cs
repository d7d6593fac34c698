using System.Text.Json;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>What was published once: written and never changed.</summary>
public sealed class Revision
{
    /// <summary>The exercise or question.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it was published (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The publisher: a teacher's id, or <c>course</c> for the content files.</summary>
    public required string By { get; init; }

    /// <summary>The content as JSON (jsonb).</summary>
    public required string Content { get; init; }

    /// <summary>The publisher of the content files.</summary>
    public const string Course = "course";

    /// <summary>The revision for a content.</summary>
    public static Revision Of<TContent>(Guid item, int number, TContent content, string by, DateTimeOffset at) => new()
    {
        ItemId = item,
        Number = number,
        At = at,
        By = by,
        Content = JsonSerializer.Serialize(content, ContentJson.Options),
    };
}
