using System.Diagnostics;
using LearnFlow.Events;
using LearnFlow.Exercises.Mastery;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class MasteryBookTests
{
    private static ExercisesDatabase s_server = null!;
    private static string s_database = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_server = await ExercisesDatabase.StartAsync();
        s_database = await s_server.CreateAsync(context.CancellationToken);
        await using var database = ExercisesDatabase.Open(s_database);
        await DatabasePreparation.PrepareAsync(database, Curriculum.Course, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task An_event_that_comes_twice_counts_once_and_so_does_what_was_solved_before()
    {
        await TakeAsync("one", "ada", "door-sign", passed: false);
        await TakeAsync("one", "ada", "door-sign", passed: false);
        await TakeAsync("two", "ada", "door-sign", passed: true);
        await TakeAsync("three", "ada", "door-sign", passed: true);

        await using var database = ExercisesDatabase.Open(s_database);
        Assert.AreEqual(2, await database.LearningRecords.CountAsync(record => record.LearnerId == "ada", Cancellation));
        Assert.IsTrue(await database.Mastery.Where(mastery => mastery.LearnerId == "ada").AllAsync(mastery => mastery.Answers == 2, Cancellation));
    }

    [TestMethod]
    public async Task What_is_kept_answer_by_answer_is_what_the_history_gives_even_when_events_come_at_once()
    {
        var exercises = Curriculum.Exercises.Take(20).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            if (number % 4 == 3)
                await TakeQuizAsync($"event {number}", "bob", Curriculum.Quiz.ElementAt(number % 20).Concepts[0], $"q{number}", number % 3 == 0);
            else
                await TakeAsync($"event {number}", "bob", exercises[number % 20].Slug, number % 5 == 0);
        });

        await using var database = ExercisesDatabase.Open(s_database);
        var kept = await database.Mastery.Where(mastery => mastery.LearnerId == "bob").ToListAsync(Cancellation);
        var recomputed = await new MasteryBook(database).RecomputeAsync("bob", Cancellation);
        Assert.HasCount(recomputed.Count, kept);
        foreach (var row in kept)
            Assert.AreEqual(recomputed[row.Concept], new ConceptMastery(row.Concept, row.Known, row.Answers));
    }

    [TestMethod]
    public async Task A_hundred_thousand_stored_answers_give_what_they_gave_one_by_one()
    {
        var random = new Random(7);
        var concepts = Curriculum.Course.Concepts.Select(concept => concept.Slug).ToArray();
        var oneByOne = new Dictionary<string, ConceptMastery>();
        await using (var connection = new NpgsqlConnection(s_database))
        {
            await connection.OpenAsync(Cancellation);
            await using var copy = await connection.BeginBinaryImportAsync(
                """COPY learning_records ("EventId", "LearnerId", "At", "Item", "Concepts", "Correct", "Quiz") FROM STDIN (FORMAT BINARY)""", Cancellation);
            for (var number = 0; number < 100_000; number++)
            {
                var answer = new Answer([concepts[random.Next(concepts.Length)], .. concepts[..random.Next(2)]], random.Next(3) > 0, random.Next(4) == 0);
                MasteryHistory.Add(oneByOne, answer);
                await copy.StartRowAsync(Cancellation);
                await copy.WriteAsync($"stored {number}", Cancellation);
                await copy.WriteAsync("cy", Cancellation);
                await copy.WriteAsync(DateTimeOffset.UtcNow, Cancellation);
                await copy.WriteAsync($"item {number}", Cancellation);
                await copy.WriteAsync(answer.Concepts.ToArray(), Cancellation);
                await copy.WriteAsync(answer.Correct, Cancellation);
                await copy.WriteAsync(answer.Quiz, Cancellation);
            }
            await copy.CompleteAsync(Cancellation);
        }

        await using var database = ExercisesDatabase.Open(s_database);
        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        var recomputed = await new MasteryBook(database).RecomputeAsync("cy", Cancellation);
        TestContext.WriteLine($"100,000 answers in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MiB allocated in passing");

        Assert.HasCount(oneByOne.Count, recomputed);
        foreach (var (concept, mastery) in oneByOne)
            Assert.AreEqual(mastery, recomputed[concept]);
    }

    private async Task TakeAsync(string id, string learner, string exercise, bool passed)
    {
        await using var database = ExercisesDatabase.Open(s_database);
        await new MasteryBook(database).TakeAsync(
            new ExerciseSubmitted(id, learner, DateTimeOffset.UtcNow, exercise, "", passed ? 2 : 1, 2, null), Cancellation);
    }

    private async Task TakeQuizAsync(string id, string learner, string concept, string question, bool correct)
    {
        await using var database = ExercisesDatabase.Open(s_database);
        await new MasteryBook(database).TakeAsync(new QuizAnswered(id, learner, DateTimeOffset.UtcNow, concept, question, correct), Cancellation);
    }
}
