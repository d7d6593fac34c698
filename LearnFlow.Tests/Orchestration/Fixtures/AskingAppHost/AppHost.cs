using Aspire.Hosting;

// Run with --values-file=<file>: the values that were given end there.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddExecutable("greeter", "sh", ".", "-c", "echo \"$GREETING $KEY\" > \"$FILE.part\" && mv \"$FILE.part\" \"$FILE\" && exec sleep 1000")
    .WithEnvironment("GREETING", builder.AddParameter("greeting"))
    .WithEnvironment("KEY", builder.AddParameter("key", secret: true))
    .WithEnvironment("FILE", builder.Configuration["values-file"]!);
builder.Build().Run();
