using LearnFlow.Exercises.Catalogue;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Finds a text that was handed in before.</summary>
internal static class SubmissionQueries
{
    /// <summary>A learner's graded submission of a text to the exercise as it is now.</summary>
    public static IQueryable<Submission> OfText(this IQueryable<Submission> submissions, string learnerId, Exercise exercise, string hash) =>
        submissions.Where(submission => submission.LearnerId == learnerId && submission.ExerciseId == exercise.Id
            && submission.Revision == exercise.Revision && submission.CodeHash == hash);

    /// <summary>A learner's submission of a text that waits.</summary>
    public static IQueryable<WaitingSubmission> OfText(this IQueryable<WaitingSubmission> waiting, string learnerId, Exercise exercise, string hash) =>
        waiting.Where(row => row.LearnerId == learnerId && row.ExerciseId == exercise.Id && row.CodeHash == hash);
}
