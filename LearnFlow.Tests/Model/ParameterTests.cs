using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Tests.Model;

[TestClass]
public sealed class ParameterTests
{
    [TestMethod]
    public async Task A_parameter_is_read_from_configuration()
    {
        var builder = DistributedApplication.CreateBuilder(["--Parameters:region=eu"]);
        Assert.AreEqual("eu", await builder.AddParameter("region").Resource.GetValueAsync(default));
    }

    [TestMethod]
    public async Task A_parameter_without_value_is_named_with_its_key()
    {
        var region = DistributedApplication.CreateBuilder().AddParameter("region");
        var error = await Assert.ThrowsExactlyAsync<MissingParameterValueException>(async () => await region.Resource.GetValueAsync(default));
        Assert.Contains("Parameters:region", error.Message);
    }

    [TestMethod]
    public async Task A_key_with_underscores_stands_for_a_name_with_hyphens()
    {
        var builder = DistributedApplication.CreateBuilder(["--Parameters:api_key=x"]);
        Assert.AreEqual("x", await builder.AddParameter("api-key").Resource.GetValueAsync(default));
    }

    [TestMethod]
    public void A_secret_is_never_published()
    {
        var builder = DistributedApplication.CreateBuilder();
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddParameter("key", "x", publishValueAsDefault: true, secret: true));
    }

    [TestMethod]
    public void A_generated_value_keeps_its_rules()
    {
        var rules = new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 12 };
        var value = rules.GetDefaultValue();
        Assert.HasCount(40, value);
        Assert.IsGreaterThanOrEqualTo(12, value.Count(char.IsAsciiDigit));
        Assert.IsTrue(value.All(char.IsAsciiLetterOrDigit));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1st")]
    [DataRow("a--b")]
    [DataRow("a-")]
    [DataRow("a_b")]
    public void A_resource_has_a_plain_name(string name)
    {
        var builder = DistributedApplication.CreateBuilder();
        Assert.Throws<ArgumentException>(() => builder.AddExecutable(name, "app", "."));
    }

    [TestMethod]
    public void Two_resources_cannot_share_a_name()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddParameter("region");
        Assert.ThrowsExactly<DistributedApplicationException>(() => builder.AddParameter("Region"));
    }
}
