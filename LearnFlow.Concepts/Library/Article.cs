namespace LearnFlow.Concepts.Library;

/// <summary>A concept's article: one Markdown file with front matter.</summary>
public sealed record Article
{
    /// <summary>The name in addresses: the file's name, and the concept's slug in the curriculum.</summary>
    public required string Slug { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The article in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Concepts that it explains, the main one first.</summary>
    public required IReadOnlyList<string> Concepts { get; init; }

    /// <summary>Words and short questions by which learners look for it, beyond those in the text.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>The slug of the module that introduces it.</summary>
    public required string Module { get; init; }

    /// <summary>The text after the front matter, in Markdown.</summary>
    public required string Body { get; init; }
}
