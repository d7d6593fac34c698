using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder without an AppHost project: the test writes the model itself.</summary>
internal sealed class PlainTestingBuilder : DelegatingTestingBuilder
{
    private readonly DistributedApplicationBuilder _inner;
    private DistributedApplication? _application;

    private PlainTestingBuilder(DistributedApplicationBuilder inner) : base(inner) => _inner = inner;

    public static PlainTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        // The builder's own events are the way to its host's settings.
        using var events = BuilderEvents.Observe((name, payload) =>
        {
            if (name != "DistributedApplicationBuilderConstructing")
                return;
            var (options, settings) = ((DistributedApplicationOptions, HostApplicationBuilderSettings))payload;
            TestingDefaults.Apply(options, settings, appHost: null, args);
            configureBuilder(options, settings);
        });
        return new PlainTestingBuilder(new DistributedApplicationBuilder(new DistributedApplicationOptions()));
    }

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(_application ??= _inner.Build());

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync().ConfigureAwait(false);
    }
}
