using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using LearnFlow.Events;
using LearnFlow.Web.Accounts;

namespace LearnFlow.Tests.Web;

/// <summary>What an attacker tries at the site's pages; XSS is tried in <see cref="FlowTests"/>, tokens and floods in <see cref="GatewayPolicyTests"/>, accounts in <see cref="AccountTests"/>.</summary>
[TestClass]
public sealed class SecurityTests
{
    private static AccountSite _accounts = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _accounts = await AccountSite.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _accounts.DisposeAsync();

    [TestMethod]
    [DataRow("/practice")]
    [DataRow("/account/sign-in")]
    [DataRow("/account/register")]
    [DataRow("/account/forgotten-password")]
    [DataRow("/account?handler=Delete")]
    [DataRow("/account?handler=Disconnect")]
    [DataRow("/account/external")]
    [DataRow("/account/two-factor?handler=Off")]
    [DataRow("/admin/users")]
    public async Task A_form_without_the_page_s_own_token_does_nothing(string address)
    {
        using var visitor = _accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(visitor, DemoAccounts.All.Single(demo => demo.Role == Roles.Administrator).Email, DemoAccounts.Password);

        using var response = await visitor.PostAsync(address, new FormUrlEncodedContent([new("current", DemoAccounts.Password)]));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("\"><img src=x onerror=alert(1)>")]
    public async Task What_is_searched_for_comes_back_as_text(string text)
    {
        using var visitor = _accounts.Site.Visitor();

        var html = await visitor.GetStringAsync($"/concepts?q={Uri.EscapeDataString(text)}");

        Assert.DoesNotContain(text, html);
    }

    [TestMethod]
    public async Task A_name_is_shown_as_text_to_administrators()
    {
        using var attacker = _accounts.Site.Visitor();
        using var registered = await attacker.SubmitAsync("/account/register", new() { ["Name"] = "<script>alert(1)</script>", ["Email"] = $"{Guid.NewGuid():N}@learnflow.example", ["Password"] = AccountSite.Password });
        using var administrator = _accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(administrator, DemoAccounts.All.Single(demo => demo.Role == Roles.Administrator).Email, DemoAccounts.Password);

        var html = await administrator.GetStringAsync("/admin/users");

        Assert.Contains("&lt;script&gt;alert(1)", html);
        Assert.DoesNotContain("<script>alert", html);
    }

    [TestMethod]
    public async Task A_learner_cannot_read_another_s_attempts()
    {
        var (visitor, _) = await _accounts.SignedInAsync();
        var own = await _accounts.LearnerAsync(visitor);
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");

        using var page = await visitor.GetAsync("/teach/learners/somebody");
        using var attempts = await visitor.GetAsync("/api/triage/attempts?learner=somebody");

        Assert.AreEqual(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.AreEqual(own, _accounts.Site.Sidecar.Requests.Last(received => received.Path.EndsWith("/attempts", StringComparison.Ordinal)).Learner);
        visitor.Dispose();
    }

    [TestMethod]
    public async Task A_teacher_reads_nothing_of_learners_whom_they_do_not_teach()
    {
        using var delivered = await _accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("of-mine", "guest1", DateTimeOffset.UtcNow, "sameError", "of mine", ["1"]));
        using var deliveredToo = await _accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("of-another", "guest2", DateTimeOffset.UtcNow, "sameError", "of another", ["1"]));
        using var teacher = _accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(teacher, DemoAccounts.All.Single(demo => demo.Role == Roles.Teacher).Email, DemoAccounts.Password);
        teacher.DefaultRequestHeaders.Add("Accept", "text/html");

        var board = await teacher.GetStringAsync("/teach");
        using var mine = await teacher.GetAsync("/teach/learners/guest1");
        using var another = await teacher.GetAsync("/teach/learners/guest2");

        Assert.Contains("of mine", board);
        Assert.DoesNotContain("of another", board);
        Assert.AreEqual(HttpStatusCode.OK, mine.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, another.StatusCode);
    }

    [TestMethod]
    public async Task A_teacher_s_live_stream_tells_of_their_learners_only()
    {
        using var teacher = _accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(teacher, DemoAccounts.All.Single(demo => demo.Role == Roles.Teacher).Email, DemoAccounts.Password);
        await using var stream = await teacher.GetStreamAsync("/teach/live");
        await using var events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
        Assert.IsTrue(await events.MoveNextAsync());

        using var another = await _accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("live-another", "guest2", DateTimeOffset.UtcNow, "sameError", "Why", ["1"]));
        using var mine = await _accounts.Site.Sidecar.DeliverAsync(new StruggleDetected("live-mine", "guest1", DateTimeOffset.UtcNow, "sameError", "Why", ["1"]));

        Assert.IsTrue(await events.MoveNextAsync());
        Assert.Contains("live-mine", events.Current.Data);
    }

    [TestMethod]
    public async Task Nobody_but_an_administrator_gives_roles_and_not_to_themselves()
    {
        using var administrator = _accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(administrator, DemoAccounts.All.Single(demo => demo.Role == Roles.Administrator).Email, DemoAccounts.Password);
        var own = await _accounts.LearnerAsync(administrator);
        var (learner, _) = await _accounts.SignedInAsync();
        var theirs = await _accounts.LearnerAsync(learner);

        using var refused = await administrator.SubmitAsync("/admin/users", new() { ["id"] = own, ["role"] = Roles.Learner });
        using var given = await administrator.SubmitAsync("/admin/users", new() { ["id"] = theirs, ["role"] = Roles.Teacher });
        using var unknown = await administrator.SubmitAsync("/admin/users", new() { ["id"] = theirs, ["role"] = Roles.Service });
        using var still = await administrator.GetAsync("/admin/users");

        Assert.AreEqual(HttpStatusCode.OK, still.StatusCode, "The administrator is one still.");
        Assert.AreEqual(HttpStatusCode.NotFound, unknown.StatusCode);
        learner.Dispose();
    }

    [TestMethod]
    public async Task A_request_whose_headers_never_end_is_cut_off()
    {
        await using var site = await Site.StartAsync(("Gateway:HeaderSeconds", "1"));
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));

        using var answer = new StreamReader(stream);
        var text = await answer.ReadToEndAsync(); // ends when the server closes the connection

        Assert.Contains("408", text);
    }

    [TestMethod]
    public async Task A_form_over_the_limit_is_refused()
    {
        using var visitor = _accounts.Site.Visitor();
        using var body = new StringContent("Code=" + new string('x', 1024 * 1024 + 1), Encoding.ASCII, "application/x-www-form-urlencoded");

        using var response = await visitor.PostAsync("/practice", body);

        Assert.IsTrue(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, response.StatusCode.ToString());
    }
}
