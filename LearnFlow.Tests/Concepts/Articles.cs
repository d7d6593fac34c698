using LearnFlow.Concepts.Library;

namespace LearnFlow.Tests.Concepts;

/// <summary>The articles that the build put beside the tests, read once.</summary>
internal static class Articles
{
    public static IReadOnlyList<Article> All { get; } = ArticleReader.ReadAll(ArticleReader.DefaultFolder);
}
