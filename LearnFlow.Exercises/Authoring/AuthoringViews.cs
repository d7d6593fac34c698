using System.Text.Json;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Authoring;

/// <summary>Body of a POST that makes a draft.</summary>
/// <param name="Content">What the author wrote.</param>
/// <param name="Module">Slug of the module that it belongs to, for the course.</param>
/// <param name="Class">The class that it belongs to, instead of a module.</param>
public sealed record NewItem<TContent>(TContent Content, string? Module = null, Guid? Class = null);

/// <summary>An exercise or question as its authors see it.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Module">Its module; empty when it belongs to a class.</param>
/// <param name="Class">Its class.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Revision">How often it was published.</param>
/// <param name="Edited">Whether the content has changes that are not published yet.</param>
/// <param name="Content">The latest content.</param>
public sealed record AuthoredView<TContent>(
    Guid Id, string Slug, string Module, Guid? Class, Publication Status, int Revision, bool Edited, TContent Content) where TContent : class;

/// <summary>A revision in a list.</summary>
public sealed record RevisionSummary(int Number, DateTimeOffset At, string By);

/// <summary>A revision with its content.</summary>
public sealed record RevisionView<TContent>(int Number, DateTimeOffset At, string By, TContent Content);

/// <summary>Makes the views.</summary>
public static class AuthoringViews
{
    /// <summary>What authors see.</summary>
    public static AuthoredView<TContent> Of<TContent>(Authored<TContent> item) where TContent : class => new(
        item.Id, item.Slug, item.Module, item.ClassId, item.Status, item.Revision, item.Draft is not null || item.Revision == 0, item.Latest);

    /// <summary>Reads a stored revision.</summary>
    public static RevisionView<TContent> Of<TContent>(Revision revision)
        => new(revision.Number, revision.At, revision.By, JsonSerializer.Deserialize<TContent>(revision.Content, ContentJson.Options)!);
}
