using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs the commands of resources.</summary>
public class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services) =>
        (_notifications, _loggers, _services) = (notifications, loggers, services);

    /// <summary>Runs a command of the resource or instance of that name.</summary>
    /// <returns>A failure with a sentence when there is no such resource or command, or the command failed.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.Resource, current.ResourceId, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));

    /// <summary>Runs a command of a resource, on all instances at once.</summary>
    /// <returns>A failure that joins those of the instances, if any failed.</returns>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var names = resource.GetResolvedResourceNames();
        var results = await Task.WhenAll(names.Select(name => ExecuteAsync(resource, name, commandName, cancellationToken))).ConfigureAwait(false);
        if (results.Length == 1)
            return results[0];
        if (results.All(r => r.Success))
            return CommandResults.Success();
        if (results.All(r => r.Success || r.Canceled))
            return CommandResults.Canceled();
        var errors = names.Zip(results).Where(r => !r.Second.Success && !r.Second.Canceled).Select(r => $"{r.First}: {r.Second.ErrorMessage}");
        return CommandResults.Failure(string.Join(System.Environment.NewLine, errors));
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string instance, string commandName, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(instance);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(c => c.Name == commandName);
        if (command is null)
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{instance}'.");

        logger.LogInformation("Executing command '{CommandName}'.", commandName);
        try
        {
            var result = await command.ExecuteCommand(new()
            {
                Services = _services,
                ResourceName = instance,
                CancellationToken = cancellationToken,
                Logger = logger,
            }).ConfigureAwait(false);
            if (!result.Success && !result.Canceled)
                logger.LogError("Failure executing command '{CommandName}'. Error message: {ErrorMessage}", commandName, result.ErrorMessage);
            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e)
        {
            logger.LogError(e, "Error executing command '{CommandName}'.", commandName);
            return CommandResults.Failure($"Unhandled exception thrown: {e.Message}");
        }
    }
}
