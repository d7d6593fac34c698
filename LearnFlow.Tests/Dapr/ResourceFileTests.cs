using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>Dapr's YAML resources: components with secrets and scopes, declared subscriptions, secret scopes.</summary>
[TestClass]
public sealed class ResourceFileTests
{
    private const string SecretStore = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: vault
        spec:
          type: secretstores.local.file
          version: v1
          metadata:
          - name: secretsFile
            value: {folder}/secrets.json
          - name: multiValued
            value: "true"
        """;

    private static string Store(string name, string scopes = "") => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {{name}}
        spec:
          type: state.postgresql
          version: v2
          metadata:
          - name: connectionString
            secretKeyRef:
              name: database
              key: url
        auth:
          secretStore: vault
        {{scopes}}
        """;

    [TestMethod]
    public async Task A_component_takes_a_setting_from_a_secret_store_and_is_there_only_for_the_apps_in_its_scopes()
    {
        var database = await Backends.NewDatabaseAsync();
        await using var session = await ResourceFolderSession.StartAsync(new SidecarOptions { AppId = "mine" },
            ("secrets.json", $$$"""{"database":{"url":"{{{database}}}"}}"""), ("vault.yaml", SecretStore), ("a.yaml", Store("statestore")),
            ("b.yaml", Store("foreign", "scopes:\n- other")), ("c.yml", Store("own", "scopes:\n- mine")));

        Assert.AreEqual(204, (await session.Dapr.SendAsync("POST", "/v1.0/state/statestore", """[{"key":"a","value":1}]""")).Status);
        Assert.AreEqual("1", (await session.Dapr.SendAsync("GET", "/v1.0/state/own/a")).Body);
        (await session.Dapr.SendAsync("GET", "/v1.0/state/foreign/a")).AssertError(400, "ERR_STATE_STORE_NOT_FOUND");
        var metadata = (await session.Dapr.SendAsync("GET", "/v1.0/metadata")).Json;
        CollectionAssert.AreEquivalent(new[] { "own", "statestore", "vault" },
            metadata.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToList());
    }

    [TestMethod]
    public async Task Secret_scopes_hide_secrets()
    {
        await using var session = await ResourceFolderSession.StartAsync(new SidecarOptions { AppId = "mine" },
            ("secrets.json", """{"open":{"a":"1","b":"2"},"closed":{"c":"3"}}"""), ("vault.yaml", SecretStore),
            ("configuration.yaml", """
                apiVersion: dapr.io/v1alpha1
                kind: Configuration
                metadata:
                  name: appconfig
                spec:
                  secrets:
                    scopes:
                    - storeName: vault
                      defaultAccess: deny
                      allowedSecrets: [open]
                """));

        Assert.AreEqual("""{"a":"1","b":"2"}""", (await session.Dapr.SendAsync("GET", "/v1.0/secrets/vault/open")).Body);
        Assert.AreEqual("""{"open":{"a":"1","b":"2"}}""", (await session.Dapr.SendAsync("GET", "/v1.0/secrets/vault/bulk")).Body);
        (await session.Dapr.SendAsync("GET", "/v1.0/secrets/vault/closed")).AssertError(403, "ERR_PERMISSION_DENIED");
        (await session.Dapr.SendAsync("GET", "/v1.0/secrets/none/open")).AssertError(401, "ERR_SECRET_STORE_NOT_FOUND");
        CollectionAssert.AreEquivalent(new[] { "1", "2" }, (await session.Dapr.Client.GetSecretAsync("vault", "open")).Values);
        CollectionAssert.AreEquivalent(new[] { "open" }, (await session.Dapr.Client.GetBulkSecretAsync("vault")).Keys);
    }

    [TestMethod]
    public async Task Secrets_come_from_the_environment_but_never_Daprs_own_tokens()
    {
        Environment.SetEnvironmentVariable("LEARNFLOW_TEST_SECRET", "hush");
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "env", Components = [new("env", "secretstores.local.env")] });
        await using var none = await SidecarSession.StartAsync(new SidecarOptions { AppId = "none" });

        Assert.AreEqual("""{"LEARNFLOW_TEST_SECRET":"hush"}""", (await dapr.SendAsync("GET", "/v1.0/secrets/env/LEARNFLOW_TEST_SECRET")).Body);
        Assert.IsFalse((await dapr.Client.GetBulkSecretAsync("env")).ContainsKey("APP_API_TOKEN"));
        (await none.SendAsync("GET", "/v1.0/secrets/env/x")).AssertError(500, "ERR_SECRET_STORES_NOT_CONFIGURED");
    }

    [TestMethod]
    public async Task A_declared_subscription_is_for_the_apps_in_its_scopes()
    {
        await using var app = await TestApp.StartAsync();
        await using var session = await ResourceFolderSession.StartAsync(
            new SidecarOptions { AppId = "mine", AppAddress = app.Address, Components = [await Backends.KafkaAsync()] },
            ("subscriptions.yaml", """
                apiVersion: dapr.io/v2alpha1
                kind: Subscription
                metadata:
                  name: runs
                spec:
                  pubsubname: pubsub
                  topic: declared
                  routes:
                    default: /events/runs
                scopes: [mine]
                ---
                apiVersion: dapr.io/v1alpha1
                kind: Subscription
                metadata:
                  name: foreign
                spec:
                  pubsubname: pubsub
                  topic: foreign
                  route: /events/foreign
                scopes: [other]
                """));

        await session.Dapr.SendAsync("POST", "/v1.0/publish/pubsub/foreign", """{"n":1}""");
        await session.Dapr.SendAsync("POST", "/v1.0/publish/pubsub/declared", """{"n":2}""");

        Assert.AreEqual("/events/runs", (await app.NextAsync()).Path);
        var subscription = (await session.Dapr.SendAsync("GET", "/v1.0/metadata")).Json.GetProperty("subscriptions").EnumerateArray().Single();
        Assert.AreEqual("declared", subscription.GetProperty("topic").GetString());
        Assert.AreEqual("DECLARATIVE", subscription.GetProperty("type").GetString());
    }

    [TestMethod]
    public async Task A_component_that_cannot_be_had_is_left_out_where_it_says_ignoreErrors()
    {
        await using var session = await ResourceFolderSession.StartAsync(new SidecarOptions { AppId = "mine" },
            ("cache.yaml", """
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata:
                  name: cache
                spec:
                  type: state.redis
                  version: v1
                  ignoreErrors: true
                """),
            ("store.yaml", """
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata:
                  name: store
                spec:
                  type: state.postgresql
                  version: v2
                  ignoreErrors: true
                  metadata:
                  - name: connectionString
                    value: "host=127.0.0.1 port=1 user=nobody database=none"
                """));

        Assert.AreEqual(204, (await session.Dapr.SendAsync("GET", "/v1.0/healthz")).Status);
    }

    [TestMethod]
    public async Task A_subscription_with_conditions_is_refused_and_the_others_go_on()
    {
        await using var app = await TestApp.StartAsync(new object[]
        {
            new { pubsubname = "pubsub", topic = "ruled", routes = new { rules = new[] { new { match = "event.type == 'a'", path = "/events/a" } }, @default = "/events/b" } },
            new { pubsubname = "pubsub", topic = "unruled", route = "/events/unruled" },
        });
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions { AppId = "mine", AppAddress = app.Address, Components = [await Backends.KafkaAsync()] });

        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/ruled", "1");
        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/unruled", "2");

        Assert.AreEqual("/events/unruled", (await app.NextAsync()).Path);
        Assert.AreEqual("unruled", (await dapr.SendAsync("GET", "/v1.0/metadata")).Json.GetProperty("subscriptions").EnumerateArray().Single().GetProperty("topic").GetString());
    }
}
