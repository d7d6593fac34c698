using LearnFlow.Events;
using LearnFlow.Exercises.Mastery;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class ClassTests
{
    private const string Exercise = "door-sign";
    private static ExercisesDatabase s_server = null!;
    private static ExercisesHost s_service = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_server = await ExercisesDatabase.StartAsync();
        s_service = await ExercisesHost.StartAsync(s_server, StaticSandbox.ByWord, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_service.DisposeAsync();
        await s_server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_teacher_sees_assignments_submissions_and_mastery_of_the_class_and_of_nobody_else()
    {
        var (id, code) = await NewClassAsync();
        var (ada, bob, eve) = (s_service.Learner("ada-1"), s_service.Learner("bob-1"), s_service.Learner("eve-1"));
        await ada.PostAsync("/classes/join", new { code = code.ToLowerInvariant(), name = "Ada" });
        await bob.PostAsync("/classes/join", new { code, name = "Bob" });
        var teacher = s_service.Teacher();
        await teacher.PostAsync($"/classes/{id}/assignments", new { exercise = Exercise, dueAt = DateTimeOffset.UtcNow.AddDays(1) }, 201);
        await ada.PostAsync($"/exercises/{Exercise}/submissions", new { code = "not yet" });
        var solved = await ada.PostAsync($"/exercises/{Exercise}/submissions", new { code = "right" });
        await eve.PostAsync($"/exercises/{Exercise}/submissions", new { code = "right" });
        await using (var database = s_service.Open())
        {
            await new MasteryBook(database).TakeAsync(
                new ExerciseSubmitted(solved.GetProperty("id").GetString()!, "ada-1", DateTimeOffset.UtcNow, Exercise, "right", 3, 3, null), TestContext.CancellationToken);
        }

        var overview = await teacher.GetAsync($"/classes/{id}/overview", 200);
        var learners = overview.GetProperty("learners").EnumerateArray().ToDictionary(learner => learner.GetProperty("name").GetString()!);
        Assert.AreEqual("Ada, Bob", string.Join(", ", learners.Keys.Order()));
        var assignment = learners["Ada"].GetProperty("assignments")[0];
        Assert.AreEqual(2, assignment.GetProperty("submissions").GetInt32());
        Assert.AreEqual(1.0, assignment.GetProperty("bestScore").GetDouble());
        Assert.IsFalse(assignment.GetProperty("late").GetBoolean());
        Assert.IsGreaterThan(0, learners["Ada"].GetProperty("mastery").GetArrayLength());
        Assert.IsGreaterThan(0, overview.GetProperty("concepts").GetArrayLength());

        var submissions = await teacher.GetAsync($"/classes/{id}/submissions", 200);
        Assert.AreEqual(2, submissions.GetArrayLength());
        var one = await teacher.GetAsync($"/classes/{id}/submissions/{submissions[0].GetProperty("id")}", 200);
        Assert.AreEqual("right", one.GetProperty("code").GetString());
        var taught = (await teacher.GetAsync("/learners", 200)).EnumerateArray().Select(learner => learner.GetProperty("learner").GetString()).ToList();
        Assert.Contains("ada-1", taught);
        Assert.DoesNotContain("eve-1", taught);
        Assert.AreEqual(0, (await s_service.Teacher("another").GetAsync("/learners", 200)).GetArrayLength());
        await s_service.Teacher("another").GetAsync($"/classes/{id}/overview", 404);
        await s_service.Teacher("another").GetAsync($"/classes/{id}/submissions", 404);
    }

    [TestMethod]
    public async Task Learners_see_their_own_and_no_join_code()
    {
        var (id, code) = await NewClassAsync();
        var (ada, eve) = (s_service.Learner("ada-2"), s_service.Learner("eve-2"));
        await ada.PostAsync("/classes/join", new { code });
        await ada.PostAsync($"/exercises/{Exercise}/submissions", new { code = "right" });

        Assert.AreEqual(System.Text.Json.JsonValueKind.Null, (await ada.GetAsync($"/classes/{id}", 200)).GetProperty("joinCode").ValueKind);
        await ada.GetAsync($"/classes/{id}/overview", 403);
        await eve.GetAsync($"/classes/{id}", 404);
        await eve.GetAsync($"/classes/{id}/assignments", 404);
        Assert.AreEqual(0, (await eve.GetAsync($"/exercises/{Exercise}/submissions", 200)).GetArrayLength());
        Assert.AreEqual(1, (await ada.GetAsync($"/exercises/{Exercise}/submissions", 200)).GetArrayLength());
        await eve.AskAsync(HttpMethod.Delete, $"/classes/{id}/members/ada-2", status: 404);
        await ada.AskAsync(HttpMethod.Delete, $"/classes/{id}/members/ada-2", status: 204);
        await ada.GetAsync($"/classes/{id}", 404);
    }

    [TestMethod]
    public async Task Who_was_taken_out_does_not_come_back_with_the_old_code()
    {
        var (id, code) = await NewClassAsync();
        var (teacher, removed) = (s_service.Teacher(), s_service.Learner("removed-1"));
        await removed.PostAsync("/classes/join", new { code });

        await teacher.AskAsync(HttpMethod.Delete, $"/classes/{id}/members/removed-1", status: 204);

        await removed.PostAsync("/classes/join", new { code }, 404);
        var now = (await teacher.GetAsync($"/classes/{id}", 200)).GetProperty("joinCode").GetString();
        var renewed = (await teacher.PostAsync($"/classes/{id}/join-code", new { })).GetProperty("joinCode").GetString();
        Assert.AreNotEqual(now, renewed);
        await removed.PostAsync("/classes/join", new { code = now }, 404);
        await s_service.Learner("welcome-1").PostAsync("/classes/join", new { code = renewed });
    }

    [TestMethod]
    public async Task A_teacher_sees_no_hidden_test_of_another_teachers_class()
    {
        var (own, code) = await NewClassAsync();
        var other = (await s_service.Teacher("teacher-b").PostAsync("/classes", new { name = "Class B" }, 201)).GetProperty("id").GetString()!;
        var otherCode = (await s_service.Teacher("teacher-b").GetAsync($"/classes/{other}", 200)).GetProperty("joinCode").GetString();
        await using (var database = s_service.Open())
        {
            await database.Database.ExecuteSqlAsync($"""UPDATE exercises SET "ClassId" = {Guid.Parse(own)} WHERE "Slug" = 'name-badge'""", TestContext.CancellationToken);
        }

        var both = s_service.Learner("both-1");
        await both.PostAsync("/classes/join", new { code });
        await both.PostAsync("/classes/join", new { code = otherCode });
        var id = (await both.PostAsync("/exercises/name-badge/submissions", new { code = "not yet" })).GetProperty("id").GetString();

        Assert.IsTrue(await ShowsHiddenAsync(s_service.Teacher(), own));
        Assert.IsFalse(await ShowsHiddenAsync(s_service.Teacher("teacher-b"), other));

        async Task<bool> ShowsHiddenAsync(HttpClient teacher, string schoolClass)
        {
            var tests = (await teacher.GetAsync($"/classes/{schoolClass}/submissions/{id}", 200)).GetProperty("tests").EnumerateArray().Where(test => test.GetProperty("hidden").GetBoolean()).ToList();
            Assert.IsNotEmpty(tests);
            return tests.Any(test => test.TryGetProperty("expected", out var expected) && expected.ValueKind == System.Text.Json.JsonValueKind.String);
        }
    }

    [TestMethod]
    public async Task A_class_can_get_a_second_teacher_and_two_changes_do_not_overwrite_each_other()
    {
        var (id, _) = await NewClassAsync();
        var teacher = s_service.Teacher();
        var read = await teacher.ETagAsync($"/classes/{id}");
        var change = new { name = "Year 10", teachers = new[] { "teacher", "second" } };

        await teacher.AskAsync(HttpMethod.Put, $"/classes/{id}", change, etag: read);
        await s_service.Teacher("second").AskAsync(HttpMethod.Put, $"/classes/{id}", change, 412, read);
        await s_service.Teacher("second").GetAsync($"/classes/{id}/overview", 200);
    }

    [TestMethod]
    public async Task A_quiz_answer_tells_why_and_the_first_one_counts()
    {
        var learner = s_service.Learner("quizzed");
        var question = (await learner.GetAsync("/quiz?module=first-steps", 200)).EnumerateArray().First(q => q.GetProperty("kind").GetString() == "singleChoice");
        var id = question.GetProperty("id").GetString();

        var first = await learner.PostAsync($"/quiz/{id}/answers", new { choices = new[] { 0 } });
        var right = await learner.PostAsync($"/quiz/{id}/answers", new { choices = first.GetProperty("solution").EnumerateArray().Select(choice => choice.GetInt32()) });

        Assert.IsTrue(first.GetProperty("first").GetBoolean());
        Assert.AreEqual(question.GetProperty("options").GetArrayLength(), first.GetProperty("explanations").GetArrayLength());
        Assert.IsTrue(right.GetProperty("correct").GetBoolean());
        Assert.IsFalse(right.GetProperty("first").GetBoolean());
        await learner.PostAsync($"/quiz/{id}/answers", new { choices = new[] { 99 } }, 400);
    }

    [TestMethod]
    public async Task Services_get_the_solution_with_hidden_tests_and_verify_code()
    {
        var service = s_service.As(Roles.Service);
        var solution = await service.GetAsync($"/exercises/{Exercise}/solution", 200);
        Assert.IsTrue(solution.GetProperty("tests").EnumerateArray().Any(test => test.GetProperty("hidden").GetBoolean()));

        var wrong = await service.PostAsync($"/exercises/{Exercise}/verify", new { code = "x" });
        Assert.AreEqual(0, wrong.GetProperty("passed").GetInt32());
        Assert.AreNotEqual("", wrong.GetProperty("firstFailing").GetProperty("name").GetString());
    }

    [TestMethod]
    public async Task A_service_that_acts_for_a_learner_finds_only_what_they_may_work_on()
    {
        var (id, code) = await NewClassAsync();
        const string OfClass = "secret-of-a-class";
        await using (var database = s_service.Open())
        {
            await database.Database.ExecuteSqlAsync(
                $"""UPDATE exercises SET "ClassId" = {Guid.Parse(id)}, "Slug" = {OfClass} WHERE "Slug" = 'recipe-card'""", TestContext.CancellationToken);
            Assert.IsTrue(await database.Exercises.AnyAsync(exercise => exercise.Slug == OfClass, TestContext.CancellationToken));
        }

        await s_service.Learner("member-1").PostAsync("/classes/join", new { code });
        var (stranger, member) = (s_service.As(Roles.Guest, "stranger-1", through: "triage"), s_service.As(Roles.Learner, "member-1", through: "triage"));
        await stranger.GetAsync($"/exercises/{OfClass}", 404);
        await stranger.GetAsync($"/exercises/{OfClass}/solution", 404);
        await stranger.PostAsync($"/exercises/{OfClass}/verify", new { code = "x" }, 404);
        await stranger.GetAsync($"/exercises/{Exercise}/solution", 200);
        await member.GetAsync($"/exercises/{OfClass}/solution", 200);
        await s_service.Learner("member-1").GetAsync($"/exercises/{OfClass}/solution", 403);
    }

    [TestMethod]
    public async Task A_newcomer_is_recommended_where_the_course_begins()
    {
        var answer = await s_service.Learner("newcomer").GetAsync("/recommendation", 200);
        Assert.AreNotEqual("", answer.GetProperty("exercise").GetProperty("slug").GetString());
        StringAssert.Contains(answer.GetProperty("reason").GetString(), "“Printing” comes next");
    }

    private static async Task<(string Id, string Code)> NewClassAsync()
    {
        var made = await s_service.Teacher().PostAsync("/classes", new { name = "Year 9" }, 201);
        return (made.GetProperty("id").GetString()!, made.GetProperty("joinCode").GetString()!);
    }
}
