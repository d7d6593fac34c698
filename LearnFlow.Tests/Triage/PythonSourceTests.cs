using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Tests.Triage;

[TestClass]
public sealed class PythonSourceTests
{
    [TestMethod]
    public void Texts_and_comments_are_not_code()
    {
        var source = PythonSource.Read("x = 'while True:'  # return\ny = \"\"\"a\nb == c\n\"\"\"\nz = 1");

        Assert.AreEqual("x = \"           \"", source.Lines[0].Code);
        Assert.HasCount(2, source.Lines.Where(line => line.Code.StartsWith('x') || line.Code.StartsWith('z')));
        Assert.AreEqual(5, source.Lines[^1].Number);
        Assert.IsFalse(source.Lines.Any(line => line.Code.Contains("==")));
    }

    [TestMethod]
    public void A_line_goes_on_until_its_brackets_are_closed()
    {
        var source = PythonSource.Read("xs = [1,\n  2,\n  3]\ny = 4");

        Assert.AreEqual("xs = [1, 2, 3]", source.Lines[0].Code);
        Assert.AreEqual(4, source.Lines[1].Number);
        Assert.AreEqual(1, source.At(3)?.Number);
    }

    [TestMethod]
    public void A_block_is_what_is_indented_deeper()
    {
        var source = PythonSource.Read("def f(a, b=1):\n    if a:\n        return 1\n    return b\nprint(f(2))");

        Assert.HasCount(3, source.Functions[0].Body);
        Assert.HasCount(2, source.Functions[0].Header.Block);
        Assert.IsTrue(source.Functions[0].ReturnsValue);
        Assert.IsTrue(source.Functions[0].ResultIsUsed);
        Assert.HasCount(2, source.Lines[2].Enclosing);
    }

    [TestMethod]
    [DataRow("x = 1", "x", true)]
    [DataRow("x == 1", "x", false)]
    [DataRow("x += 1", "x", true)]
    [DataRow("a, x = 1, 2", "x", true)]
    [DataRow("for i, x in pairs:", "x", true)]
    [DataRow("for i in x:", "x", false)]
    [DataRow("def f(a, x=1):", "x", true)]
    [DataRow("import math", "math", true)]
    [DataRow("with open(p) as x:", "x", true)]
    [DataRow("print(x)", "x", false)]
    [DataRow("f(x=1)", "x", false)]
    [DataRow("xx = 1", "x", false)]
    public void Names_get_values_in_many_ways(string line, string name, bool binds) =>
        Assert.AreEqual(binds, PythonSource.Read(line).Lines[0].Binds(name));

    [TestMethod]
    [DataRow("")]
    [DataRow("'never closed\nx = 1")]
    [DataRow("\"\"\"never closed\nx = 1")]
    [DataRow("((((((")]
    [DataRow("))))))\n  \\")]
    [DataRow("'\\")]
    [DataRow("\r\n\t\tx\r")]
    public void Broken_programs_can_be_read(string code) => Assert.IsNotNull(PythonSource.Read(code));
}
