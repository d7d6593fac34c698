using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>A sidecar that reads its resources from YAML files, as daprd does from <c>--resources-path</c>.</summary>
internal sealed class ResourceFolderSession : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private ResourceFolderSession(DirectoryInfo folder, SidecarSession dapr) => (_folder, Dapr) = (folder, dapr);

    public SidecarSession Dapr { get; }

    /// <summary>Files by name.</summary>
    public static async Task<ResourceFolderSession> StartAsync(SidecarOptions options, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-resources-");
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text.Replace("{folder}", folder.FullName, StringComparison.Ordinal));
        return new(folder, await SidecarSession.StartAsync(options with { ResourcesPaths = [folder.FullName] }));
    }

    public async ValueTask DisposeAsync()
    {
        await Dapr.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
