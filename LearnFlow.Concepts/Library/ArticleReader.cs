using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LearnFlow.Concepts.Library;

/// <summary>Reads articles: YAML front matter between two lines of <c>---</c>, then Markdown.</summary>
public static class ArticleReader
{
    private const string Fence = "---\n";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .Build();

    /// <summary>Where a build puts the articles.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "Articles");

    /// <summary>Reads every article below a folder, in the order of module folders and file names.</summary>
    /// <exception cref="ArticleException">A file is not an article, or two have the same slug.</exception>
    public static IReadOnlyList<Article> ReadAll(string folder)
    {
        var articles = Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .ToList();
        return articles.CountBy(article => article.Slug).FirstOrDefault(slug => slug.Value > 1) is { Key: { } twice }
            ? throw new ArticleException($"{twice}.md", "two articles have this name")
            : articles;
    }

    /// <summary>Reads one article.</summary>
    /// <param name="slug">The file's name without its ending.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="ArticleException">There is no front matter, or it lacks a field.</exception>
    public static Article Read(string slug, string text)
    {
        text = text.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n" + Fence, StringComparison.Ordinal);
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || end < 0)
            throw new ArticleException($"{slug}.md", "an article starts with front matter between two lines of ---");
        try
        {
            var front = Yaml.Deserialize<FrontMatter>(text[Fence.Length..end]);
            if (front.Slug != slug)
                throw new ArticleException($"{slug}.md", $"the slug in its front matter is {front.Slug}, and must be the file's name");
            return new Article
            {
                Slug = slug,
                Title = front.Title,
                Summary = front.Summary,
                Concepts = front.Concepts,
                Keywords = front.Keywords,
                Module = front.Module,
                Body = text[(end + 1 + Fence.Length)..].Trim('\n') + "\n",
            };
        }
        catch (YamlException e)
        {
            throw new ArticleException($"{slug}.md", e.InnerException?.Message ?? e.Message, e);
        }
    }

    private sealed class FrontMatter
    {
        public required string Slug { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required List<string> Concepts { get; init; }
        public required List<string> Keywords { get; init; }
        public required string Module { get; init; }
    }
}
