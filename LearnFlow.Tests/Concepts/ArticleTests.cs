using System.Text.RegularExpressions;
using LearnFlow.Concepts.Library;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Tests.Concepts;

[TestClass]
public sealed partial class ArticleTests
{
    private static readonly string[] s_sections =
        ["## What it is", "## Why it matters", "## Smallest example", "## Common mistake", "## Try it", "## See also"];

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Link { get; }

    [TestMethod]
    public void Every_article_has_the_six_sections_in_order()
    {
        foreach (var article in Articles.All)
            CollectionAssert.AreEqual(
                s_sections, article.Body.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToArray(), article.Slug);
    }

    [TestMethod]
    public void Every_code_block_is_followed_by_what_it_prints()
    {
        foreach (var article in Articles.All)
        {
            var examples = ArticleExample.In(article.Body);
            Assert.IsGreaterThanOrEqualTo(2, examples.Count, article.Slug);
            foreach (var example in examples)
                Assert.IsNotNull(example.Output, $"{article.Slug}: {example.Code}");
        }
    }

    [TestMethod]
    public void Every_link_leads_to_another_article()
    {
        var slugs = Articles.All.Select(article => article.Slug).ToHashSet();
        foreach (var article in Articles.All)
        {
            foreach (Match link in Link.Matches(article.Body[article.Body.IndexOf("## See also", StringComparison.Ordinal)..]))
            {
                Assert.Contains(link.Groups[1].Value, slugs, article.Slug);
                Assert.AreNotEqual(article.Slug, link.Groups[1].Value);
            }
        }
    }

    [TestMethod]
    public void An_article_belongs_to_a_concept_of_the_course_and_to_its_module()
    {
        var course = CourseReader.Read(CourseReader.DefaultFolder);
        var modules = course.Concepts.ToDictionary(concept => concept.Slug, concept => concept.Module);
        foreach (var article in Articles.All)
        {
            Assert.AreEqual(article.Slug, article.Concepts[0]);
            Assert.AreEqual(modules[article.Slug], article.Module, article.Slug);
        }
    }

    [TestMethod]
    public void Every_concept_of_the_course_has_its_article()
        => CollectionAssert.AreEquivalent(
            CourseReader.Read(CourseReader.DefaultFolder).Concepts.Select(concept => concept.Slug).ToArray(),
            Articles.All.Select(article => article.Slug).ToArray());

    [TestMethod]
    public void An_article_without_front_matter_is_refused_with_its_name()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ArticleException>(() => ArticleReader.Read("loops", "# Loops\n")).Message, "loops.md");

    [TestMethod]
    public void A_front_matter_that_lacks_a_field_is_refused_with_the_field()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ArticleException>(() => ArticleReader.Read("loops", "---\nslug: loops\ntitle: Loops\n---\nText\n")).Message,
            "summary");
}
