using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A variable of a function used outside it.</summary>
public sealed class NameOnlyInsideFunction() : ErrorMisconception("NameError", @"name '(\w+)' is not defined")
{
    /// <inheritdoc />
    public override string Name => "nameOnlyInsideFunction";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 9.2, Python Scopes and Namespaces";

    /// <inheritdoc />
    public override string Question => "Where can a name be seen that gets its value inside a function?";

    /// <inheritdoc />
    public override string Meaning =>
        "What a function names inside is its own: the names are gone when it ends. Only the value that it returns comes out.";

    /// <inheritdoc />
    public override string NextStep => "Let the function return the value, and give the result a name where you call it.";

    /// <inheritdoc />
    public override string? Example => """
        def area(width, height):
            return width * height

        room = area(3, 4)
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var name = message.Groups[1].Value;
        var bindings = evidence.Source.Binding(name).ToList();
        var inside = bindings.SelectMany(line => line.IsHeader("def") ? [line] : line.Enclosing.Where(header => header.IsHeader("def")));
        return bindings.Count > 0 && bindings.All(line => line.IsHeader("def") || line.Enclosing.Any(header => header.IsHeader("def")))
            && inside.FirstOrDefault() is { } function && evidence.Source.Functions.All(f => f.Name != name)
            ? new(evidence.ErrorLine, $"{name} has a value only inside the function that starts in line {function.Number}.")
            : null;
    }
}
