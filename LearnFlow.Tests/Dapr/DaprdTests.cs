using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.DaprSidecar.State.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Dapr;

/// <summary>What the sidecars' programs are given: LearnFlow's for all apps, or, with DaprPath, daprd for each.</summary>
[TestClass]
public sealed class DaprdTests
{
    private const string Database = "Host=db;Port=5432;Username=me;Password=it's;Database=state";

    [TestMethod]
    public async Task Daprd_runs_for_each_app_with_its_flags_components_as_files_and_secrets_by_its_environment()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-fake-daprd-");
        var daprd = Path.Combine(folder.FullName, "daprd");
        await File.WriteAllTextAsync(daprd, "");
        using var model = await DaprModel.CreateAsync(folder, daprd);

        var triage = model.Executable("triage-dapr-cli");
        var arguments = await DaprModel.ArgumentsAsync(triage);
        var environment = await model.EnvironmentAsync(triage);
        var resources = arguments.Single(a => a.StartsWith("--resources-path=", StringComparison.Ordinal))["--resources-path=".Length..];
        var component = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(resources, "statestore.yaml"))).RootElement;

        Assert.AreEqual(daprd, triage.Command);
        Assert.AreEqual(daprd, model.Executable("web-dapr-cli").Command);
        CollectionAssert.IsSubsetOf(new[] { "--app-id=triage", "--app-port=5301", "--app-channel-address=127.0.0.1", "--app-protocol=http",
            "--dapr-http-port=3501", "--dapr-grpc-port=50011" }, arguments);
        Assert.AreEqual("""host='db' port='5432' user='me' password='it\'s' database='state'""", environment["COMPONENT_STATESTORE_CONNECTIONSTRING"]);
        Assert.AreEqual("state.postgresql", component.GetProperty("spec").GetProperty("type").GetString());
        Assert.AreEqual("COMPONENT_STATESTORE_CONNECTIONSTRING", component.GetProperty("spec").GetProperty("metadata")[0].GetProperty("envRef").GetString());
        Assert.IsFalse(component.GetRawText().Contains("it's", StringComparison.Ordinal), "no secret in the file");
        Assert.AreNotEqual(environment["DAPR_API_TOKEN"], (await model.EnvironmentAsync(model.Executable("web-dapr-cli")))["DAPR_API_TOKEN"], "each app has a token of its own");
        Assert.IsFalse(arguments.Any(a => a.Contains((string)environment["DAPR_API_TOKEN"], StringComparison.Ordinal)), "no secret in the command line");
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public async Task LearnFlows_sidecar_serves_all_apps_and_each_app_is_given_its_own_tokens()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-sidecar-");
        using var model = await DaprModel.CreateAsync(folder, daprPath: null);

        var program = model.Executable("dapr");
        var arguments = await DaprModel.ArgumentsAsync(program);
        var environment = await model.EnvironmentAsync(program);

        Assert.IsTrue(File.Exists(program.Command), program.Command);
        var separator = arguments.IndexOf("--");
        Assert.Contains("--app-id=triage", arguments[..separator]);
        Assert.Contains("--app-id=web", arguments[separator..]);
        foreach (var app in new[] { "triage", "web" })
        {
            var variables = await model.EnvironmentAsync(model.App(app));
            Assert.AreEqual(environment[$"DAPR_API_TOKEN_{app.ToUpperInvariant()}"], variables["DAPR_API_TOKEN"]);
            Assert.AreEqual(environment[$"APP_API_TOKEN_{app.ToUpperInvariant()}"], variables["APP_API_TOKEN"]);
            Assert.IsTrue(model.App(app).Annotations.OfType<HealthCheckAnnotation>().Any(h => h.Key.StartsWith($"dapr_{app}-http", StringComparison.Ordinal)),
                "an app is healthy only when its sidecar is");
        }
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public void A_DaprPath_that_does_not_exist_is_said()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        builder.AddDapr(o => o.DaprPath = "/nowhere/daprd");

        var failure = Assert.ThrowsExactly<DistributedApplicationException>(() => builder.AddExecutable("app", "true", ".").WithDaprSidecar());

        StringAssert.Contains(failure.Message, "/nowhere/daprd");
    }

    [TestMethod]
    [DataRow("Host=db;Port=1;Username=u;Password=p;Database=d")]
    [DataRow("host='db' port='1' user='u' password='p' database='d'")]
    public void A_connection_string_of_NET_becomes_words_that_mean_the_same(string text)
    {
        var words = PgxConnectionString.From(text);

        Assert.AreEqual("host='db' port='1' user='u' password='p' database='d'", words);
        Assert.AreEqual("p", ConnectionString.Parse(words).Password);
    }

    [TestMethod]
    [DataRow("host=db port=1 user=u password=p dbname=d")]
    [DataRow("postgres://u:p@db:1/d")]
    public void A_connection_string_that_daprd_reads_stays_as_it_is(string text)
    {
        Assert.AreEqual(text, PgxConnectionString.From(text));
        Assert.AreEqual("p", ConnectionString.Parse(text).Password);
    }

    /// <summary>Two apps with sidecars, whose ports are fixed so that nothing need be started.</summary>
    private sealed class DaprModel : IDisposable
    {
        private readonly DistributedApplication _application;
        private readonly DistributedApplicationModel _resources;

        private DaprModel(DistributedApplication application)
        {
            _application = application;
            _resources = application.Services.GetRequiredService<DistributedApplicationModel>();
        }

        public static async Task<DaprModel> CreateAsync(DirectoryInfo data, string? daprPath)
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, Args = [$"--LearnFlow:DataPath={data.FullName}/data"] });
            builder.AddDapr(o => o.DaprPath = daprPath);
            var state = builder.AddDaprComponent("statestore", "state.postgresql").WithMetadata("connectionString", ReferenceExpression.Create($"{Database}"));
            foreach (var (name, port, http, grpc) in new[] { ("triage", 5301, 3501, 50011), ("web", 5302, 3502, 50012) })
            {
                builder.AddExecutable(name, "true", ".").WithHttpEndpoint(port: port, isProxied: false)
                    .WithDaprSidecar(s => s.WithOptions(new() { DaprHttpPort = http, DaprGrpcPort = grpc }).WithReference(state));
            }
            var model = new DaprModel(builder.Build());
            foreach (var resource in model._resources.Resources)
            {
                foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                {
                    endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "127.0.0.1", endpoint.Port!.Value);
                }
            }
            foreach (var executable in model._resources.Resources.OfType<ExecutableResource>())
            {
                await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(executable, model._application.Services));
            }
            return model;
        }

        public ExecutableResource Executable(string name) => _resources.Resources.OfType<ExecutableResource>().Single(r => r.Name == name);

        public IResource App(string name) => _resources.Resources.Single(r => r.Name == name);

        public static async Task<List<string>> ArgumentsAsync(IResource resource)
        {
            var context = new CommandLineArgsCallbackContext([], resource, CancellationToken.None);
            foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            {
                await annotation.Callback(context);
            }
            return [.. context.Args.Cast<string>()];
        }

        public async Task<Dictionary<string, object>> EnvironmentAsync(IResource resource)
        {
            var context = new EnvironmentCallbackContext(_application.Services.GetRequiredService<DistributedApplicationExecutionContext>(), resource);
            foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            {
                await annotation.Callback(context);
            }
            return context.EnvironmentVariables;
        }

        public void Dispose() => _application.Dispose();
    }
}
