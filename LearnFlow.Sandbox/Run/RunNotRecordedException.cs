namespace LearnFlow.Sandbox.Run;

/// <summary>The program ran, but the attempt could not be written, so its result is not shown: what a learner sees is never lost.</summary>
public sealed class RunNotRecordedException(Exception inner)
    : Exception("The program ran, but the attempt could not be saved because the state store does not answer; run it again in a moment.", inner);
