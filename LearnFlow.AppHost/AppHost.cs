// The system's diagram. It compiles unchanged against the embedded host (default) and stock Aspire (-p:UseAspire=true).
//
//   browser ── web ──┬── triage      struggles, help         each with a Dapr sidecar
//                    ├── concepts    articles, explanations
//                    ├── exercises   course, grading
//                    └── sandbox     runs learners' code
//              state ── PostgreSQL     events ── Kafka
using CommunityToolkit.Aspire.Hosting.Dapr;

var builder = DistributedApplication.CreateBuilder(args);

// The AI provider. Left empty, the offline tutor answers.
var aiEndpoint = builder.AddParameter("ai-endpoint", "", publishValueAsDefault: true);
var aiModel = builder.AddParameter("ai-model", "", publishValueAsDefault: true);
var aiKey = builder.AddParameter("ai-key", "", secret: true);

// One database per owner, and one for Dapr state.
var postgres = builder.AddPostgres("postgres").WithDataVolume("learnflow-postgres");
var identityDb = postgres.AddDatabase("identitydb");
var exercisesDb = postgres.AddDatabase("exercisesdb");
var stateDb = postgres.AddDatabase("statedb");

var kafka = builder.AddKafka("kafka").WithDataVolume("learnflow-kafka");

// What a transaction writes to the store is published as a learning event: a run is never recorded without its event.
var stateStore = builder.AddDaprComponent("statestore", "state.postgresql")
    .WithMetadata("connectionString", stateDb.Resource.ConnectionStringExpression)
    .WithMetadata("outboxPublishPubsub", "pubsub")
    .WithMetadata("outboxPublishTopic", "learning-events");
var pubSub = builder.AddDaprComponent("pubsub", "pubsub.kafka")
    .WithMetadata("brokers", kafka.Resource.ConnectionStringExpression)
    .WithMetadata("authType", "none")
    .WithMetadata("initialOffset", "oldest");

// Who calls whom through the sidecars is a reference relationship: nobody else may (docs/kubernetes.md).
void Sidecar(IResourceBuilder<IDaprSidecarResource> sidecar) => sidecar
    .WithOptions(new DaprSidecarOptions { AppProtocol = "http" })
    .WithReference(stateStore)
    .WithReference(pubSub);

var sandbox = builder.AddProject<Projects.LearnFlow_Sandbox>("sandbox")
    .WithDaprSidecar(Sidecar)
    .WaitFor(stateDb).WaitFor(kafka)
    .WithHttpHealthCheck("/health").WithHttpProbe(ProbeType.Liveness, "/alive");

var concepts = builder.AddProject<Projects.LearnFlow_Concepts>("concepts")
    .WithDaprSidecar(Sidecar)
    .WithEnvironment("AI__Endpoint", aiEndpoint).WithEnvironment("AI__Model", aiModel).WithEnvironment("AI__Key", aiKey)
    .WaitFor(stateDb).WaitFor(kafka)
    .WithHttpHealthCheck("/health").WithHttpProbe(ProbeType.Liveness, "/alive");

var exercises = builder.AddProject<Projects.LearnFlow_Exercises>("exercises")
    .WithReference(exercisesDb).WaitFor(exercisesDb)
    .WithDaprSidecar(Sidecar).WithReferenceRelationship(sandbox)
    .WaitFor(stateDb).WaitFor(kafka)
    .WithHttpHealthCheck("/health").WithHttpProbe(ProbeType.Liveness, "/alive");

concepts.WithReferenceRelationship(exercises);

var triage = builder.AddProject<Projects.LearnFlow_Triage>("triage")
    .WithDaprSidecar(Sidecar).WithReferenceRelationship(concepts).WithReferenceRelationship(exercises).WithReferenceRelationship(sandbox)
    .WithEnvironment("AI__Endpoint", aiEndpoint).WithEnvironment("AI__Model", aiModel).WithEnvironment("AI__Key", aiKey)
    .WaitFor(stateDb).WaitFor(kafka)
    .WithHttpHealthCheck("/health").WithHttpProbe(ProbeType.Liveness, "/alive");

var web = builder.AddProject<Projects.LearnFlow_Web>("web")
    .WithExternalHttpEndpoints()
    .WithReference(identityDb).WaitFor(identityDb)
    .WithDaprSidecar(Sidecar).WithReferenceRelationship(triage).WithReferenceRelationship(concepts).WithReferenceRelationship(exercises).WithReferenceRelationship(sandbox)
    .WaitFor(triage).WaitFor(concepts).WaitFor(exercises).WaitFor(sandbox)
    .WithHttpHealthCheck("/health").WithHttpProbe(ProbeType.Liveness, "/alive");

// An OpenID Connect provider whose people may sign in, where one is named (docs/decisions/external-sign-in.md).
if (!string.IsNullOrEmpty(builder.Configuration["Parameters:oidc-authority"]))
{
    web.WithEnvironment("Authentication__Oidc__Authority", builder.AddParameter("oidc-authority"))
        .WithEnvironment("Authentication__Oidc__ClientId", builder.AddParameter("oidc-client-id"))
        .WithEnvironment("Authentication__Oidc__ClientSecret", builder.AddParameter("oidc-client-secret", secret: true))
        .WithEnvironment("Authentication__Oidc__DisplayName", builder.AddParameter("oidc-name", "your organisation", publishValueAsDefault: true));
}

// They check the tokens of its callers with the keys that it publishes.
foreach (var service in new[] { triage, concepts, exercises, sandbox })
    service.WithReferenceRelationship(web);

builder.Build().Run();
