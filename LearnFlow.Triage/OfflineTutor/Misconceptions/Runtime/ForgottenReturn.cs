using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function computes a value but does not return it.</summary>
public sealed class ForgottenReturn() : ErrorMisconception("TypeError|AttributeError", @"NoneType")
{
    /// <inheritdoc />
    public override string Name => "forgottenReturn";

    /// <inheritdoc />
    public override string Source => "L. Gusukuma et al., Misconception-Driven Feedback, ICER 2018";

    /// <inheritdoc />
    public override string Question => "How does a result get out of a function?";

    /// <inheritdoc />
    public override string Meaning =>
        "A function without `return` gives back `None`, whatever it computed or printed. Then the program goes on with `None`.";

    /// <inheritdoc />
    public override string NextStep => "Which value should the caller get? Hand that value back as the last thing the function does.";

    /// <inheritdoc />
    public override string? Example => """
        def area(width, height):
            return width * height
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var function = evidence.Source.Functions.FirstOrDefault(f => !f.ReturnsValue && f.Name != "__init__" && f.ResultIsUsed);
        return function is null ? null : new(function.Header.Number, $"The function {function.Name} returns nothing, but its result is used.");
    }
}
