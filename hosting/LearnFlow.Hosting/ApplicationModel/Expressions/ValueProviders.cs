namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that has a value at run time, perhaps only after a while.</summary>
public interface IValueProvider
{
    /// <summary>The value; waits until there is one.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value as one resource sees it from its network.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);
}

/// <summary>Something that the manifest writes as an expression such as <c>{name.value}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression, braces included.</summary>
    string ValueExpression { get; }
}

/// <summary>A value at run time and an expression in the manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value made from others.</summary>
public interface IValueWithReferences
{
    /// <summary>What the value is made from.</summary>
    IEnumerable<object> References { get; }
}

/// <summary>Who asks for a value, and from where.</summary>
public class ValueProviderContext
{
    /// <summary>The operation under way.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that will use the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network of the caller; null for the caller's own.</summary>
    public NetworkIdentifier? Network { get; init; }

    /// <summary>The network in whose terms addresses are given.</summary>
    internal NetworkIdentifier EffectiveNetwork =>
        Network ?? (Caller?.IsContainer() == true && Caller is ContainerResource { RunsOnHost: false }
            ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork
            : KnownNetworkIdentifiers.LocalhostNetwork);
}
