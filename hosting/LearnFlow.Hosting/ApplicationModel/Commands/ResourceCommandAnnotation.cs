using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that a person can do with a resource.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
    string? displayDescription,
    object? parameter,
    string? confirmationMessage,
    string? iconName,
    IconVariant? iconVariant,
    bool isHighlighted) : IResourceAnnotation
{
    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The label.</summary>
    public string DisplayName { get; } = displayName ?? throw new ArgumentNullException(nameof(displayName));

    /// <summary>Whether it can be used, by the resource's state.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; } = updateState ?? throw new ArgumentNullException(nameof(updateState));

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; } = executeCommand ?? throw new ArgumentNullException(nameof(executeCommand));

    /// <summary>A sentence on what it does.</summary>
    public string? DisplayDescription { get; } = displayDescription;

    /// <summary>Handed to whoever shows the command.</summary>
    public object? Parameter { get; } = parameter;

    /// <summary>Asked before it is done.</summary>
    public string? ConfirmationMessage { get; } = confirmationMessage;

    /// <summary>A Fluent UI icon name.</summary>
    public string? IconName { get; } = iconName;

    /// <summary>The form of the icon.</summary>
    public IconVariant? IconVariant { get; } = iconVariant;

    /// <summary>Whether it is shown outside of the menu.</summary>
    public bool IsHighlighted { get; } = isHighlighted;

    /// <summary>Who is offered the command.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    internal ResourceCommandSnapshot ToSnapshot(UpdateCommandStateContext context) =>
        new(Name, UpdateState(context), DisplayName, DisplayDescription, Parameter, ConfirmationMessage, IconName, IconVariant, IsHighlighted) { Visibility = Visibility };
}

/// <summary>A command as shown.</summary>
public sealed record ResourceCommandSnapshot(string Name, ResourceCommandState State, string DisplayName, string? DisplayDescription, object? Parameter, string? ConfirmationMessage, string? IconName, IconVariant? IconVariant, bool IsHighlighted)
{
    /// <summary>Who is offered the command.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}

/// <summary>Whether a command can be used.</summary>
public enum ResourceCommandState
{
    /// <summary>Yes.</summary>
    Enabled,

    /// <summary>Not now.</summary>
    Disabled,

    /// <summary>Not shown.</summary>
    Hidden,
}

/// <summary>Who is offered a command.</summary>
[Flags]
public enum ResourceCommandVisibility
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>People, in a dashboard.</summary>
    UI = 1,

    /// <summary>Programs.</summary>
    Api = 2,
}

/// <summary>What decides whether a command can be used.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The resource's state.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }
}

/// <summary>What a command has to work with.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The name of the resource or of the instance.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Cancelled when the caller gives up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Writes to the resource's log.</summary>
    public required ILogger Logger { get; init; }
}
