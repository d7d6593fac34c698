using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's Main in this process up to the point where its application is built, and takes part in the building by
/// the builder's events. What Main would do after Build does not happen: the test starts the application.
/// </summary>
internal sealed class EntryPointRun
{
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The builder's options and those of its host, before anything reads them.</summary>
    public required Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Constructing { get; init; }

    /// <summary>The builder, before AppHost.cs sees it.</summary>
    public required Action<DistributedApplicationBuilder> Constructed { get; init; }

    /// <summary>The builder with the whole model, when AppHost.cs calls Build; called on Main's own thread, which it may block.</summary>
    public required Action<DistributedApplicationBuilder> Building { get; init; }

    /// <summary>Runs Main on a thread of its own and gives the application that it built.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no entry point, or Main ended without building an application.</exception>
    public Task<DistributedApplication> StartAsync(Assembly assembly, string[] args)
    {
        var main = assembly.EntryPoint
            ?? throw new InvalidOperationException($"The assembly '{assembly.GetName().Name}' has no entry point: give CreateAsync a type of an AppHost project, such as Projects.My_AppHost.");
        var thread = new Thread(() => Run(main, args)) { IsBackground = true, Name = $"{assembly.GetName().Name} Main" };
        thread.Start();
        return _application.Task;
    }

    private void Run(MethodInfo main, string[] args)
    {
        using var events = BuilderEvents.Observe(OnEvent);
        try
        {
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
            (result as Task)?.GetAwaiter().GetResult();
            _application.TrySetException(new InvalidOperationException($"Main of '{main.DeclaringType?.Assembly.GetName().Name}' ended without building a distributed application."));
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            _application.TrySetException(e.InnerException); // Without effect after the HostAbortedException below: the application is there.
        }
        catch (Exception e)
        {
            _application.TrySetException(e);
        }
    }

    private void OnEvent(string name, object payload)
    {
        switch (name)
        {
            case "DistributedApplicationBuilderConstructing":
                var (options, settings) = ((DistributedApplicationOptions, HostApplicationBuilderSettings))payload;
                Constructing(options, settings);
                break;
            case "DistributedApplicationBuilderConstructed":
                Constructed((DistributedApplicationBuilder)payload);
                break;
            case "DistributedApplicationBuilding":
                Building((DistributedApplicationBuilder)payload);
                break;
            case "DistributedApplicationBuilt":
                _application.TrySetResult((DistributedApplication)payload);
                throw new HostAbortedException("The test takes the application over from here.");
        }
    }
}
