// What AddKafka and the Dapr integration can say besides the sample, for the manifest of the packages whose surface they have.
using CommunityToolkit.Aspire.Hosting.Dapr;

var builder = DistributedApplication.CreateBuilder(args);

var kafka = builder.AddKafka("kafka", port: 19092).WithDataVolume("kafka-data");
var state = builder.AddDaprComponent("statestore", "state.postgresql", new DaprComponentOptions { LocalPath = "../components/state.yaml" });
var pubSub = builder.AddDaprPubSub("pubsub");

builder.AddProject<Projects.Shop_Api>("shop-api")
    .WithReference(kafka)
    .WithDaprSidecar(s => s
        .WithOptions(new DaprSidecarOptions
        {
            AppId = "shop-api",
            AppPort = 8080,
            AppProtocol = "http",
            Config = "tracing",
            EnableApiLogging = true,
            LogLevel = "debug",
            ResourcesPaths = ["../components"],
        })
        .WithReference(state).WithReference(pubSub));
builder.AddProject<Projects.Shop_Web>("shop-web").WithDaprSidecar("shop-web");

builder.Build().Run();
