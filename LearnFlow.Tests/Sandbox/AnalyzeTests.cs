using System.Net;
using System.Net.Http.Json;
using LearnFlow.Sandbox.Analyze;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class AnalyzeTests
{
    private const string Program = """
        import math, os.path
        from random import choice

        TAU = 2 * math.pi
        unused = 1

        class Circle(Shape):
            def __init__(self, radius, *points, colour='red', **rest):
                self.radius = radius

            def area(self):
                def square(x): return x * x
                return math.pi * square(self.radius)

        def show(circle):
            for i in range(3):
                print(circle.area(), i)
            while True:
                totl = total + 1
            return

        squares = [n * n for n in range(3)]
        show(Circle(choice(squares)))
        if TAU is 3: pass
        """;

    [TestMethod]
    public async Task A_program_is_told_apart_into_its_parts()
    {
        var result = await AnalyzeAsync(Program);

        Assert.IsTrue(result.Ok);
        Assert.IsNull(result.SyntaxError);
        CollectionAssert.AreEqual(new[] { "__init__", "area", "square", "show" }, result.Functions.Select(function => function.Name).ToList());
        CollectionAssert.AreEqual(new[] { "self", "radius", "*points", "colour", "**rest" }, result.Functions[0].Parameters.ToList());
        var show = result.Functions[3];
        Assert.AreEqual((15, 20, false), (show.Line, show.EndLine, show.HasReturn));
        CollectionAssert.AreEqual(new[] { "range", "print", "circle.area" }, show.Calls.ToList());
        Assert.IsTrue(result.Functions[1].HasReturn);
        var circle = result.Classes.Single();
        Assert.AreEqual("Circle 7 13 Shape __init__,area", $"{circle.Name} {circle.Line} {circle.EndLine} {circle.Bases.Single()} {string.Join(',', circle.Methods)}");
        CollectionAssert.AreEqual(new[] { new ImportedModule("math", 1), new ImportedModule("os.path", 1), new ImportedModule("random", 2) }, result.Imports.ToList());
        Assert.Contains(new NameAtLine("TAU", 4), result.Assignments);
        Assert.Contains(new NameAtLine("circle.area", 17), result.Calls);
        CollectionAssert.AreEqual(new[] { new ProgramLoop("for", 16, 17), new ProgramLoop("while", 18, 19), new ProgramLoop("comprehension", 22, 22) }, result.Loops.ToList());
        CollectionAssert.AreEquivalent(new[] { "os", "unused", "totl" }, result.UnusedNames.ToList());
        CollectionAssert.AreEqual(new[] { new NameAtLine("Shape", 7), new NameAtLine("total", 19) }, result.UndefinedNames.ToList());
        Assert.AreEqual(24, result.Warnings.Single().Line);
    }

    [TestMethod]
    [DataRow("x = 1\nif x\n    pass", "expected ':'", 2, 5)]
    [DataRow("print('a", "unterminated string literal (detected at line 1)", 1, 7)]
    [DataRow("  x = 1", "unexpected indent", 1, 1)]
    [DataRow("return 1", "'return' outside function", 1, 1)]
    [DataRow("a\0b", "source code string cannot contain null bytes", 1, 1)]
    public async Task A_syntax_error_has_its_place(string code, string message, int line, int column)
    {
        var result = await AnalyzeAsync(code);

        Assert.IsFalse(result.Ok);
        Assert.AreEqual((message, line), (result.SyntaxError!.Message, result.SyntaxError.Line));
        if (code[0] != ' ')
            Assert.AreEqual(column, result.SyntaxError.Column);
    }

    [TestMethod]
    public async Task A_program_that_is_nested_without_end_is_not_read_but_answered()
    {
        foreach (var code in new[] { new string('(', 60_000), new string('-', 60_000) + "1", "x" + string.Concat(Enumerable.Repeat(".x", 30_000)) })
            Assert.IsFalse((await AnalyzeAsync(code)).Ok);
    }

    [TestMethod]
    public async Task Only_Python_can_be_analysed()
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await sandbox.Client.PostAsJsonAsync("/analyze", new AnalyzeRequest("cobol", "x"));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<AnalyzeResult> AnalyzeAsync(string code)
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var response = await sandbox.Client.PostAsJsonAsync("/analyze", new AnalyzeRequest("python", code), JsonConventions.Options);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<AnalyzeResult>(JsonConventions.Options))!;
    }
}
