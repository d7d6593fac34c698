// Tests add their own resources.
DistributedApplication.CreateBuilder(args).Build().Run();
