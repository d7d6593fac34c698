using System.Text.RegularExpressions;
using LearnFlow.Concepts.Library;

namespace LearnFlow.Concepts.Search;

/// <summary>
/// Full text search over the articles: BM25 with weighted fields (Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework: BM25 and Beyond", 2009), and the nearest known words for a word that no article has.
/// </summary>
public sealed partial class ArticleIndex
{
    private const double TitleWeight = 6;
    private const double KeywordWeight = 4;
    private const double SummaryWeight = 3;
    private const double BodyWeight = 1;

    /// <summary>BM25's constants: how soon repetition stops to count, and how much length does.</summary>
    private const double Saturation = 2, LengthShare = 0.4;

    /// <summary>Less alike is another word, not a typing mistake.</summary>
    private const double LeastLikeness = 0.4;

    private const int Spellings = 3;

    private readonly IReadOnlyList<Article> articles;
    private readonly double[] lengths;
    private readonly Dictionary<string, Dictionary<int, double>> postings = [];
    private readonly List<(string Term, HashSet<string> Trigrams)> vocabulary;

    /// <summary>Indexes <paramref name="articles"/>.</summary>
    public ArticleIndex(IReadOnlyList<Article> articles)
    {
        this.articles = articles;
        lengths = new double[articles.Count];
        for (var article = 0; article < articles.Count; article++)
        {
            Add(article, articles[article].Title, TitleWeight);
            Add(article, string.Join(' ', articles[article].Keywords), KeywordWeight);
            Add(article, articles[article].Summary, SummaryWeight);
            Add(article, CodeBlock().Replace(articles[article].Body, ""), BodyWeight);
        }

        var mean = lengths.Average();
        lengths = [.. lengths.Select(length => length / mean)];
        vocabulary = [.. postings.Keys.Where(term => term.Length > 2).Select(term => (term, Trigrams.Of(term)))];
    }

    /// <summary>The articles that answer <paramref name="question"/> best, the best first.</summary>
    public IReadOnlyList<(Article Article, double Score)> Search(string question, int limit)
    {
        var scores = new double[articles.Count];
        foreach (var (term, weight) in Words.Of(question).Distinct().SelectMany(Known))
        {
            var found = postings[term];
            var rarity = Math.Log(1 + ((articles.Count - found.Count + 0.5) / (found.Count + 0.5)));
            foreach (var (article, frequency) in found)
            {
                var length = Saturation * (1 - LengthShare + (LengthShare * lengths[article]));
                scores[article] += weight * rarity * frequency * (Saturation + 1) / (frequency + length);
            }
        }

        return [.. scores.Select((score, article) => (articles[article], score)).Where(hit => hit.score > 0)
            .OrderByDescending(hit => hit.score).Take(limit)];
    }

    /// <summary>The term itself, or for a term that no article has those that are spelled most alike.</summary>
    private IEnumerable<(string Term, double Weight)> Known(string term)
    {
        if (postings.ContainsKey(term))
        {
            return [(term, 1)];
        }

        var trigrams = Trigrams.Of(term);
        return vocabulary.Select(known => (known.Term, Weight: Trigrams.Likeness(trigrams, known.Trigrams)))
            .Where(known => known.Weight >= LeastLikeness).OrderByDescending(known => known.Weight).Take(Spellings);
    }

    private void Add(int article, string text, double weight)
    {
        foreach (var term in Words.Of(text))
        {
            var found = postings.TryGetValue(term, out var known) ? known : postings[term] = [];
            found[article] = found.GetValueOrDefault(article) + weight;
            lengths[article] += weight;
        }
    }

    /// <summary>Examples are about prices, pets and people: their names would only mislead.</summary>
    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
