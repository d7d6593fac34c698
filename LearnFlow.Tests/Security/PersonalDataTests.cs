using System.Text;
using LearnFlow.Events;
using LearnFlow.DaprSidecar;
using LearnFlow.PersonalData;
using LearnFlow.Tests.Dapr;
using LearnFlow.Tests.Exercises;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Tests.Web;
using LearnFlow.Triage;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Help;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Security;

/// <summary>What is kept about a person is one table; somebody who leaves leaves no trace in any store.</summary>
[TestClass]
public sealed class PersonalDataTests
{
    private const string Leaver = "leaver-7f3a9c";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Every_service_gives_and_erases_exactly_its_rows_of_the_table()
    {
        var services = await RunningService.StartAllAsync(new TestIssuer(), Cancellation);
        try
        {
            foreach (var service in services)
            {
                using var scope = service.Services.CreateScope();
                CollectionAssert.AreEquivalent(
                    KeptAboutPeople.ErasableBy(service.Name).Select(kept => kept.Name).ToList(),
                    scope.ServiceProvider.GetServices<IPersonalData>().Select(data => data.Name).ToList(), service.Name);
            }
        }
        finally
        {
            foreach (var service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    [TestMethod]
    public async Task The_documentation_is_the_table()
    {
        var text = new StringBuilder("# What is kept about people\n\nWritten from `LearnFlow.ServiceDefaults/PersonalData/KeptAboutPeople.cs` by PersonalDataTests (LEARNFLOW_UPDATE_ROUTES=1). ")
            .Append("The page /data shows the same table; the export holds every row that is erased with the account.\n\n")
            .Append("| Name | What | Why | How long | Where | Erased with the account |\n|---|---|---|---|---|---|\n");
        foreach (var kept in KeptAboutPeople.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {kept.Name} | {kept.What} | {kept.Why} | {kept.HowLong} | {kept.Service}: {kept.Store} | {(kept.IsErasable ? "yes" : "no")} |\n");
        }

        var file = Path.Combine(Repository.Root, "docs", "data.md");
        if (Environment.GetEnvironmentVariable("LEARNFLOW_UPDATE_ROUTES") == "1")
        {
            await File.WriteAllTextAsync(file, text.ToString(), Cancellation);
        }

        Assert.AreEqual(text.ToString(), await File.ReadAllTextAsync(file, Cancellation));
    }

    [TestMethod]
    public async Task Somebody_who_leaves_leaves_no_trace_in_Exercises()
    {
        await using var server = await ExercisesDatabase.StartAsync();
        await using var service = await ExercisesHost.StartAsync(server, StaticSandbox.ByWord, Cancellation);
        var (leaver, stayer) = (service.As(Roles.Teacher, Leaver), service.Learner("stayer"));
        foreach (var person in new[] { leaver, stayer })
        {
            await person.PostAsync("/exercises/door-sign/submissions", new { code = "right" });
            await person.AskAsync(HttpMethod.Put, "/drafts/door-sign", new { code = "right" }, etag: "\"0\"");
            await person.PostAsync("/drafts/door-sign/versions", new { code = "right" });
            await person.PostAsync("/shares", new { title = "Mine", code = "right" });
            var question = (await person.GetAsync("/quiz?module=first-steps", 200))[0].GetProperty("id").GetString();
            await person.PostAsync($"/quiz/{question}/answers", new { choices = new[] { 0 } });
        }

        await leaver.PostAsync("/classes", new { name = "Leaving" }, 201, key: "a-key");
        var code = (await service.Teacher().PostAsync("/classes", new { name = "Staying" }, 201)).GetProperty("joinCode").GetString();
        await leaver.PostAsync("/classes/join", new { code, name = "Leo" });
        await DeliverAsync(new QuizAnswered("q-1", Leaver, DateTimeOffset.UtcNow, "printing", "question", true));
        await DeliverAsync(new QuizAnswered("q-2", "stayer", DateTimeOffset.UtcNow, "printing", "question", true));
        var before = await Traces.InAsync(service.Connection, Leaver, Cancellation);
        Assert.IsGreaterThanOrEqualTo(10, before.Count, string.Join(", ", before));
        var export = await leaver.GetAsync("/personal-data", 200);
        foreach (var kept in new[] { "submissions", "drafts", "versions", "shares" })
        {
            Assert.AreEqual(1, export.GetProperty(kept).GetArrayLength(), kept);
        }

        await DeliverAsync(new LearnerDeleted("d-1", Leaver, DateTimeOffset.UtcNow));
        await DeliverAsync(new LearnerDeleted("d-1", Leaver, DateTimeOffset.UtcNow));

        var left = await Traces.InAsync(service.Connection, Leaver, Cancellation);
        Assert.IsEmpty(left, string.Join(", ", left));
        Assert.IsGreaterThanOrEqualTo(4, (await Traces.InAsync(service.Connection, "stayer", Cancellation)).Count, "Others keep theirs.");

        async Task DeliverAsync<TEvent>(TEvent learningEvent) where TEvent : ILearningEvent
        {
            var sidecar = service.AsSidecar();
            await sidecar.PostAsync("/events/learning", new { type = TEvent.Type, data = learningEvent });
        }
    }

    [TestMethod]
    public async Task Somebody_who_leaves_leaves_no_trace_in_the_state_store()
    {
        var state = await Backends.NewDatabaseAsync();
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "triage", Components = [Backends.State(state) with { Name = Topics.StateStore }] });
        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton(TimeProvider.System).AddSingleton(dapr.Client)
            .AddAttempts().AddStruggles().AddPersonalData()
            .AddSingleton<IHelpRecords, DaprHelpRecords>().AddSingleton<IConversations>(provider => provider.GetRequiredService<DaprConversations>())
            .AddSingleton<IParkedEvents, DaprParkedEvents>()
            .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build())
            .BuildServiceProvider();
        var windows = services.GetRequiredService<ILearnerWindows>();
        foreach (var learner in new[] { Leaver, "stayer" })
        {
            await windows.TrySaveAsync(LearnerWindow.Empty(learner), "", Cancellation);
            await services.GetRequiredService<IConversations>().SaveAsync(learner, "steps", [], new Turn("why?", "look"), Cancellation);
            await services.GetRequiredService<IHelpRecords>().SaveAsync(
                new HelpRecord(Guid.NewGuid().ToString(), learner, DateTimeOffset.UtcNow, "steps", 1, "syntax", null, "offline"), Cancellation);
            await services.GetRequiredService<IParkedEvents>().ParkAsync(
                new ParkedEvent($"parked-{learner}", learner, "t", "code.executed", DateTimeOffset.UtcNow, "broken", System.Text.Json.JsonSerializer.SerializeToElement(new { learner })), Cancellation);
        }

        Assert.IsNotEmpty(await Traces.InAsync(state, Leaver, Cancellation));
        foreach (var data in services.GetServices<IPersonalData>())
        {
            Assert.IsNotNull(await data.ExportAsync(Leaver, Cancellation), data.Name);
            await data.EraseAsync(Leaver, Cancellation);
            await data.EraseAsync(Leaver, Cancellation);
        }

        var left = await Traces.InAsync(state, Leaver, Cancellation);
        Assert.IsEmpty(left, string.Join(", ", left));
        Assert.IsNotEmpty(await Traces.InAsync(state, "stayer", Cancellation));
    }

    [TestMethod]
    public async Task Somebody_who_leaves_leaves_no_trace_in_the_accounts_and_their_old_cookie_opens_nothing()
    {
        await using var accounts = await AccountSite.StartAsync();
        using var visitor = accounts.Site.Visitor();
        using var first = await visitor.GetAsync("/", Cancellation);
        var cookie = first.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("learnflow-guest=", StringComparison.Ordinal)).Split(';')[0];
        var id = await accounts.LearnerAsync(visitor);
        var email = await accounts.RegisterAsync(visitor);
        using var signedIn = await AccountSite.SignInAsync(visitor, email);
        using var delivered = await accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("s-1", id, DateTimeOffset.UtcNow, "sameError", "why", []));
        using var program = accounts.Site.Visitor();
        using var issued = await program.PostAsync("/api/token", System.Net.Http.Json.JsonContent.Create(new { email, password = AccountSite.Password }), Cancellation);
        var token = System.Text.Json.JsonDocument.Parse(await issued.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("accessToken").GetString();

        using var deleted = await visitor.SubmitAsync("/account?handler=Delete", new() { ["current"] = AccountSite.Password }, "/account");

        foreach (var trace in new[] { id, email })
        {
            var left = await Traces.InAsync(accounts.Connection, trace, Cancellation);
            Assert.IsEmpty(left, string.Join(", ", left));
        }

        var told = accounts.Site.Sidecar.Requests.Single(request => request.Path == "/v1.0/publish/pubsub/learning-events");
        Assert.IsNotNull(told);
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var withToken = await program.GetAsync("/api/triage/struggles", Cancellation);
        Assert.AreEqual(401, (int)withToken.StatusCode, "A token of a deleted account opens nothing.");
        using var another = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = accounts.Site.Address };
        another.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.AreNotEqual(id, await accounts.LearnerAsync(another), "An old cookie is a new guest's.");
        using var late = await accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("s-2", id, DateTimeOffset.UtcNow, "sameError", "why", []));
        Assert.IsEmpty(await Traces.InAsync(accounts.Connection, id, Cancellation));
    }
}
