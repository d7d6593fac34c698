// The system's diagram.
//
//   browser ── web ──┬── triage      struggles, help         each with a Dapr sidecar
//                    ├── concepts    articles, explanations
//                    ├── exercises   course, grading
//                    └── sandbox     runs learners' code
//              state ── PostgreSQL     events ── Kafka
using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.Hosting.RunMode;

var builder = DistributedApplication.CreateBuilder(args)
    .AddRunMode()
    .AddKubernetesOutput();

// The AI provider. Left empty, the offline tutor answers.
var aiEndpoint = builder.AddParameter("ai-endpoint", "", publishValueAsDefault: true);
var aiModel = builder.AddParameter("ai-model", "", publishValueAsDefault: true);
var aiKey = builder.AddParameter("ai-key", "", secret: true);

// One database per owner, and one for Dapr state.
var postgres = builder.AddPostgres("postgres").WithDataVolume("learnflow-postgres").RunAsProcess();
var identityDb = postgres.AddDatabase("identitydb");
var exercisesDb = postgres.AddDatabase("exercisesdb");
var stateDb = postgres.AddDatabase("statedb");

var kafka = builder.AddKafka("kafka").WithDataVolume("learnflow-kafka").RunAsProcess();

// What a transaction writes to the store is published as a learning event: a run is never recorded without its event.
var stateStore = builder.AddDaprComponent("statestore", "state.postgresql")
    .WithMetadata("connectionString", stateDb.Resource.ConnectionStringExpression)
    .WithMetadata("outboxPublishPubsub", "pubsub")
    .WithMetadata("outboxPublishTopic", "learning-events");
var pubSub = builder.AddDaprComponent("pubsub", "pubsub.kafka")
    .WithMetadata("brokers", kafka.Resource.ConnectionStringExpression)
    .WithMetadata("authType", "none")
    .WithMetadata("initialOffset", "oldest");

// What every service has: a sidecar, the state store, the events, and health. A call through the sidecars is a reference
// relationship: no other call is allowed (docs/kubernetes.md).
IResourceBuilder<ProjectResource> AddService<TProject>(string name) where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name)
    .WithDaprSidecar(sidecar => sidecar
        .WithOptions(new DaprSidecarOptions { AppProtocol = "http" })
        .WithReference(stateStore).WithReference(pubSub))
    .WaitFor(stateDb).WaitFor(kafka)
    .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0, timeoutSeconds: 2).WithHttpProbe(ProbeType.Liveness, "/alive");

var sandbox = AddService<Projects.LearnFlow_Sandbox>("sandbox");

var concepts = AddService<Projects.LearnFlow_Concepts>("concepts")
    .WithEnvironment("AI__Endpoint", aiEndpoint).WithEnvironment("AI__Model", aiModel).WithEnvironment("AI__Key", aiKey);

var exercises = AddService<Projects.LearnFlow_Exercises>("exercises")
    .WithReference(exercisesDb).WaitFor(exercisesDb).WithMigrationJob()
    .WithReferenceRelationship(sandbox);

concepts.WithReferenceRelationship(exercises);

var triage = AddService<Projects.LearnFlow_Triage>("triage")
    .WithReferenceRelationship(concepts).WithReferenceRelationship(exercises).WithReferenceRelationship(sandbox)
    .WithEnvironment("AI__Endpoint", aiEndpoint).WithEnvironment("AI__Model", aiModel).WithEnvironment("AI__Key", aiKey);

var web = AddService<Projects.LearnFlow_Web>("web")
    .WithExternalHttpEndpoints().WithGatewayPolicy("LearnFlow.Web.Gateway.GatewayPolicy")
    .WithReference(identityDb).WaitFor(identityDb).WithMigrationJob()
    .WithReferenceRelationship(triage).WithReferenceRelationship(concepts).WithReferenceRelationship(exercises).WithReferenceRelationship(sandbox)
    .WaitFor(triage).WaitFor(concepts).WaitFor(exercises).WaitFor(sandbox);

// An OpenID Connect provider whose people may sign in, where one is named (docs/decisions/external-sign-in.md).
if (!string.IsNullOrEmpty(builder.Configuration["Parameters:oidc-authority"]))
{
    web.WithEnvironment("Authentication__Oidc__Authority", builder.AddParameter("oidc-authority"))
        .WithEnvironment("Authentication__Oidc__ClientId", builder.AddParameter("oidc-client-id"))
        .WithEnvironment("Authentication__Oidc__ClientSecret", builder.AddParameter("oidc-client-secret", secret: true))
        .WithEnvironment("Authentication__Oidc__DisplayName", builder.AddParameter("oidc-name", "your organisation", publishValueAsDefault: true));
}

// In a cluster a client's address is what the ingress says it is; what others say counts for nothing (docs/deploy.md).
if (builder.ExecutionContext.IsPublishMode)
{
    web.WithEnvironment("Gateway__TrustedProxies__0", builder.AddParameter("ingress-network", "10.0.0.0/8", publishValueAsDefault: true));
}

// They check the tokens of its callers with the keys that it publishes.
foreach (var service in new[] { triage, concepts, exercises, sandbox })
    service.WithReferenceRelationship(web);

builder.Build().Run();
