using Aspire.Hosting.Pipelines;
using LearnFlow.Hosting.Kubernetes.Kustomize;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.Kubernetes.Steps;

/// <summary>
/// Writes the Secrets of the local overlay with values: parameters as the AppHost knows them, and random tokens. A file that exists is kept.
/// </summary>
internal static class SecretsStep
{
    public static async Task RunAsync(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        var folder = Path.Combine(output, Overlays.LocalFolder, Overlays.SecretsFolder);
        await ReportedTask.RunAsync(context, $"Writing Secrets to {folder}", async () =>
        {
            var cluster = await Cluster.ReadAsync(context, context.CancellationToken).ConfigureAwait(false);
            var sources = ValueSources.Known(SecretFiles.ReadParameters(cluster, folder), context.CancellationToken);
            var secrets = await SecretFiles.OfAsync(cluster, sources, withServers: true, context.CancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(folder);
            var written = 0;
            foreach (var (name, text) in secrets)
            {
                var file = Path.Combine(folder, $"{name}.env");
                if (!File.Exists(file))
                {
                    await WriteAsync(file, text, context.CancellationToken).ConfigureAwait(false);
                    written++;
                }
            }

            return $"{written} files written, {secrets.Count - written} kept";
        }).ConfigureAwait(false);
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
