namespace LearnFlow.Triage.OfflineTutor;

/// <summary>What a learner's trouble is taken for.</summary>
public enum HelpKind
{
    /// <summary>Python cannot read the program.</summary>
    Syntax,

    /// <summary>The program stopped with an exception.</summary>
    RuntimeError,

    /// <summary>The program ran, but a test fails or the result is not the expected one.</summary>
    WrongResult,

    /// <summary>The program ran into a limit: it does not end, or asks for too much.</summary>
    DoesNotEnd,

    /// <summary>Nothing is known to be wrong.</summary>
    Design,

    /// <summary>The learner asks what something is or how it works.</summary>
    ConceptQuestion,

    /// <summary>The learner's words are about something else than programming.</summary>
    OffTopic,
}
