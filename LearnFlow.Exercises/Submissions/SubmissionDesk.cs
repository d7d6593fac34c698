using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Exercises.Submissions;

/// <summary>
/// Takes submissions: grades them, and stores each with its event in one transaction. One that cannot be graded now is stored
/// to be graded later (<see cref="GradingPass"/>).
/// </summary>
public sealed class SubmissionDesk(ExercisesDbContext database, Grader grader, OutboxSignal outbox, GradingSignal grading, TimeProvider clock)
{
    /// <summary>How many submissions of one learner may wait.</summary>
    public const int MaxWaiting = 50;

    /// <summary>Grades a solution, or finds the same text from before.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="learnerId">Id of the learner that hands it in.</param>
    /// <param name="code">The solution.</param>
    /// <param name="cancellation">Whoever hands it in has gone away; it is graded later then.</param>
    /// <exception cref="HttpRequestException">It cannot be graded now, and so many of the learner's wait already that it is not stored.</exception>
    public async Task<HandedIn> HandInAsync(Exercise exercise, string learnerId, string code, CancellationToken cancellation)
    {
        var hash = Submission.HashOf(code);
        if (await FindAsync(exercise, learnerId, hash, cancellation) is { } earlier)
        {
            return earlier;
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        try
        {
            var outcomes = await grader.GradeAsync(exercise.Content, code, cancellation);
            var submission = Submission.Of(id, learnerId, exercise, code, outcomes, clock.GetUtcNow());
            database.Add(submission);
            database.Add(OutboxMessage.Of(submission.ToEvent(exercise)));
            await database.SaveChangesAsync(CancellationToken.None); // what is graded is kept, whoever has gone away
            outbox.Raise();
            return new HandedIn(submission, null, Repeated: false);
        }
        catch (DbUpdateException e) when (IsDouble(e))
        {
            return await FirstAsync(exercise, learnerId, hash, e);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return await StoreWaitingAsync(id, exercise, learnerId, code, failure);
        }
    }

    private async Task<HandedIn> StoreWaitingAsync(Guid id, Exercise exercise, string learnerId, string code, Exception failure)
    {
        if (await database.WaitingSubmissions.CountAsync(row => row.LearnerId == learnerId && row.NextTryAt != null) >= MaxWaiting)
        {
            throw new HttpRequestException($"{MaxWaiting} submissions of the learner wait already.", failure);
        }

        var now = clock.GetUtcNow();
        var waiting = new WaitingSubmission
        {
            Id = id,
            LearnerId = learnerId,
            ExerciseId = exercise.Id,
            At = now,
            Code = code,
            CodeHash = Submission.HashOf(code),
            Tries = 1,
            NextTryAt = GradingBackoff.NextTry(1, now, now, failure),
            Error = StoredText.Of(failure.Message),
        };
        database.Add(waiting);
        try
        {
            await database.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException e) when (IsDouble(e))
        {
            return await FirstAsync(exercise, learnerId, waiting.CodeHash, e);
        }

        grading.Raise();
        return new HandedIn(null, waiting, Repeated: false);
    }

    /// <summary>The same text from before: graded, or waiting.</summary>
    internal async Task<HandedIn?> FindAsync(Exercise exercise, string learnerId, string hash, CancellationToken cancellation)
    {
        if (await database.Submissions.AsNoTracking().OfText(learnerId, exercise, hash).SingleOrDefaultAsync(cancellation) is { } graded)
        {
            return new HandedIn(graded, null, Repeated: true);
        }

        var waiting = await database.WaitingSubmissions.OfText(learnerId, exercise, hash).SingleOrDefaultAsync(cancellation);
        if (waiting is { NextTryAt: null })
        {
            (waiting.Tries, waiting.NextTryAt) = (0, clock.GetUtcNow()); // handed in once more, it is tried once more
            await database.SaveChangesAsync(cancellation);
            grading.Raise();
        }

        return waiting is null ? null : new HandedIn(null, waiting, Repeated: true);
    }

    // The same text was handed in twice at the same moment; the other one was first.
    private async Task<HandedIn> FirstAsync(Exercise exercise, string learnerId, string hash, DbUpdateException e)
    {
        database.ChangeTracker.Clear();
        return await FindAsync(exercise, learnerId, hash, CancellationToken.None) ?? throw new InvalidOperationException("The first of two equal submissions is not there.", e);
    }

    private static bool IsDouble(DbUpdateException e) => e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
