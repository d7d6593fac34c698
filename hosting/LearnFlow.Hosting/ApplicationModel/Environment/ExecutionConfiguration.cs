using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment and the command line of a resource, evaluated.</summary>
/// <param name="Environment">Variables in the order of their addition.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="SensitiveVariables">Names of the variables that hold a secret.</param>
internal sealed record ExecutionConfiguration(
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    IReadOnlyList<ResolvedValue> Arguments,
    ImmutableHashSet<string> SensitiveVariables)
{
    /// <summary>Evaluates both; values that are not there yet are waited for.</summary>
    /// <exception cref="DistributedApplicationException">A value cannot be had; the message names the variable and the resource.</exception>
    public static async Task<ExecutionConfiguration> OfAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var context = new ValueProviderContext { Caller = resource, ExecutionContext = executionContext };

        List<KeyValuePair<string, string>> environment = [];
        var sensitive = ImmutableHashSet.CreateBuilder<string>();
        foreach (var (name, value) in await GatherEnvironmentAsync(resource, executionContext, logger, cancellationToken).ConfigureAwait(false))
        {
            var resolved = await ResolveAsync(value, $"environment variable '{name}'").ConfigureAwait(false);
            if (resolved.Value is null)
                continue;
            environment.Add(new(name, resolved.Value));
            if (resolved.IsSensitive)
                sensitive.Add(name);
        }

        List<ResolvedValue> arguments = [];
        foreach (var value in await GatherArgumentsAsync(resource, executionContext, logger, cancellationToken).ConfigureAwait(false))
        {
            var resolved = await ResolveAsync(value, "argument").ConfigureAwait(false);
            if (resolved.Value is not null)
                arguments.Add(resolved);
        }
        return new(environment, arguments, sensitive.ToImmutable());

        async ValueTask<ResolvedValue> ResolveAsync(object? value, string what)
        {
            try
            {
                return await ValueResolver.ResolveAsync(value, context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new DistributedApplicationException($"The {what} of resource '{resource.Name}' has no value: {e.Message}", e);
            }
        }
    }

    /// <summary>Runs the steps that make the environment; the values are not resolved.</summary>
    public static async Task<Dictionary<string, object>> GatherEnvironmentAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger ?? NullLogger.Instance };
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await step.Callback(context).ConfigureAwait(false);
        return context.EnvironmentVariables;
    }

    /// <summary>Runs the steps that make the command line; the values are not resolved.</summary>
    public static async Task<IList<object>> GatherArgumentsAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger ?? NullLogger.Instance };
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await step.Callback(context).ConfigureAwait(false);
        return context.Args;
    }
}
