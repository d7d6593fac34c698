using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>The start, stop and restart commands of everything that the orchestrator runs.</summary>
internal static class ResourceCommands
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    public static void AddTo(IEnumerable<ResourceRun> runs, Orchestrator orchestrator)
    {
        foreach (var resource in runs.Select(r => r.Resource).Distinct())
        {
            if (resource.HasAnnotationOfType<ExcludeLifecycleCommandsAnnotation>())
                continue;
            Add(KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", CanStart, run =>
            {
                run.Start();
                return Task.CompletedTask;
            });
            Add(KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", CanStop, run => run.StopAsync(s_grace));
            Add(KnownResourceCommands.RestartCommand, "Restart", "Restart resource", "ArrowCounterclockwise", CanRestart, async run =>
            {
                await run.StopAsync(s_grace).ConfigureAwait(false);
                run.Start();
            });

            void Add(string name, string label, string description, string icon, Func<string?, ResourceCommandState> state, Func<ResourceRun, Task> execute)
            {
                if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == name))
                    return;
                resource.Annotations.Add(new ResourceCommandAnnotation(
                    name,
                    label,
                    context => state(context.ResourceSnapshot.State?.Text),
                    async context =>
                    {
                        var run = orchestrator.Runs.FirstOrDefault(r => r.Resource == resource && string.Equals(r.Id, context.ResourceName, StringComparison.OrdinalIgnoreCase));
                        if (run is null)
                            return CommandResults.Failure($"'{context.ResourceName}' is not run by this host.");
                        await execute(run).ConfigureAwait(false);
                        return CommandResults.Success();
                    },
                    description,
                    parameter: null,
                    confirmationMessage: null,
                    icon,
                    IconVariant.Filled,
                    isHighlighted: name != KnownResourceCommands.RestartCommand));
            }
        }
    }

    private static bool IsDown(string? state) => state is null || state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);

    private static ResourceCommandState CanStart(string? state) =>
        IsDown(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
        : state == KnownResourceStates.Starting || state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState CanStop(string? state) =>
        IsDown(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Hidden
        : state == KnownResourceStates.Starting || state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : ResourceCommandState.Enabled;

    private static ResourceCommandState CanRestart(string? state) =>
        IsDown(state) || state == KnownResourceStates.Waiting || state == KnownResourceStates.Starting || state == KnownResourceStates.Stopping
            ? ResourceCommandState.Disabled
            : ResourceCommandState.Enabled;
}
