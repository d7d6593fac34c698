using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>A resource instance that has been started.</summary>
internal abstract class RunningResource
{
    /// <summary>The exit code, once it has ended. Never fails.</summary>
    public abstract Task<int> Completion { get; }

    /// <summary>What to show of it: process id, path, ….</summary>
    public ImmutableArray<ResourcePropertySnapshot> Properties { get; init; } = [];

    /// <summary>The environment it was started with, secrets masked.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> Environment { get; init; } = [];

    /// <summary>The state of one that ended by itself, in stock Aspire's words: a process has Finished, a container has Exited.</summary>
    public virtual string EndState => KnownResourceStates.Finished;

    /// <summary>Asks it to end, and makes it after the grace.</summary>
    public abstract Task StopAsync(TimeSpan grace);
}
