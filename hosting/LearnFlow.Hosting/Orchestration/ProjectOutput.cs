using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Finds a project's built assembly: by the path that the AppHost's build wrote down, else by asking MSBuild. What is not
/// built is built first.
/// </summary>
internal sealed class ProjectOutput(ResourceLoggerService logs) : IDisposable
{
    // Two builds at once would build what they share twice, at the same time, into the same files.
    private readonly SemaphoreSlim _oneBuild = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _found = [];

    /// <exception cref="DistributedApplicationException">The project is not there or does not build; the message says which and why.</exception>
    public async Task<string> FindAsync(IResource resource, IProjectMetadata metadata, CancellationToken cancellationToken)
    {
        if (metadata is IProjectOutput { TargetPath: { Length: > 0 } built } && File.Exists(built))
            return built;
        if (_found.TryGetValue(metadata.ProjectPath, out var known))
            return known;
        if (!File.Exists(metadata.ProjectPath))
            throw new DistributedApplicationException($"The project file '{metadata.ProjectPath}' of '{resource.Name}' does not exist: correct the path in AppHost.cs.");

        await _oneBuild.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var lines = await RunAsync(resource, ["msbuild", metadata.ProjectPath, "-getProperty:TargetPath", "-nologo"], cancellationToken).ConfigureAwait(false);
            var target = lines.LastOrDefault(l => l.Trim().Length > 0)?.Trim()
                ?? throw new DistributedApplicationException($"The project '{metadata.ProjectPath}' of '{resource.Name}' has no output: it is not a .NET project that can be run.");
            if (!File.Exists(target))
            {
                logs.GetLogger(resource).LogInformation("Building {Project}.", metadata.ProjectPath);
                await RunAsync(resource, ["build", metadata.ProjectPath, "-v", "q", "-nologo"], cancellationToken).ConfigureAwait(false);
            }

            return _found[metadata.ProjectPath] = File.Exists(target)
                ? target
                : throw new DistributedApplicationException($"The project '{metadata.ProjectPath}' of '{resource.Name}' was built, but '{target}' is not there.");
        }
        finally
        {
            _oneBuild.Release();
        }
    }

    public void Dispose() => _oneBuild.Dispose();

    private static async Task<IReadOnlyList<string>> RunAsync(IResource resource, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start(new ChildProcessOptions { Name = resource.Name, FileName = DotNetCommand.Path, Arguments = arguments });
        await using (process.ConfigureAwait(false))
        {
            var exitCode = await process.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
            return exitCode == 0
                ? process.Tail.Lines
                : throw new DistributedApplicationException($"'dotnet {string.Join(' ', arguments)}' of '{resource.Name}' failed:{Environment.NewLine}{process.Tail}");
        }
    }
}
