using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Docker or Podman, whichever answers.</summary>
internal static class ContainerEngine
{
    private static readonly string[] s_engines = ["docker", "podman"];

    /// <summary>The command of the first engine that runs; null when none does.</summary>
    /// <param name="configured">The only one to try; null for docker, then podman.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> FindAsync(string? configured, CancellationToken cancellationToken)
    {
        foreach (var engine in configured is null ? s_engines : [configured])
        {
            if (Executable.Find(engine) is not null && await RunAsync(engine, ["info", "--format", "{{.ID}}"], cancellationToken).ConfigureAwait(false) == 0)
                return engine;
        }

        return null;
    }

    /// <summary>Removes the container of that name, which a dead host may have left.</summary>
    public static Task RemoveAsync(string engine, string name, CancellationToken cancellationToken) =>
        RunAsync(engine, ["rm", "-f", name], cancellationToken);

    private static async Task<int> RunAsync(string engine, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start(new ChildProcessOptions { Name = engine, FileName = engine, Arguments = arguments });
        await using (process.ConfigureAwait(false))
            return await process.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
