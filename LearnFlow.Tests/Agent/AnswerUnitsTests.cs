using LearnFlow.LanguageModels;

namespace LearnFlow.Tests.Agent;

[TestClass]
public sealed class AnswerUnitsTests
{
    private const string Answer = """
        Line 3 runs in every turn. Is that what you want? Look at `a. b` again!

        ```python
        print("One. Two.")
        ```
        Then e.g. this:
          ~~~output
        ```
        ~~~
        1. Move it.
        2. Run it
        """;

    [TestMethod]
    public void A_sentence_and_a_code_block_are_units()
    {
        var units = Cut([Answer]);

        Assert.AreEqual("Line 3 runs in every turn. ", units[0].Text);
        Assert.AreEqual("Look at `a. b` again!\n\n", units[2].Text);
        Assert.AreEqual("print(\"One. Two.\")\n", units[3].Code);
        Assert.AreEqual("python", units[3].Language);
        Assert.AreEqual("```\n", units.Single(unit => unit.Language == "output").Code);
    }

    [TestMethod]
    public void However_it_is_cut_the_units_are_the_same()
    {
        var whole = Cut([Answer]);
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var pieces = new List<string>();
            for (var at = 0; at < Answer.Length;)
            {
                var length = Math.Min(random.Next(1, 12), Answer.Length - at);
                pieces.Add(Answer.Substring(at, length));
                at += length;
            }

            var units = Cut(pieces);

            CollectionAssert.AreEqual(Blocks(whole), Blocks(units));
            Assert.AreEqual(Answer, string.Concat(units.Select(unit => unit.Text)));
        }
    }

    [TestMethod]
    public void A_code_block_without_an_end_is_code_all_the_same() => Assert.AreEqual("x = 1", Cut(["```python\nx = 1"]).Single().Code);

    private static List<(string? Language, string? Code)> Blocks(List<AnswerUnit> units) =>
        [.. units.Where(unit => unit.Code is not null).Select(unit => (unit.Language, unit.Code))];

    private static List<AnswerUnit> Cut(IEnumerable<string> pieces)
    {
        var units = new AnswerUnits();
        return [.. pieces.SelectMany(units.Add).ToList(), .. units.End()];
    }
}
