#pragma warning disable ASPIREPROBES001 // Aspire marks WithHttpProbe as experimental.
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>A line in a model is all that a new service needs, and all that the model says means something.</summary>
[TestClass]
public sealed class NewServiceTests
{
    private static readonly string s_project = Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Fixtures", "Shop.Api", "Shop.Api.csproj");

    [TestMethod]
    public async Task A_service_with_a_database_reference_appears_in_manifest_and_Kubernetes_output()
    {
        var (before, beforeManifest) = await PublishAsync((builder, _) => builder.AddProject("old", s_project));
        var (after, manifest) = await PublishAsync((builder, database) =>
        {
            builder.AddProject("old", s_project);
            builder.AddProject("reports", s_project).WithReference(database);
        });

        Assert.IsNull(beforeManifest["resources"]!["reports"]);
        Assert.AreEqual("{reportsdb.connectionString}", manifest["resources"]!["reports"]!["env"].Text("ConnectionStrings__reportsdb"));
        Assert.DoesNotContain("reports.yaml", before.Keys.Select(Path.GetFileName));
        Assert.Contains("reports.yaml", after["base/kustomization.yaml"]);
        var objects = Manifests.Parse(after["base/reports.yaml"]);
        Assert.AreSequenceEqual(["ServiceAccount", "ConfigMap", "Service", "Deployment"], objects.Select(o => o.Kind()).ToList());
        var container = objects[3]["spec"]!["template"]!["spec"].List("containers").Single();
        Assert.AreEqual("reports-secrets", container.List("envFrom").Last()["secretRef"].Text("name"));
        Assert.Contains("ConnectionStrings__reportsdb=Host=postgres;Port=5432;Username=postgres;Password=<postgres-password>;Database=reportsdb",
            after["overlays/local/secrets.example/reports-secrets.env"]);
        Assert.Contains("Host=<postgres-host>", after["overlays/production/secrets.example/reports-secrets.env"]);
        Assert.Contains("SSL Mode=VerifyFull", after["overlays/production/secrets.example/reports-secrets.env"]);
        Assert.Contains("app.kubernetes.io/name: reports", after["overlays/local/postgres.yaml"]);
        Assert.Contains("CREATE DATABASE \"reportsdb\"", after["overlays/local/postgres.yaml"]);
        Assert.Contains("name: reports", after["overlays/production/scaling.yaml"]);
    }

    [TestMethod]
    public async Task Replicas_external_endpoints_parameters_and_probes_mean_something()
    {
        var (files, _) = await PublishAsync((builder, _) =>
        {
            var address = builder.AddParameter("mail-endpoint", "https://mail.example.org");
            var key = builder.AddParameter("mail-key", "hunter2", secret: true);
            builder.AddProject("shop", s_project).WithReplicas(3).WithExternalHttpEndpoints().WithHttpProbe(ProbeType.Liveness, "/alive")
                .WithEnvironment("MAIL_ENDPOINT", address).WithEnvironment("MAIL_KEY", key)
                .WithEnvironment("LOGIN", builder.AddParameter("login-authority", "https://login.example.org"));
        }, "--Kubernetes:Resources:shop:CpuLimit=1500m", "--Kubernetes:Host=shop.test");

        Assert.Contains("count: 3", files["overlays/local/kustomization.yaml"]);
        Assert.Contains("minReplicas: 3", files["overlays/production/scaling.yaml"]);
        Assert.Contains("host: shop.test", files["components/ingress/objects.yaml"]);
        Assert.Contains("MAIL_ENDPOINT: https://mail.example.org", files["base/shop.yaml"]);
        Assert.Contains("cpu: 1500m", files["base/shop.yaml"]);
        Assert.Contains("path: /alive", files["base/shop.yaml"]);
        Assert.Contains("port: 443", files["components/mail-endpoint/objects.yaml"]);
        Assert.Contains("port: 443", files["components/login-authority/objects.yaml"]);
        Assert.Contains("MAIL_KEY=<mail-key>", files["overlays/production/secrets.example/shop-secrets.env"]);
        Assert.DoesNotContain("hunter2", string.Concat(files.Values));
    }

    [TestMethod]
    public async Task A_probe_of_a_project_asks_its_http_port_and_its_readiness_tells_the_sidecar_too()
    {
        var (files, _) = await PublishAsync((builder, _) => builder.AddProject("shop", s_project, launchProfileName: "https")
            .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0, periodSeconds: 7).WithDaprSidecar());

        var template = Manifests.Parse(files["base/shop.yaml"]).Single(o => o.Kind() == "Deployment")["spec"]!["template"]!;
        var container = template["spec"].List("containers").Single();
        Assert.AreEqual("/health http", Asks(container["readinessProbe"]));
        Assert.AreEqual(7, container["readinessProbe"]!["periodSeconds"]!.GetValue<int>());
        Assert.AreEqual("/health http", Asks(container["startupProbe"]));
        Assert.AreEqual("http", container["livenessProbe"]!["tcpSocket"].Text("port"));
        Assert.AreEqual("/health", template["metadata"]!["annotations"].Text("dapr.io/app-health-check-path"));

        static string Asks(JsonNode? probe) => $"{probe!["httpGet"].Text("path")} {probe["httpGet"].Text("port")}";
    }

    [TestMethod]
    public async Task A_project_that_migrates_its_database_has_a_job_and_pods_that_wait_for_it()
    {
        var (files, _) = await PublishAsync((builder, database) => builder.AddProject("shop", s_project).WithReference(database).WithMigrationJob());

        var objects = Manifests.Parse(files["base/shop.yaml"]);
        var job = objects.Single(o => o.Kind() == "Job");
        Assert.AreEqual("shop-migrate", job.Name());
        Assert.AreSequenceEqual(["--migrate"], new Pods(job).Containers.Single().Texts("args").ToList());
        var waiting = new Pods(objects.Single(o => o.Kind() == "Deployment")).Spec.List("initContainers").Single();
        Assert.AreSequenceEqual(["--await-migrations"], waiting.Texts("args").ToList());
        Assert.Contains("shop-migrate", files["overlays/local/postgres.yaml"]);
    }

    [TestMethod]
    [DataRow("eu", "https://eu.example.org")]
    [DataRow("us", "https://example.org")]
    public async Task A_conditional_value_is_its_branch(string region, string expected)
    {
        var (files, _) = await PublishAsync((builder, _) =>
        {
            var value = ReferenceExpression.CreateConditional(builder.AddParameter("region", region).Resource, "eu",
                ReferenceExpression.Create($"https://eu.example.org"), ReferenceExpression.Create($"https://example.org"));
            builder.AddProject("shop", s_project).WithEnvironment("ADDRESS", value);
        });
        Assert.Contains($"ADDRESS: {expected}\n", files["base/shop.yaml"]);
    }

    [TestMethod]
    public async Task Files_that_sidecars_read_are_published_as_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-dapr-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "resiliency.yaml"),
            "apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: {name: calm}\nspec: {policies: {}, targets: {}}\n");
        var (files, _) = await PublishAsync((builder, _) => builder.AddProject("shop", s_project)
            .WithDaprSidecar(new DaprSidecarOptions { ResourcesPaths = [folder] }));
        Assert.Contains("kind: Resiliency", files["base/dapr-resiliency.yaml"]);
        Assert.Contains("dapr-resiliency.yaml", files["base/kustomization.yaml"]);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(Dictionary<string, string> Files, JsonNode Manifest)> PublishAsync(
        Action<IDistributedApplicationBuilder, IResourceBuilder<PostgresDatabaseResource>> add, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-publish-").FullName;
        try
        {
            foreach (var step in new[] { "kubernetes", "publish-manifest" })
            {
                var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", step, "--output-path", folder, .. more])
                    .AddKubernetesOutput();
                add(builder, builder.AddPostgres("postgres").AddDatabase("reportsdb"));
                await builder.Build().RunAsync();
            }
            var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
            return (files, JsonNode.Parse(files["aspire-manifest.json"])!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
