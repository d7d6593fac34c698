using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor.Misconceptions;

/// <summary>An item is removed or looked for that is not in the list.</summary>
public sealed class RemoveMissingItem() : ErrorMisconception("ValueError", @"not in list|substring not found|is not in")
{
    /// <inheritdoc />
    public override string Name => "removeMissingItem";

    /// <inheritdoc />
    public override string Source => "Python tutorial, section 5.1, More on Lists";

    /// <inheritdoc />
    public override string Question => "Is the item that you remove or look for really in the list at that moment?";

    /// <inheritdoc />
    public override string Meaning => "`remove` and `index` fail when the item is not there. Removing it once takes it away for the next time.";

    /// <inheritdoc />
    public override string NextStep => "Print the list just before this line. Is the item in it, written in exactly the same way?";

    /// <inheritdoc />
    protected override Finding? Look(Evidence evidence, Match message) =>
        new(evidence.ErrorLine, "The item is not in the list at this moment.");
}
