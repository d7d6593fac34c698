using LearnFlow.Web.Accounts;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class CourseReaderTests
{
    [TestMethod]
    public async Task The_course_is_read_once_for_all_learners_and_anew_for_who_may_publish()
    {
        await using var accounts = await AccountSite.StartAsync();
        using var guest = accounts.Site.Visitor();
        using var another = accounts.Site.Visitor();
        using var teacher = accounts.Site.Visitor();
        using var signedIn = await AccountSite.SignInAsync(teacher, DemoAccounts.All.Single(demo => demo.Role == Roles.Teacher).Email, DemoAccounts.Password);

        foreach (var page in (string[])["/learn", "/practice", "/exercises/sum-of-evens"])
        {
            Assert.Contains("/exercises/sum-of-evens", await guest.GetStringAsync(page));
            await another.GetStringAsync(page);
        }

        Assert.AreEqual(1, Readings());
        await teacher.GetStringAsync("/learn");
        Assert.AreEqual(2, Readings());

        int Readings() => accounts.Site.Sidecar.Requests.Count(received => received.Path == "/v1.0/invoke/exercises/method/exercises");
    }
}
