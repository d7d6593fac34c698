using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The builder of an AppHost whose Main stands still in Build, until the test has changed the model and builds it.</summary>
internal sealed class EntryPointTestingBuilder : DelegatingTestingBuilder
{
    private readonly Factory _factory;

    private EntryPointTestingBuilder(Factory factory, DistributedApplicationBuilder inner) : base(inner) => _factory = factory;

    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken)
    {
        var factory = new Factory(entryPoint, args, configureBuilder);
        var builder = await factory.RunToBuildAsync(cancellationToken).ConfigureAwait(false);
        return new EntryPointTestingBuilder(factory, builder);
    }

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _factory.Continue();
        return _factory.ResolveApplicationAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => _factory.DisposeAsync();

    private sealed class Factory(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder) : DistributedApplicationFactory(entryPoint, args)
    {
        private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _continue = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<DistributedApplicationBuilder> RunToBuildAsync(CancellationToken cancellationToken)
        {
            var application = ResolveApplicationAsync(cancellationToken);
            await Task.WhenAny(_builder.Task, application).ConfigureAwait(false);
            if (!_builder.Task.IsCompletedSuccessfully)
                await application.ConfigureAwait(false); // Main failed before it came to Build.
            return await _builder.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        public void Continue() => _continue.TrySetResult();

        public override ValueTask DisposeAsync()
        {
            Continue();
            return base.DisposeAsync();
        }

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) =>
            configureBuilder(applicationOptions, hostOptions);

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder)
        {
            _builder.TrySetResult(applicationBuilder);
            _continue.Task.GetAwaiter().GetResult(); // Main's own thread.
        }
    }
}
