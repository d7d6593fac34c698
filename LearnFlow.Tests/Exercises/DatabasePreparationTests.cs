using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class DatabasePreparationTests
{
    private static ExercisesDatabase s_database = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_database = await ExercisesDatabase.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_database.DisposeAsync();

    [TestMethod]
    public async Task Replicas_that_start_together_seed_the_course_once()
    {
        var database = await s_database.CreateAsync(Cancellation);

        var changed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PrepareAsync(database, Curriculum.Course)));

        Assert.AreEqual(1, changed.Count(rows => rows > 0));
        await using var context = ExercisesDatabase.Open(database);
        Assert.AreEqual(Curriculum.Exercises.Count(), await context.Exercises.CountAsync(Cancellation));
        Assert.AreEqual(Curriculum.Quiz.Count(), await context.QuizQuestions.CountAsync(Cancellation));
    }

    [TestMethod]
    public async Task A_changed_file_becomes_a_new_revision_of_its_exercise_alone()
    {
        var database = await s_database.CreateAsync(Cancellation);
        await PrepareAsync(database, Curriculum.Course);
        var first = Curriculum.Course.Modules[0];
        var changedExercise = first.Exercises[0] with { Title = "Another title" };
        var course = Curriculum.Course with
        {
            Modules = [first with { Exercises = [changedExercise, .. first.Exercises.Skip(1)] }, .. Curriculum.Course.Modules.Skip(1)],
        };

        var changed = await PrepareAsync(database, course);

        Assert.AreEqual(2, changed); // the exercise, and the revision that is kept
        await using var context = ExercisesDatabase.Open(database);
        var stored = await context.Exercises.SingleAsync(exercise => exercise.Slug == changedExercise.Slug, Cancellation);
        Assert.AreEqual("Another title", stored.Title);
        Assert.AreEqual(2, stored.Revision);
    }

    [TestMethod]
    public async Task What_is_stored_is_what_the_file_says()
    {
        var database = await s_database.CreateAsync(Cancellation);
        await PrepareAsync(database, Curriculum.Course);

        await using var context = ExercisesDatabase.Open(database);
        foreach (var exercise in await context.Exercises.AsNoTracking().ToListAsync(Cancellation))
        {
            var content = Curriculum.Exercises.Single(content => content.Slug == exercise.Slug);
            Assert.AreEqual(content.Solution, exercise.Content.Solution);
            CollectionAssert.AreEqual(
                content.Tests.All.Select(test => test.Name).ToArray(), exercise.Content.Tests.All.Select(test => test.Name).ToArray());
        }
    }

    [TestMethod]
    public async Task Files_are_read_again_only_after_one_of_them_changed()
    {
        var database = await s_database.CreateAsync(Cancellation);
        var folder = Directory.CreateTempSubdirectory("learnflow-course-").FullName;
        foreach (var file in Directory.GetFiles(CourseReader.DefaultFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(CourseReader.DefaultFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        async Task<int?> StartAsync()
        {
            await using var context = ExercisesDatabase.Open(database);
            return await DatabasePreparation.PrepareAsync(context, folder, Cancellation);
        }

        var first = await StartAsync();
        var second = await StartAsync();
        var concepts = Path.Combine(folder, "concepts.yaml");
        var title = Curriculum.Course.Concepts[0].Title;
        await File.WriteAllTextAsync(concepts, (await File.ReadAllTextAsync(concepts, Cancellation)).Replace(title, title + "!", StringComparison.Ordinal), Cancellation);
        var third = await StartAsync();
        Directory.Delete(folder, recursive: true);

        Assert.IsGreaterThan(0, first ?? 0);
        Assert.IsNull(second);
        Assert.AreEqual(1, third);
    }

    private async Task<int> PrepareAsync(string database, Course course)
    {
        await using var context = ExercisesDatabase.Open(database);
        return await DatabasePreparation.PrepareAsync(context, course, Cancellation);
    }
}
