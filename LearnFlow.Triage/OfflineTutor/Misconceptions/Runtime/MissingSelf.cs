using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>A method without the parameter self.</summary>
public sealed class MissingSelf() : ErrorMisconception("TypeError", @"(\w+)\(\) takes \d+ positional arguments? but \d+ (?:was|were) given")
{
    /// <inheritdoc />
    public override string Name => "missingSelf";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 9.3, A First Look at Classes";

    /// <inheritdoc />
    public override string Question => "What does Python hand to a method besides what you write in the parentheses?";

    /// <inheritdoc />
    public override string Meaning =>
        "When a method is called on an object, Python passes the object itself as the first argument. The method needs a parameter for it, called `self`.";

    /// <inheritdoc />
    public override string NextStep => "Compare the parameters of this method with those of a method that works.";

    /// <inheritdoc />
    public override string? Example => """
        class Lamp:
            def switch(self):
                self.on = True
        """;

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message)
    {
        var method = evidence.Source.Functions.FirstOrDefault(f => f.IsMethod && f.Name == message.Groups[1].Value && !f.Header.Mentions("self"));
        return method is null ? null : new(method.Header.Number, $"The method {method.Name} has no parameter self.");
    }
}
