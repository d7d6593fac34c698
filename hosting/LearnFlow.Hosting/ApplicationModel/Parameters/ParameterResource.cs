namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside: configuration, a person, a generator.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;
    private string? _configurationKey;

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="callback">Gives the value once, from the default if it needs one.</param>
    /// <param name="secret">Whether the value is masked and never written to the manifest.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new(() => callback(Default));
        Secret = secret;
    }

    /// <summary>What the value is when the configuration has none.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether the value is masked and never written to the manifest.</summary>
    public bool Secret { get; }

    /// <summary>Whether the value is a connection string; its key is then <c>ConnectionStrings:{name}</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>A sentence for whoever has to give the value.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value from configuration, the default or a person.</summary>
    /// <exception cref="MissingParameterValueException">There is none.</exception>
    [Obsolete("Use GetValueAsync for async access or pass the ParameterResource directly to methods that accept it (e.g., environment variables).")]
    public string Value => GetValueAsync(default).AsTask().GetAwaiter().GetResult()!;

    /// <summary>The configuration key: <c>Parameters:{name}</c> unless said otherwise.</summary>
    internal string ConfigurationKey
    {
        get => _configurationKey ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}");
        set => _configurationKey = value;
    }

    /// <summary>Set by the orchestrator while it asks a person for the value.</summary>
    internal TaskCompletionSource<string>? ValueFromPerson { get; set; }

    /// <summary>The value from configuration or the default.</summary>
    /// <exception cref="MissingParameterValueException">There is neither.</exception>
    internal string ConfiguredValue => _value.Value;

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueFromPerson is { } answer
        ? await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false)
        : ConfiguredValue;

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
}

/// <summary>A connection string from configuration.</summary>
internal sealed class ConnectionStringParameterResource : ParameterResource, IResourceWithConnectionString
{
    public ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName) : base(name, callback, secret: true)
    {
        IsConnectionString = true;
        ConnectionStringEnvironmentVariable = environmentVariableName;
    }

    public string? ConnectionStringEnvironmentVariable { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{this}");

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";
}
