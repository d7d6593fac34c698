using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A function whose result is used, but that returns nothing.</summary>
public sealed class ResultNotReturned : CodeMisconception
{
    /// <inheritdoc />
    public override string Name => "resultNotReturned";

    /// <inheritdoc />
    public override string Source => "L. Gusukuma et al., Misconception-Driven Feedback, ICER 2018";

    /// <inheritdoc />
    public override string Question => "How does a result get out of a function?";

    /// <inheritdoc />
    public override string Meaning => "A function without `return` gives back `None`, whatever it computed.";

    /// <inheritdoc />
    public override string NextStep => "Which value should the caller get? Hand it back as the last thing the function does.";

    /// <inheritdoc />
    public override string? Example => """
        def double(number):
            return number * 2
        """;

    /// <inheritdoc />
    protected override Finding? Look(PythonSource source)
    {
        var function = source.Functions.FirstOrDefault(f => !f.ReturnsValue && !f.Name.StartsWith("__", StringComparison.Ordinal) && f.ResultIsUsed
            && f.Body.Any() && !f.Body.All(line => line.Code is "pass" or "..." || line.IsHeader("raise")));
        return function is null ? null : new(function.Header.Number, $"The result of {function.Name} is used, but the function returns nothing.");
    }
}
