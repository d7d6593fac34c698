namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application under test: change the model, then build it.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application. Disposing it stops everything and removes its data.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
