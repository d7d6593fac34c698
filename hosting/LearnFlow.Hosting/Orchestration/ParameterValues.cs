using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Terminal;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Settles every parameter before anything starts. A missing value is asked for once on an interactive terminal and kept in
/// the user secrets; without a terminal the start ends at once, with a sentence for each missing one.
/// </summary>
internal sealed class ParameterValues(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    IUserSecretsManager userSecrets,
    IConfiguration configuration,
    OrchestratorSettings settings,
    IValuePrompt prompt)
{
    /// <summary>The values that are hidden in what is shown.</summary>
    public SecretMask Secrets { get; } = new();

    /// <exception cref="DistributedApplicationException">Values are missing; the message names the parameters and how to set them.</exception>
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        KeepGeneratedValues();
        var missing = new List<string>();
        foreach (var parameter in Parameters())
        {
            string? value;
            try
            {
                value = parameter.ConfiguredValue;
            }
            catch (MissingParameterValueException)
            {
                value = Ask(parameter);
                if (value is null)
                {
                    missing.Add(HowToSet(parameter));
                    await notifications.PublishUpdateAsync(parameter, s => s with { State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn) }).ConfigureAwait(false);
                    continue;
                }

                parameter.ValueFromPerson = new TaskCompletionSource<string>();
                parameter.ValueFromPerson.SetResult(value);
            }

            if (parameter.Secret)
                Secrets.Add(value);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = KnownResourceStates.Running,
                Properties = [.. s.Properties.Where(p => p.Name != "Value"), new ResourcePropertySnapshot("Value", value) { IsSensitive = parameter.Secret }],
            }).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (missing.Count > 0)
            throw new DistributedApplicationException(string.Join(Environment.NewLine, missing));
    }

    // An AppHost without user secrets keeps what it generates in its data folder, or its database would be locked out next time.
    private void KeepGeneratedValues()
    {
        if (userSecrets.IsAvailable || settings.DeleteData || configuration is not IConfigurationManager manager)
            return;
        var file = Path.Combine(settings.DataPath, "secrets.json");
        manager.AddJsonFile(file, optional: true);
        var secrets = new UserSecrets(file);
        foreach (var parameter in Parameters().Where(p => p.Default is UserSecretsParameterDefault))
            secrets.GetOrSetSecret(manager, parameter.ConfigurationKey, () => parameter.Default!.GetDefaultValue());
    }

    // Those of the model, and those that resources hold without having been added, such as generated passwords.
    private IEnumerable<ParameterResource> Parameters() => model.Resources
        .OfType<ParameterResource>()
        .Concat(model.Resources.OfType<PostgresServerResource>().Select(p => p.PasswordParameter))
        .Distinct();

    private string? Ask(ParameterResource parameter)
    {
        if (!prompt.IsAvailable)
            return null;
        var value = prompt.Ask(parameter.Description ?? $"Value of the parameter '{parameter.Name}'", parameter.Secret);
        if (!string.IsNullOrEmpty(value))
            userSecrets.TrySetSecret(parameter.ConfigurationKey, value);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static string HowToSet(ParameterResource parameter)
    {
        var key = parameter.ConfigurationKey;
        var variable = key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_');
        return $"The parameter '{parameter.Name}' has no value: give one with --{key}=<value>, the environment variable {variable}, \"{key}\" in the AppHost's appsettings.json, or dotnet user-secrets set \"{key}\" <value>.";
    }
}
