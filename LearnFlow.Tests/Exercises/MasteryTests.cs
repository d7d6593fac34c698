using LearnFlow.Exercises.Mastery;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class MasteryTests
{
    /// <summary>
    /// Worked by hand from equations 1 to 3 of Corbett and Anderson (1995), with the parameters p(L0) 0.4, p(T) 0.1, p(G) 0.2
    /// and p(S) 0.3. Wrong: 0.4·0.3 / (0.4·0.3 + 0.6·0.8) = 0.2, then 0.2 + 0.8·0.1 = 0.28. Right: 0.28·0.7 / (0.28·0.7 +
    /// 0.72·0.2) = 0.5765, then 0.6188. Right again: 0.4332 / 0.5094 = 0.8503, then 0.8653.
    /// </summary>
    [TestMethod]
    public void A_worked_example_of_the_published_model()
    {
        var model = new KnowledgeTracing(KnownBefore: 0.4, Learned: 0.1, Guess: 0.2, Slip: 0.3);

        var wrong = model.After(model.KnownBefore, correct: false);
        var right = model.After(wrong, correct: true);
        var again = model.After(right, correct: true);

        Assert.AreEqual(0.28, wrong, 1e-9);
        Assert.AreEqual(0.6188, right, 5e-5);
        Assert.AreEqual(0.8653, again, 5e-5);
    }

    [TestMethod]
    public void Right_answers_raise_the_estimate_and_it_stays_a_probability()
    {
        foreach (var model in new[] { KnowledgeTracing.Exercises, KnowledgeTracing.Quiz })
        {
            var known = model.KnownBefore;
            for (var answer = 0; answer < 100; answer++)
            {
                var next = model.After(known, correct: true);
                Assert.IsTrue(next >= known && next <= 1);
                known = next;
            }
            Assert.IsGreaterThan(0.95, known);
        }
    }

    [TestMethod]
    public void Answers_added_one_by_one_give_what_the_whole_history_gives()
    {
        var random = new Random(7);
        string[] concepts = ["lists", "loops", "sets"];
        var history = Enumerable.Range(0, 100_000)
            .Select(_ => new Answer([concepts[random.Next(3)]], random.Next(3) > 0))
            .ToList();

        var oneByOne = new Dictionary<string, ConceptMastery>();
        foreach (var answer in history)
            MasteryHistory.Add(oneByOne, answer);
        var recomputed = MasteryHistory.Of(history);

        foreach (var concept in concepts)
            Assert.AreEqual(oneByOne[concept], recomputed[concept]);
    }

    [TestMethod]
    [DataRow(0.99, 0, MasteryLevel.New)]
    [DataRow(0.59, 1, MasteryLevel.Learning)]
    [DataRow(0.60, 1, MasteryLevel.NearlyThere)]
    [DataRow(0.95, 5, MasteryLevel.Mastered)]
    public void A_level_says_the_estimate_in_a_word(double known, int answers, MasteryLevel level)
        => Assert.AreEqual(level, new ConceptMastery("lists", known, answers).Level);
}
