using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>In publish mode, does the step that the command line names, and ends the AppHost.</summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    IEnumerable<IPublishStep> steps,
    ILogger<ManifestPublisher> logger) : BackgroundService
{
    private const string ManifestStep = "publish-manifest";

    /// <summary>What went wrong, for the AppHost to throw after it has stopped.</summary>
    public Exception? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PublishAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failure = e;
            Environment.ExitCode = 1;
            logger.LogError("Nothing was published: {Reason}", e.Message);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var path = configuration["Pipeline:OutputPath"]
            ?? throw new DistributedApplicationException("The '--output-path [path]' option was not specified even though manifest publishing was requested.");
        if (configuration["Pipeline:Step"] is { Length: > 0 } name && name != ManifestStep)
        {
            var step = steps.FirstOrDefault(s => s.Name == name) ?? throw new DistributedApplicationException(
                $"Step '{name}' is not known. Here are the steps {string.Join(", ", steps.Select(s => s.Name).Prepend(ManifestStep))}; for others build with -p:UseAspire=true.");
            await step.PublishAsync(model, Path.GetFullPath(path), cancellationToken).ConfigureAwait(false);
            logger.LogInformation("Published {Step} to: {Path}", name, Path.GetFullPath(path));
            return;
        }
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            path = Path.Combine(path, "aspire-manifest.json");
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        using (var stream = new FileStream(path, FileMode.Create))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            await new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model).ConfigureAwait(false);
        logger.LogInformation("Published manifest to: {ManifestPath}", path);
    }
}
