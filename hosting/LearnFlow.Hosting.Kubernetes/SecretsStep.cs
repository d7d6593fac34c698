using Aspire.Hosting.Publishing;
using LearnFlow.Hosting.Kubernetes.Kustomize;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kubernetes;

/// <summary>
/// Writes the Secrets of the local overlay with values: parameters as the AppHost knows them, and random tokens. What is there, stays.
/// </summary>
internal sealed class SecretsStep(IConfiguration configuration, DistributedApplicationExecutionContext context) : IPublishStep
{
    public string Name => "secrets";

    public async Task PublishAsync(DistributedApplicationModel model, string outputPath, CancellationToken cancellationToken)
    {
        var cluster = await Cluster.ReadAsync(model, ClusterOptions.From(configuration), context, cancellationToken).ConfigureAwait(false);
        var folder = Path.Combine(outputPath, Overlays.LocalFolder, Overlays.SecretsFolder);
        Directory.CreateDirectory(folder);
        var secrets = await SecretFiles.OfAsync(cluster, ValueSources.Known, withServers: true, cancellationToken).ConfigureAwait(false);
        foreach (var (name, text) in secrets)
        {
            var file = Path.Combine(folder, $"{name}.env");
            if (File.Exists(file))
                continue;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }
}
