namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it worked.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell the person, good or bad.</summary>
    public string? Message { get; init; }

    /// <summary>What went wrong.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>Makes results.</summary>
public static class CommandResults
{
    /// <summary>It worked.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It worked, and there is something to say.</summary>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>It did not work.</summary>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, ErrorMessage = errorMessage, Message = errorMessage };

    /// <summary>It did not work because of an exception.</summary>
    public static ExecuteCommandResult Failure(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Failure(exception.Message);
    }

    /// <summary>It was given up.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}

/// <summary>Settings of a command.</summary>
public class CommandOptions
{
    internal static CommandOptions Default { get; } = new();

    /// <summary>A sentence on what the command does.</summary>
    public string? Description { get; set; }

    /// <summary>Handed to whoever shows the command.</summary>
    public object? Parameter { get; set; }

    /// <summary>Asked before the command runs.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>A Fluent UI icon name.</summary>
    public string? IconName { get; set; }

    /// <summary>The form of the icon.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether the command is shown outside of the menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Who is offered the command.</summary>
    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>Whether the command can be used, by the resource's state; always when null.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}

/// <summary>The names of the commands that the orchestrator gives resources.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts the resource.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops the resource.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops and starts the resource.</summary>
    public static readonly string RestartCommand = "restart";
}
