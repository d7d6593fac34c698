using Aspire.Hosting.Testing;

namespace LearnFlow.Tests;

/// <summary>Applications of a test's own.</summary>
internal static class TestingBuilder
{
    /// <summary>A builder without resources, with random ports.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(CancellationToken cancellationToken = default) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.EmptyAppHost>(cancellationToken);
}
