using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Tests.Model;

[TestClass]
public sealed class ReferenceTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--Parameters:postgres-password=p@ss"]);

    [TestMethod]
    public async Task A_reference_to_a_database_gives_its_connection_string_and_its_parts()
    {
        var database = _builder.AddPostgres("postgres").WithEndpoint("tcp", e => e.AllocatedEndpoint = new(e, "localhost", 5433)).AddDatabase("catalog-db", "catalog");
        var app = _builder.AddExecutable("app", "app", ".").WithReference(database);

        var environment = await app.Resource.GetEnvironmentVariableValuesAsync();

        Assert.AreEqual("Host=localhost;Port=5433;Username=postgres;Password=p@ss;Database=catalog", environment["ConnectionStrings__catalog-db"]);
        Assert.AreEqual("localhost", environment["CATALOG_DB_HOST"]);
        Assert.AreEqual("5433", environment["CATALOG_DB_PORT"]);
        Assert.AreEqual("postgresql://postgres:p%40ss@localhost:5433/catalog", environment["CATALOG_DB_URI"]);
        Assert.AreEqual("catalog", environment["CATALOG_DB_DATABASENAME"]);
    }

    [TestMethod]
    public async Task A_reference_to_a_service_names_its_endpoints_for_service_discovery()
    {
        var service = _builder.AddProject("my-api", "Api.csproj", o => o.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(port: 5000).WithHttpEndpoint(port: 5001, name: "admin");
        foreach (var endpoint in service.Resource.Annotations.OfType<EndpointAnnotation>())
            endpoint.AllocatedEndpoint = new(endpoint, "localhost", endpoint.Port!.Value);
        var app = _builder.AddExecutable("app", "app", ".").WithReference(service);

        var environment = await app.Resource.GetEnvironmentVariableValuesAsync();

        Assert.AreEqual("http://localhost:5000", environment["services__my-api__http__0"]);
        Assert.AreEqual("http://localhost:5001", environment["services__my-api__admin__0"]);
        Assert.AreEqual("http://localhost:5000", environment["MY_API_HTTP"]);
        Assert.AreEqual("http://localhost:5001", environment["MY_API_ADMIN"]);
    }

    [TestMethod]
    public async Task A_value_waits_for_the_address_of_its_endpoint()
    {
        var tool = _builder.AddExecutable("tool", "tool", ".").WithHttpEndpoint();
        var app = _builder.AddExecutable("app", "app", ".").WithEnvironment("TOOL", $"{tool.GetEndpoint("http")}/v1");

        var pending = app.Resource.GetEnvironmentVariableValuesAsync().AsTask();
        Assert.IsFalse(pending.IsCompleted);
        tool.WithEndpoint("http", e => e.AllocatedEndpoint = new(e, "localhost", 4711));

        Assert.AreEqual("http://localhost:4711/v1", (await pending)["TOOL"]);
    }

    [TestMethod]
    public void Whoever_waits_for_a_database_waits_for_its_server_too()
    {
        var database = _builder.AddPostgres("postgres").AddDatabase("db");
        var app = _builder.AddExecutable("app", "app", ".").WaitFor(database);

        var waits = app.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name);

        Assert.AreSequenceEqual(["postgres", "db"], waits);
    }

    [TestMethod]
    public void A_resource_cannot_wait_for_itself()
    {
        var app = _builder.AddExecutable("app", "app", ".");
        Assert.ThrowsExactly<DistributedApplicationException>(() => app.WaitFor(app));
    }

    [TestMethod]
    public void An_endpoint_that_is_not_there_is_named_with_those_that_are()
    {
        var app = _builder.AddExecutable("app", "app", ".").WithHttpEndpoint();
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => app.GetEndpoint("https").EndpointAnnotation);
        Assert.Contains("`https`", error.Message);
        Assert.Contains("Available endpoints: `http`", error.Message);
    }
}
