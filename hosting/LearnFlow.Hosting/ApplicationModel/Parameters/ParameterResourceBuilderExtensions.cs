using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters and connection strings from configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is the configuration's <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddParameter(CreateParameter(builder, name, secret));
    }

    /// <summary>Adds a parameter with a fixed value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="publishValueAsDefault">Whether the manifest holds the value as the parameter's default.</param>
    /// <param name="secret">Whether the value is masked.</param>
    /// <exception cref="ArgumentException">A secret would be published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter whose value is computed once.</summary>
    /// <exception cref="ArgumentException">A secret would be published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
            throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret));
        return builder.AddParameter(new ParameterResource(name, value => value?.GetDefaultValue() ?? valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        });
    }

    /// <summary>Adds a parameter whose default is generated.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The default when the configuration has no <c>Parameters:{name}</c>.</param>
    /// <param name="secret">Whether the value is masked.</param>
    /// <param name="persist">Whether, in run mode, the generated value is kept in user secrets.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (persist && builder.ExecutionContext.IsRunMode)
            value = new UserSecretsParameterDefault(name, value, builder.UserSecretsManager);
        return builder.AddParameter(new ParameterResource(name, fallback => ValueOf(builder.Configuration, $"Parameters:{name}", fallback), secret) { Default = value });
    }

    /// <summary>Adds a parameter whose value is at a configuration key.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, [ResourceName] string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configurationKey);
        return builder.AddParameter(new ParameterResource(name, fallback => ValueOf(builder.Configuration, configurationKey, fallback), secret) { ConfigurationKey = configurationKey });
    }

    /// <summary>Gives a parameter a sentence for whoever has to give the value.</summary>
    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(description);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Adds a connection string from the configuration's <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="environmentVariableName">The variable that carries it to others; <c>ConnectionStrings__{name}</c> when null.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.AddParameter(new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name)
                ?? throw new MissingParameterValueException($"Connection string parameter resource could not be used because connection string '{name}' is missing."),
            environmentVariableName));
    }

    /// <summary>A secret parameter with a generated value of at least 22 characters, kept in user secrets in run mode; not added to the model.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new()
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>A parameter with a generated value, kept in user secrets in run mode; not added to the model.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = builder.ExecutionContext.IsRunMode
            ? new UserSecretsParameterDefault(name, parameterDefault, builder.UserSecretsManager)
            : parameterDefault;
        return parameter;
    }

    /// <summary>A parameter from configuration; not added to the model.</summary>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return new(name, fallback => ValueOf(builder.Configuration, $"Parameters:{name}", fallback), secret);
    }

    /// <summary>Makes the manifest describe a resource as a connection string that the deployment asks for.</summary>
    public static void ConfigureConnectionStringManifestPublisher(IResourceBuilder<IResourceWithConnectionString> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var parameter = new ParameterResource(builder.Resource.Name, _ => "", secret: true) { IsConnectionString = true };
        builder.WithManifestPublishingCallback(context => context.WriteParameter(parameter));
    }

    private static IResourceBuilder<T> AddParameter<T>(this IDistributedApplicationBuilder builder, T parameter) where T : ParameterResource =>
        builder.AddResource(parameter).WithInitialState(new()
        {
            ResourceType = "Parameter",
            State = KnownResourceStates.Waiting,
            Properties = [new(CustomResourceKnownProperties.Source, parameter.ConfigurationKey)],
        });

    /// <summary>The value at a key, at the key with <c>_</c> for <c>-</c> (environment variables cannot hold a hyphen), or the default.</summary>
    private static string ValueOf(IConfiguration configuration, string key, ParameterDefault? fallback) =>
        configuration[key]
        ?? configuration[key.Replace('-', '_')]
        ?? fallback?.GetDefaultValue()
        ?? throw new MissingParameterValueException($"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter has no default value.");
}
