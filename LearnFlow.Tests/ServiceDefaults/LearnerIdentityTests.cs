using System.Net;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class LearnerIdentityTests
{
    [TestMethod]
    public async Task An_endpoint_that_needs_the_learner_answers_401_without_one()
    {
        await using var service = await ServiceHost.StartAsync();

        var problem = await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);

        Assert.Contains(LearnerIdentity.Header, problem.Detail!);
    }

    [TestMethod]
    [DataRow("two words")]
    [DataRow("a/b")]
    [DataRow("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_header_that_is_no_id_is_refused(string id)
    {
        await using var service = await ServiceHost.StartAsync();
        service.Client.DefaultRequestHeaders.Add(LearnerIdentity.Header, id);

        await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    [DataRow("ada", true)]
    [DataRow("guest-3f_A", true)]
    [DataRow("", false)]
    [DataRow("ada\n", false)]
    [DataRow("adé", false)]
    [DataRow(null, false)]
    public void An_id_is_1_to_64_plain_letters_digits_hyphens_or_underscores(string? id, bool valid) =>
        Assert.AreEqual(valid, LearnerIdentity.IsLearnerId(id));
}
