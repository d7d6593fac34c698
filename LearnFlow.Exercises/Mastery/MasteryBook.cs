using LearnFlow.Events;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Mastery;

/// <summary>
/// Keeps every learner's mastery, fed by events. An event that comes twice counts once; what was answered right once teaches
/// no more, so that handing in a solution again and again masters nothing.
/// </summary>
public sealed class MasteryBook(ExercisesDbContext database)
{
    /// <summary>Takes a graded submission.</summary>
    public async Task TakeAsync(ExerciseSubmitted submitted, CancellationToken cancellation)
    {
        var concepts = await database.Exercises.IgnoreQueryFilters().Where(exercise => exercise.Slug == submitted.ExerciseId)
            .Select(exercise => exercise.Concepts).SingleOrDefaultAsync(cancellation);
        if (concepts is null)
            return; // an exercise of another installation
        await TakeAsync(
            new LearningRecord
            {
                EventId = submitted.Id,
                LearnerId = submitted.LearnerId,
                At = submitted.At,
                Item = submitted.ExerciseId,
                Concepts = concepts,
                Correct = submitted.TestsPassed == submitted.TestsTotal,
                Quiz = false,
            },
            cancellation);
    }

    /// <summary>Takes an answer to a quiz question.</summary>
    public Task TakeAsync(QuizAnswered answered, CancellationToken cancellation) => TakeAsync(
        new LearningRecord
        {
            EventId = answered.Id,
            LearnerId = answered.LearnerId,
            At = answered.At,
            Item = answered.Question,
            Concepts = [answered.Concept],
            Correct = answered.Correct,
            Quiz = true,
        },
        cancellation);

    /// <summary>Computes a learner's mastery from the stored history.</summary>
    public async Task<IReadOnlyDictionary<string, ConceptMastery>> RecomputeAsync(string learner, CancellationToken cancellation)
    {
        var mastery = new Dictionary<string, ConceptMastery>();
        var history = database.LearningRecords.AsNoTracking().Where(record => record.LearnerId == learner).OrderBy(record => record.Number);
        await foreach (var record in history.AsAsyncEnumerable().WithCancellation(cancellation))
            MasteryHistory.Add(mastery, new Answer(record.Concepts, record.Correct, record.Quiz));
        return mastery;
    }

    private Task TakeAsync(LearningRecord record, CancellationToken cancellation)
        => database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
            // One event of a learner at a time: the order of the records is the order in which mastery was changed.
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({record.LearnerId}, 0))", cancellation);
            var known = await database.LearningRecords.AnyAsync(
                other => other.EventId == record.EventId
                    || (other.LearnerId == record.LearnerId && other.Item == record.Item && other.Correct),
                cancellation);
            if (known)
                return;
            database.Add(record);
            await ChangeMasteryAsync(record, cancellation);
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        });

    private async Task ChangeMasteryAsync(LearningRecord record, CancellationToken cancellation)
    {
        var stored = await database.Mastery
            .Where(mastery => mastery.LearnerId == record.LearnerId && record.Concepts.Contains(mastery.Concept))
            .ToDictionaryAsync(mastery => mastery.Concept, cancellation);
        foreach (var concept in record.Concepts)
        {
            if (!stored.TryGetValue(concept, out var row))
                database.Add(row = new StoredMastery { LearnerId = record.LearnerId, Concept = concept, Known = ConceptMastery.None(concept).Known, Answers = 0 });
            var after = MasteryHistory.After(
                new ConceptMastery(concept, row.Known, row.Answers), new Answer(record.Concepts, record.Correct, record.Quiz));
            (row.Known, row.Answers) = (after.Known, after.Answers);
        }
    }
}
