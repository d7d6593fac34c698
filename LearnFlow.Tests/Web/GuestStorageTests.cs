using LearnFlow.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class GuestStorageTests
{
    [TestMethod]
    public async Task A_guest_is_the_same_learner_on_every_replica_and_after_a_restart()
    {
        var identitydb = ("ConnectionStrings:identitydb", await SharedBackends.NewDatabaseNameAsync());
        string cookie, learner;
        await using (var first = await Site.StartAsync(identitydb))
        {
            using var visitor = first.Visitor();
            using var response = await visitor.GetAsync("/");
            cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("learnflow-guest=", StringComparison.Ordinal)).Split(';')[0];
            learner = await LearnerSeenByAsync(first, cookie);
            Assert.AreEqual(1, await KeysAsync(first));
        }

        await using var second = await Site.StartAsync(identitydb);

        Assert.AreEqual(learner, await LearnerSeenByAsync(second, cookie));
        Assert.AreEqual(1, await KeysAsync(second));
    }

    private static async Task<string> LearnerSeenByAsync(Site site, string cookie)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/triage/struggles");
        request.Headers.Add("Cookie", cookie);
        using var response = await visitor.SendAsync(request);
        return site.Sidecar.Requests.Last(received => received.Path.EndsWith("/struggles", StringComparison.Ordinal)).Learner;
    }

    private static async Task<int> KeysAsync(Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().DataProtectionKeys.CountAsync();
    }
}
