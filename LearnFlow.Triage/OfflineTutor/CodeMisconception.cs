using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>
/// A misconception that the code itself shows, while the program ended without an error of its own or did not end.
/// </summary>
public abstract class CodeMisconception : Misconception
{
    /// <inheritdoc />
    public sealed override Finding? Find(Evidence evidence) => AppliesTo(evidence.Kind) ? Look(evidence.Source) : null;

    /// <summary>
    /// In which trouble it is looked for. The default is for patterns that are practically never meant: when a test
    /// fails, and when a learner asks for help with a program of which nothing bad is known.
    /// </summary>
    protected virtual bool AppliesTo(HelpKind kind) => kind is HelpKind.WrongResult or HelpKind.Design;

    /// <summary>Looks at the code.</summary>
    protected abstract Finding? Look(PythonSource source);
}
