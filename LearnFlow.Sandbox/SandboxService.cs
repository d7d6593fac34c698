using LearnFlow.Sandbox.Analyze;
using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Interactive;
using LearnFlow.Sandbox.Piston;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Trace;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox;

/// <summary>The API process: it takes requests and keeps the workers; it never loads Wasmtime itself.</summary>
internal static class SandboxService
{
    private const int MaxBodyBytes = 4 << 20;

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddExceptionHandler<WorkerProblems>(); // before the shared one, which takes every exception
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.Configure<SandboxOptions>(builder.Configuration.GetSection("Sandbox"));
        builder.Services.AddSingleton<WorkerPool>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkerPool>());
        builder.Services.AddHealthChecks().AddCheck<WorkerHealthCheck>("workers");
        builder.Services.AddSingleton<IRunRecorder, RunRecorder>();
        builder.Services.AddSingleton<Runs>();
        builder.Services.AddSingleton<Checks>();
        builder.Services.AddSingleton<TestScripts>();
        builder.AddFirstUse(SandboxFirstUse.AskAsync);
        builder.Services.AddOpenApi();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapOpenApi().RequireAuthorization(Policies.Anyone);
        app.MapRuns();
        app.MapStreams();
        app.MapChecks();
        app.MapAnalyze();
        app.MapTraces();
        app.MapPiston();
        return app;
    }
}
