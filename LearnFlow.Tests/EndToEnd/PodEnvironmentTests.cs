using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Kubernetes;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>
/// The system as a cluster runs it: each service with the environment of its pod in deploy/overlays/local in place of the host's.
/// </summary>
[TestClass]
public sealed class PodEnvironmentTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task The_learning_flow_works_with_what_the_pods_are_given()
    {
        var manifests = await Manifests.OfAsync("local");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.LearnFlow_AppHost>(Cancellation);
        var postgres = builder.Resources.OfType<PostgresServerResource>().Single();
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToList())
        {
            var pod = VariablesOf(manifests, service.Name);
            builder.CreateResourceBuilder(service).WithEnvironment(async environment =>
            {
                var variables = environment.EnvironmentVariables;
                foreach (var name in variables.Keys.Where(name => !IsOfSurroundings(name)).ToList())
                    variables.Remove(name);
                foreach (var (name, value) in pod.Where(v => !IsOfSurroundings(v.Key)))
                    variables[name] = await InThisHostAsync(value, postgres);
            });
        }

        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Cancellation);
        using var learner = new HttpClient { BaseAddress = app.GetEndpoint("web", "http") };

        var struggle = await learner.DivideByZeroUntilNudgedAsync(Cancellation);

        Assert.Contains("ZeroDivisionError", struggle.GetProperty("reason").GetString()!);
        // It is not a developer's system, and it believes the proxy in front of it.
        Assert.AreEqual(404, (int)(await learner.GetAsync("/account/mailbox", Cancellation)).StatusCode);
        using var behindProxy = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "Host", "learnflow.example" } } };
        using var page = await learner.SendAsync(behindProxy, Cancellation);
        Assert.IsTrue(page.Headers.Contains("Strict-Transport-Security"));
        Assert.IsTrue(page.Headers.GetValues("Set-Cookie").All(c => c.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
    }

    // A pod has its own port, home and sidecar.
    private static bool IsOfSurroundings(string variable) =>
        variable is "ASPNETCORE_URLS" or "HTTP_PORTS" or "HOME" or "APP_API_TOKEN" || variable.StartsWith("DAPR_", StringComparison.Ordinal);

    private static Dictionary<string, string> VariablesOf(Manifests manifests, string service)
    {
        var container = manifests.Kind("Deployment").Single(d => d.Name() == service)["spec"]!["template"]!["spec"].List("containers").Single();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in container.List("envFrom"))
        {
            if (source["configMapRef"].Text("name") is { } map)
                foreach (var (name, value) in Data("ConfigMap", map)) variables[name] = value!.GetValue<string>();
            if (source["secretRef"].Text("name") is { } secret)
                foreach (var (name, value) in Data("Secret", secret)) variables[name] = Encoding.UTF8.GetString(Convert.FromBase64String(value!.GetValue<string>()));
        }
        foreach (var variable in container.List("env").Where(v => v.Text("value") is not null))
            variables[variable.Text("name")!] = variable.Text("value")!;
        return variables;

        JsonObject Data(string kind, string name) => manifests.Kind(kind).Single(o => o.Name() == name)["data"]!.AsObject();
    }

    // The names and secrets of the cluster, as they are here.
    private async Task<string> InThisHostAsync(string value, PostgresServerResource postgres)
    {
        var host = await postgres.PrimaryEndpoint.Property(EndpointProperty.Host).GetValueAsync(Cancellation);
        var port = await postgres.PrimaryEndpoint.Property(EndpointProperty.Port).GetValueAsync(Cancellation);
        return value.Replace("Host=postgres;Port=5432", $"Host={host};Port={port}", StringComparison.Ordinal)
            .Replace("<postgres-password>", await postgres.PasswordParameter.GetValueAsync(Cancellation), StringComparison.Ordinal)
            .Replace("<ai-key>", "", StringComparison.Ordinal);
    }
}
