using Aspire.Hosting;

// Run with --connection-file=<file>: the last resource to start writes its connection string there.
var builder = DistributedApplication.CreateBuilder(args);
var database = builder.AddPostgres("postgres").WithDataVolume("data").AddDatabase("db");
var kafka = builder.AddKafka("kafka");
var worker = builder.AddExecutable("worker", "sleep", ".", "1000").WaitFor(database).WaitFor(kafka);
builder.AddExecutable("last", "sh", ".", "-c", "echo \"$ConnectionStrings__db\" > \"$FILE.part\" && mv \"$FILE.part\" \"$FILE\" && exec sleep 1000")
    .WithReference(database)
    .WithEnvironment("FILE", builder.Configuration["connection-file"] ?? "connection.txt")
    .WaitFor(worker);
builder.Build().Run();
