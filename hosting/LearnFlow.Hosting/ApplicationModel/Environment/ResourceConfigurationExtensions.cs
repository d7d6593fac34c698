using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The environment of a resource with all values resolved; in publish mode manifest expressions.</summary>
    /// <remarks>In run mode it waits for endpoints and parameters that have no value yet.</remarks>
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(this IResourceWithEnvironment resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var values = new Dictionary<string, string>();
        await resource.ProcessEnvironmentVariableValuesAsync(new(applicationOperation), (name, _, value, error) =>
        {
            if (error is not null)
                throw error;
            if (value is not null)
                values[name] = value;
        }, null!).ConfigureAwait(false);
        return values;
    }

    /// <summary>The command line of a resource with all values resolved; in publish mode manifest expressions.</summary>
    public static async ValueTask<string[]> GetArgumentValuesAsync(this IResourceWithArgs resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var values = new List<string>();
        await resource.ProcessArgumentValuesAsync(new(applicationOperation), (_, value, error, _) =>
        {
            if (error is not null)
                throw error;
            if (value is not null)
                values.Add(value);
        }, null!).ConfigureAwait(false);
        return [.. values];
    }

    /// <summary>Hands each environment variable of a resource to a function: its name, what was set, its value or the error.</summary>
    public static async ValueTask ProcessEnvironmentVariableValuesAsync(this IResource resource, DistributedApplicationExecutionContext executionContext, Action<string, object?, string?, Exception?> processValue, ILogger logger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(processValue);
        foreach (var (name, unprocessed) in await ExecutionConfiguration.GatherEnvironmentAsync(resource, executionContext, logger, cancellationToken).ConfigureAwait(false))
        {
            var (resolved, error) = await TryResolveAsync(resource, executionContext, unprocessed, cancellationToken).ConfigureAwait(false);
            if (resolved.Value is not null || error is not null)
                processValue(name, unprocessed, resolved.Value, error);
        }
    }

    /// <summary>Hands each argument of a resource to a function: what was added, its value or the error, and whether it is secret.</summary>
    public static async ValueTask ProcessArgumentValuesAsync(this IResource resource, DistributedApplicationExecutionContext executionContext, Action<object?, string?, Exception?, bool> processValue, ILogger logger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(processValue);
        foreach (var unprocessed in await ExecutionConfiguration.GatherArgumentsAsync(resource, executionContext, logger, cancellationToken).ConfigureAwait(false))
        {
            var (resolved, error) = await TryResolveAsync(resource, executionContext, unprocessed, cancellationToken).ConfigureAwait(false);
            if (resolved.Value is not null || error is not null)
                processValue(unprocessed, resolved.Value, error, resolved.IsSensitive);
        }
    }

    private static async ValueTask<(ResolvedValue Value, Exception? Error)> TryResolveAsync(IResource resource, DistributedApplicationExecutionContext executionContext, object value, CancellationToken cancellationToken)
    {
        try
        {
            var context = new ValueProviderContext { Caller = resource, ExecutionContext = executionContext };
            return (await ValueResolver.ResolveAsync(value, context, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (default, e);
        }
    }
}
