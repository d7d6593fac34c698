using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace LearnFlow.Concepts.Library;

/// <summary>All articles in memory; they are part of the program and do not change while it runs.</summary>
public sealed class ConceptLibrary(IReadOnlyList<Article> articles)
{
    private readonly FrozenDictionary<string, Article> bySlug = articles.ToFrozenDictionary(article => article.Slug);

    /// <summary>In the order of the course.</summary>
    public IReadOnlyList<Article> Articles { get; } = articles;

    /// <summary>Finds an article by its slug.</summary>
    public bool TryGet(string slug, [NotNullWhen(true)] out Article? article) => bySlug.TryGetValue(slug, out article);
}
