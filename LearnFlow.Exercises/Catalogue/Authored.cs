namespace LearnFlow.Exercises.Catalogue;

/// <summary>Where an exercise or a question stands.</summary>
public enum Publication
{
    /// <summary>Being written; its authors alone see it.</summary>
    Draft,

    /// <summary>Learners see it.</summary>
    Published,

    /// <summary>Taken out of use; what learners did with it stays.</summary>
    Archived,
}

/// <summary>
/// What teachers write and learners work on. Learners see <see cref="Content"/>; an edit of what is published waits in
/// <see cref="Draft"/> until it is published as a new revision, and every revision is kept.
/// </summary>
/// <typeparam name="TContent">What the author writes.</typeparam>
public abstract class Authored<TContent> where TContent : class
{
    /// <summary>Never changes and is never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name in addresses; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The slug of its module; empty for what belongs to a class.</summary>
    public required string Module { get; set; }

    /// <summary>Its place in the module or class, from 1.</summary>
    public required int Position { get; set; }

    /// <summary>The class that it belongs to; null for the course that everybody takes.</summary>
    public Guid? ClassId { get; init; }

    /// <summary>Where it stands.</summary>
    public required Publication Status { get; set; }

    /// <summary>What learners see (jsonb).</summary>
    public required TContent Content { get; set; }

    /// <summary>An edit that is not published yet (jsonb).</summary>
    public TContent? Draft { get; set; }

    /// <summary>How often it was published.</summary>
    public required int Revision { get; set; }

    /// <summary>SHA-256 of the content that was seeded, so that an unchanged file changes nothing; null for what a teacher wrote.</summary>
    public string? ContentHash { get; set; }

    /// <summary>When it was deleted (UTC); it can be restored.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>PostgreSQL's <c>xmin</c>: another value after every change; the ETag.</summary>
    public uint Version { get; init; }

    /// <summary>What the authors see: the edit if there is one.</summary>
    public TContent Latest => Draft ?? Content;

    /// <summary>Takes an edit. What no learner has seen yet is changed at once.</summary>
    public void Edit(TContent content)
    {
        if (Revision == 0)
            Show(content);
        else
            Draft = content;
    }

    /// <summary>Shows the latest content to learners.</summary>
    /// <returns>The revision, to be stored too.</returns>
    public Revision Publish(string by, DateTimeOffset at)
    {
        Show(Latest);
        (Draft, Status) = (null, Publication.Published);
        Revision++;
        return Catalogue.Revision.Of(Id, Revision, Content, by, at);
    }

    /// <summary>Sets the content and the columns that lists are filtered by.</summary>
    protected virtual void Show(TContent content) => Content = content;
}
