using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Builds and runs an AppHost in a test process.</summary>
/// <param name="entryPoint">A type of the AppHost's assembly, such as Projects.My_AppHost.</param>
/// <param name="args">Its command line.</param>
/// <remarks>Unlike stock Aspire's, what the AppHost's Main does after Build is not run.</remarks>
public class DistributedApplicationFactory(Type entryPoint, string[] args) : IDisposable, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<DistributedApplication>? _building;

    /// <inheritdoc cref="DistributedApplicationFactory(Type, string[])"/>
    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    /// <summary>Builds and starts the application.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var application = await ResolveApplicationAsync(cancellationToken).ConfigureAwait(false);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="DistributedApplicationHostingTestingExtensions.CreateHttpClient"/>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = default) => Started().CreateHttpClient(resourceName, endpointName);

    /// <inheritdoc cref="DistributedApplicationHostingTestingExtensions.GetConnectionStringAsync"/>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started().GetConnectionStringAsync(resourceName);

    /// <inheritdoc cref="DistributedApplicationHostingTestingExtensions.GetEndpoint"/>
    public Uri GetEndpoint(string resourceName, string? endpointName = default) => Started().GetEndpoint(resourceName, endpointName);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the application and removes its data.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Task<DistributedApplication>? building;
        lock (_gate)
            building = _building;
        if (building is { IsCompletedSuccessfully: true })
        {
            var application = await building.ConfigureAwait(false);
            await application.DisposeAsync().ConfigureAwait(false); // Stops it, too; a second time it does nothing.
        }
    }

    /// <summary>Called before the builder reads its options.</summary>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called with the new builder.</summary>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called with the whole model, before the application is made of it.</summary>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called with the application.</summary>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    internal Task<DistributedApplication> ResolveApplicationAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            _building ??= BuildAsync();
        return _building.WaitAsync(cancellationToken);
    }

    private async Task<DistributedApplication> BuildAsync()
    {
        var application = await new EntryPointRun
        {
            Constructing = (options, settings) =>
            {
                TestingDefaults.Apply(options, settings, entryPoint.Assembly, args);
                OnBuilderCreating(options, settings);
            },
            Constructed = OnBuilderCreated,
            Building = OnBuilding,
        }.StartAsync(entryPoint.Assembly, args).ConfigureAwait(false);
        OnBuilt(application);
        return application;
    }

    private DistributedApplication Started() => _building is { IsCompletedSuccessfully: true }
        ? _building.Result
        : throw new InvalidOperationException("The application must be started first: await StartAsync().");
}
