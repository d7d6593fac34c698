using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises;

/// <summary>
/// Reads an exercise and hands a solution in once before the service is ready, in a transaction that is rolled back: nothing is
/// stored, and no event is sent.
/// </summary>
internal static class ExercisesFirstUse
{
    private const string Nobody = "first-use";

    public static async Task AskAsync(IServiceProvider services, HttpClient client, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ExercisesDbContext>();
        if (await database.Exercises.AsNoTracking().OrderBy(exercise => exercise.Position).FirstOrDefaultAsync(cancellationToken) is not { } exercise)
        {
            return;
        }

        client.DefaultRequestHeaders.Add(LearnerIdentity.Header, Nobody);
        foreach (var path in (string[])["/exercises", $"/exercises/{exercise.Slug}", $"/exercises/{exercise.Slug}/submissions", "/mastery", "/recommendation"])
        {
            await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken);
        }

        // Too long: refused after it was read.
        using var refused = await client.PostAsJsonAsync(
            $"/exercises/{exercise.Slug}/submissions", new SubmissionRequest(new string(' ', CodeRules.MaxBytes + 1)), JsonConventions.Options, cancellationToken);
        await database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<SubmissionDesk>().FindAsync(exercise, Nobody, "", cancellationToken);
            var submission = Submission.Of(Guid.CreateVersion7(), Nobody, exercise, "", [new TestOutcome("", true, false, null, null, null, null, "", null, null, null, 0)], DateTimeOffset.UnixEpoch);
            database.Add(submission);
            database.Add(OutboxMessage.Of(submission.ToEvent(exercise)));
            await database.SaveChangesAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
        });
        // The way to the sandbox, where that is ready: an empty program, for nobody.
        await scope.ServiceProvider.GetRequiredService<Grader>().GradeAsync(exercise.Content, "", cancellationToken);
    }
}
