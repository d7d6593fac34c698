using System.Security.Cryptography;
using System.Text;
using LearnFlow.Events;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Submissions;

/// <summary>Takes submissions: grades them, and stores each with its event in one transaction.</summary>
public sealed class SubmissionDesk(ExercisesDbContext database, Grader grader, OutboxSignal outbox, TimeProvider clock)
{
    /// <summary>Grades a solution, or finds the grade of the same text from before.</summary>
    /// <returns>The submission, and whether it was there already.</returns>
    public async Task<(Submission Submission, bool Repeated)> HandInAsync(
        Exercise exercise, string learnerId, string code, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
        if (await FindAsync(exercise, learnerId, hash, cancellation) is { } earlier)
            return (earlier, true);

        var outcomes = await grader.GradeAsync(exercise.Content, code, cancellation);
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            LearnerId = learnerId,
            ExerciseId = exercise.Id,
            Revision = exercise.Revision,
            At = clock.GetUtcNow(),
            Code = code,
            CodeHash = hash,
            TestsPassed = outcomes.Count(outcome => outcome.Passed),
            TestsTotal = outcomes.Count,
            Outcomes = outcomes,
        };
        database.Add(submission);
        database.Add(OutboxMessage.Of(EventOf(submission, exercise)));
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same text was handed in twice at the same moment; the other one was first.
            return (await FindAsync(exercise, learnerId, hash, cancellation) ?? throw new InvalidOperationException("The first of two equal submissions is not there.", e), true);
        }
        outbox.Raise();
        return (submission, false);
    }

    private Task<Submission?> FindAsync(Exercise exercise, string learnerId, string hash, CancellationToken cancellation)
        => database.Submissions.AsNoTracking()
            .Where(submission => submission.LearnerId == learnerId && submission.ExerciseId == exercise.Id
                && submission.Revision == exercise.Revision && submission.CodeHash == hash)
            .SingleOrDefaultAsync(cancellation);

    private static ExerciseSubmitted EventOf(Submission submission, Exercise exercise)
    {
        // Attempts, help and lessons are made of this event, and shown to the learner: of a hidden test they get what the learner gets.
        var failure = submission.Outcomes.FirstOrDefault(outcome => !outcome.Passed)?.ForLearner();
        return new ExerciseSubmitted(
            submission.Id.ToString(),
            submission.LearnerId,
            submission.At,
            exercise.Slug,
            submission.Code,
            submission.TestsPassed,
            submission.TestsTotal,
            failure?.Name,
            failure?.ErrorType,
            failure?.ErrorMessage,
            failure?.ErrorLine);
    }
}
