using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Submissions;

/// <summary>
/// One pass over the submissions that wait to be graded. Replicas may pass at the same time: each takes rows of its own for a
/// while, and a row whose replica died is taken by another after that.
/// </summary>
public sealed class GradingPass(IServiceScopeFactory scopes, Grader grader, OutboxSignal outbox, TimeProvider clock)
{
    /// <summary>How many are graded at a time.</summary>
    public const int AtATime = 4;

    /// <summary>How long a taken row is left to who took it: longer than the sandbox may let wait and run.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Grades what is due.</summary>
    /// <returns>When there is more to do (UTC); null when nothing waits.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        while (await TakeAsync(cancellationToken) is { Count: > 0 } taken)
        {
            var graded = await Task.WhenAll(taken.Select(waiting => GradeAsync(waiting, cancellationToken)));
            if (graded.Contains(false))
            {
                break; // the sandbox has no room for the others either
            }
        }

        await using var scope = scopes.CreateAsyncScope();
        var next = await Database(scope).WaitingSubmissions.MinAsync(waiting => waiting.NextTryAt, cancellationToken);
        var soonest = clock.GetUtcNow() + TimeSpan.FromSeconds(1);
        return next < soonest ? soonest : next;
    }

    private async Task<List<WaitingSubmission>> TakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        return await Database(scope).WaitingSubmissions.FromSql($"""
            UPDATE waiting_submissions SET "NextTryAt" = {now + Lease}
            WHERE "Id" IN (
                SELECT "Id" FROM waiting_submissions WHERE "NextTryAt" <= {now} ORDER BY "At" LIMIT {AtATime} FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
    }

    private async Task<bool> GradeAsync(WaitingSubmission waiting, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = Database(scope);
        var exercise = await database.Exercises.IgnoreQueryFilters().AsNoTracking().SingleAsync(exercise => exercise.Id == waiting.ExerciseId, cancellationToken);
        try
        {
            var outcomes = await grader.GradeAsync(exercise.Content, waiting.Code, cancellationToken, waiting.LearnerId);
            await StoreAsync(database, waiting, exercise, outcomes, cancellationToken);
            outbox.Raise();
            return true;
        }
        catch (Exception failure) when (GradingBackoff.IsFailure(failure, cancellationToken))
        {
            var (now, tries) = (clock.GetUtcNow(), waiting.Tries + 1);
            var (next, error) = (GradingBackoff.NextTry(tries, waiting.At, now, failure), StoredText.Of(failure.Message));
            await database.WaitingSubmissions.Where(row => row.Id == waiting.Id).ExecuteUpdateAsync(
                row => row.SetProperty(r => r.Tries, tries).SetProperty(r => r.NextTryAt, next).SetProperty(r => r.Error, error), cancellationToken);
            return false;
        }
    }

    // The row is removed, and the grade and its event stored, in one transaction: whoever finds the row gone stores nothing.
    private Task StoreAsync(
        ExercisesDbContext database, WaitingSubmission waiting, Exercise exercise, IReadOnlyList<TestOutcome> outcomes, CancellationToken cancellationToken)
        => database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            var isMine = await database.WaitingSubmissions.Where(row => row.Id == waiting.Id).ExecuteDeleteAsync(cancellationToken) == 1;
            // The same text may have been handed in and graded at the same moment; its grade stands for both.
            if (isMine && !await database.Submissions.OfText(waiting.LearnerId, exercise, waiting.CodeHash).AnyAsync(cancellationToken))
            {
                var submission = Submission.Of(waiting.Id, waiting.LearnerId, exercise, waiting.Code, outcomes, clock.GetUtcNow());
                database.Add(submission);
                database.Add(OutboxMessage.Of(submission.ToEvent(exercise)));
                await database.SaveChangesAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        });

    private static ExercisesDbContext Database(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ExercisesDbContext>();
}
