using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

// Both servers. When they are healthy it writes the processes that DCP runs, and where the database is.
// With --as-process=false the model is the stock packages' own.
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
var asProcess = builder.Configuration.GetValue("as-process", defaultValue: true);

var postgres = builder.AddPostgres("postgres", port: builder.Configuration.GetValue<int?>("postgres-port")).WithDataVolume("pgdata");
var database = postgres.AddDatabase("db");
var kafka = builder.AddKafka("kafka").WithDataVolume();
if (asProcess)
{
    postgres.RunAsProcess();
    kafka.RunAsProcess();
}

builder.AddContainer("client", "client").WithReference(database).WithReference(kafka).WithExplicitStart();

var application = builder.Build();
if (builder.ExecutionContext.IsPublishMode)
{
    application.Run();
    return;
}

await application.StartAsync();
await application.ResourceNotifications.WaitForResourceHealthyAsync("db");
await application.ResourceNotifications.WaitForResourceHealthyAsync("kafka");
Console.WriteLine($"READY {await ProcessIdAsync("postgres-server")} {await ProcessIdAsync("kafka-broker")} {await database.Resource.ConnectionStringExpression.GetValueAsync(default)}");
await application.WaitForShutdownAsync();

async Task<object?> ProcessIdAsync(string resource)
{
    var running = await application.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.Properties.Any(p => p.Name == "executable.pid" && p.Value is not null));
    return running.Snapshot.Properties.First(p => p.Name == "executable.pid").Value;
}
