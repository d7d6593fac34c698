namespace LearnFlow.Exercises.Submissions;

/// <summary>How far a submission is.</summary>
public enum SubmissionStatus
{
    /// <summary>It has its grade.</summary>
    Graded,

    /// <summary>It is stored and will be graded by itself.</summary>
    Waiting,

    /// <summary>It is stored, but could not be graded in a day, or the sandbox refuses it; handing it in again has it tried again.</summary>
    NotGraded,
}
