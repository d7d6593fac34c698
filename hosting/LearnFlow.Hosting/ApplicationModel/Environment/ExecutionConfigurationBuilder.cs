using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Evaluates the environment and the command line of a resource, as the orchestrator and the publishers do.</summary>
public interface IExecutionConfigurationBuilder
{
    /// <summary>Adds a step that gathers values.</summary>
    IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer);

    /// <summary>Gathers the values and resolves them; in run mode it waits for those that are not there yet.</summary>
    Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default);
}

/// <summary>A step that gathers values.</summary>
public interface IExecutionConfigurationGatherer
{
    /// <summary>Adds to the values so far.</summary>
    ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default);
}

/// <summary>The values so far.</summary>
public interface IExecutionConfigurationGathererContext
{
    /// <summary>The command line.</summary>
    List<object> Arguments { get; }

    /// <summary>The environment.</summary>
    Dictionary<string, object> EnvironmentVariables { get; }
}

/// <summary>The environment and the command line of a resource.</summary>
public interface IExecutionConfigurationResult
{
    /// <summary>The values that refer to something.</summary>
    IEnumerable<object> References { get; }

    /// <summary>The command line, with what each argument was made from.</summary>
    IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed { get; }

    /// <summary>The environment, with what each variable was made from.</summary>
    IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; }

    /// <summary>The command line.</summary>
    IEnumerable<(string Value, bool IsSensitive)> Arguments => ArgumentsWithUnprocessed.Select(a => (a.Processed, a.IsSensitive));

    /// <summary>The environment.</summary>
    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables => EnvironmentVariablesWithUnprocessed.Select(v => KeyValuePair.Create(v.Key, v.Value.Processed));

    /// <summary>What could not be resolved; null when everything could.</summary>
    Exception? Exception { get; }
}

/// <inheritdoc cref="IExecutionConfigurationBuilder"/>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;
    private readonly List<IExecutionConfigurationGatherer> _gatherers = [];

    private ExecutionConfigurationBuilder(IResource resource) => _resource = resource;

    /// <summary>Begins with nothing gathered.</summary>
    public static IExecutionConfigurationBuilder Create(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ExecutionConfigurationBuilder(resource);
    }

    /// <inheritdoc/>
    public IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer)
    {
        _gatherers.Add(gatherer);
        return this;
    }

    /// <inheritdoc/>
    public async Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default)
    {
        var logger = resourceLogger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        var values = new Values();
        foreach (var gatherer in _gatherers)
            await gatherer.GatherAsync(values, _resource, logger, executionContext, cancellationToken).ConfigureAwait(false);

        var context = new ValueProviderContext { Caller = _resource, ExecutionContext = executionContext };
        List<Exception> errors = [];
        List<(object, string, bool)> arguments = [];
        foreach (var argument in values.Arguments)
        {
            if (await ResolveAsync(argument, "argument").ConfigureAwait(false) is { Value: { } value } resolved)
                arguments.Add((argument, value, resolved.IsSensitive));
        }
        List<KeyValuePair<string, (object, string)>> variables = [];
        foreach (var (name, variable) in values.EnvironmentVariables)
        {
            if (await ResolveAsync(variable, $"environment variable '{name}'").ConfigureAwait(false) is { Value: { } value })
                variables.Add(new(name, (variable, value)));
        }
        return new Result(arguments, variables, errors.Count == 0 ? null : new AggregateException("One or more errors occurred while resolving resource configuration.", errors));

        async ValueTask<ResolvedValue> ResolveAsync(object value, string what)
        {
            try
            {
                return await ValueResolver.ResolveAsync(value, context, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Failed to resolve {What} for resource '{ResourceName}'. A dependency may have failed to start.", what, _resource.Name);
                errors.Add(e);
                return default;
            }
        }
    }

    private sealed class Values : IExecutionConfigurationGathererContext
    {
        public List<object> Arguments { get; } = [];
        public Dictionary<string, object> EnvironmentVariables { get; } = [];
    }

    private sealed record Result(
        IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed,
        IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed,
        Exception? Exception) : IExecutionConfigurationResult
    {
        public IEnumerable<object> References => ArgumentsWithUnprocessed.Select(a => a.Unprocessed)
            .Concat(EnvironmentVariablesWithUnprocessed.Select(v => v.Value.Unprocessed))
            .Where(v => v is IValueProvider or IManifestExpressionProvider).Distinct();
    }
}

/// <summary>The usual steps.</summary>
public static class ExecutionConfigurationBuilderExtensions
{
    /// <summary>Gathers the command line.</summary>
    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddExecutionConfigurationGatherer(new ArgumentsGatherer());
    }

    /// <summary>Gathers the environment.</summary>
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddExecutionConfigurationGatherer(new EnvironmentGatherer());
    }

    private sealed class ArgumentsGatherer : IExecutionConfigurationGatherer
    {
        public async ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default) =>
            context.Arguments.AddRange(await ExecutionConfiguration.GatherArgumentsAsync(resource, executionContext, resourceLogger, cancellationToken).ConfigureAwait(false));
    }

    private sealed class EnvironmentGatherer : IExecutionConfigurationGatherer
    {
        public async ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default)
        {
            foreach (var (name, value) in await ExecutionConfiguration.GatherEnvironmentAsync(resource, executionContext, resourceLogger, cancellationToken).ConfigureAwait(false))
                context.EnvironmentVariables[name] = value;
        }
    }
}
