using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function that prints its result and does not return it.</summary>
public sealed class PrintInsteadOfReturn : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "printInsteadOfReturn";

    /// <inheritdoc />
    public override string Source => "L. Gusukuma et al., Misconception-Driven Feedback, ICER 2018";

    /// <inheritdoc />
    public override string Question => "Who needs the result of your function: the person at the screen, or the rest of the program?";

    /// <inheritdoc />
    public override string Meaning =>
        "`print` shows a value to a person. `return` hands it to the line that called the function. A test, or another function, sees only what is returned.";

    /// <inheritdoc />
    public override string NextStep =>
        "Find where the function shows its result. Let it hand the value back, and print outside, where the function is called.";

    /// <inheritdoc />
    public override string? Example => """
        def area(width, height):
            return width * height

        print(area(3, 4))
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var function = source.Functions.FirstOrDefault(f => !f.ReturnsValue && f.ResultIsUsed && f.Body.Any(line => line.IsHeader("print")));
        return function is null
            ? null
            : new(function.Body.Last(line => line.IsHeader("print")).Number, $"The function {function.Name} prints here, but it returns nothing.");
    }
}
