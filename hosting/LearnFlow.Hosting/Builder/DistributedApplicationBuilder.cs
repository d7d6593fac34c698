using System.Diagnostics;
using System.Reflection;
using Aspire.Hosting.Publishing;
using LearnFlow.Hosting;
using LearnFlow.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
/// <remarks>
/// Writes the diagnostic events DistributedApplicationBuilderConstructing, …BuilderConstructed, …Building and …Built of the source
/// Aspire.Hosting, by which a testing builder takes part in the construction of somebody else's AppHost.
/// </remarks>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly DistributedApplicationExecutionContextOptions _contextOptions;

    /// <summary>Begins an application.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) }) { }

    /// <summary>Begins an application.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;

        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new() };
        settings.Configuration.AddEnvironmentVariables("ASPIRE_");
        if (AppHostAssembly is not null && options.ProjectDirectory is { } folder && Directory.Exists(folder))
            settings.ContentRootPath = folder;
        Write("DistributedApplicationBuilderConstructing", (options, settings));

        _host = new HostApplicationBuilder(settings);
        AppHostDirectory = options.ProjectDirectory ?? _host.Environment.ContentRootPath;
        AppHostPath = Path.GetFullPath(Path.Join(AppHostDirectory, options.ProjectName ?? _host.Environment.ApplicationName));

        AppHostConfiguration.AddCommandLine(Configuration, options.Args ?? []);
        _contextOptions = AppHostConfiguration.ReadOperation(Configuration);
        ExecutionContext = new(_contextOptions);
        AppHostConfiguration.AddIdentity(Configuration, AppHostDirectory, AppHostPath, options.DashboardApplicationName ?? Environment.ApplicationName, ExecutionContext);

        var secretsId = Configuration["ASPIRE_USER_SECRETS_ID"] ?? AppHostAssembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId;
        UserSecretsManager = new UserSecrets(secretsId is null ? null : PathHelper.GetSecretsPathFromSecretsId(secretsId));
        if (UserSecretsManager.IsAvailable && ExecutionContext.IsRunMode)
            AppHostConfiguration.AddUserSecrets(Configuration, UserSecretsManager.FilePath);

        AddServices();
        Write("DistributedApplicationBuilderConstructed", this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <summary>The folder and the name of the AppHost project, which identify the application on the machine.</summary>
    public string AppHostPath { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly => _options.Assembly;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IUserSecretsManager UserSecretsManager { get; }

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ValidateName(resource);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        Write("DistributedApplicationBuilding", this);
        foreach (var resource in Resources)
            ValidateName(resource);
        var application = new DistributedApplication(_host.Build());
        _contextOptions.Services = application.Services;
        Write("DistributedApplicationBuilt", application);
        return application;
    }

    private void AddServices()
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        _host.Logging.AddConfiguration(Configuration.GetSection("Logging"));

        Services.AddSingleton(_options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(UserSecretsManager);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(s => new ResourceCommandService(s.GetRequiredService<ResourceNotificationService>(), s.GetRequiredService<ResourceLoggerService>(), s));
        Services.Configure<ResourceNotificationServiceOptions>(o =>
            o.DefaultWaitBehavior = _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHealthChecks();
        Services.AddHttpClient();
        Eventing.Subscribe<BeforeStartEvent>(ContainerImages.ReplaceRegistriesAsync);
        Eventing.Subscribe<BeforeStartEvent>(Http2Endpoints.SetTransportAsync);

        if (ExecutionContext.IsPublishMode)
        {
            Services.AddHostedService<ManifestPublisher>();
            PublishSteps.AddKubernetes(Services);
            return;
        }
        if (!_options.DisableDashboard)
            TelemetryReceiver.AddDashboard(Services);
        Eventing.Subscribe<BeforeStartEvent>(TelemetryReceiver.ForgetWhenAbsentAsync);
        Services.AddOrchestrator();
    }

    private static void ValidateName(IResource resource) =>
        ModelName.ValidateName(nameof(Resource), resource.Name, resource.Annotations.OfType<NameValidationPolicyAnnotation>().LastOrDefault());

    private static void Write(string name, object payload)
    {
        using var listener = new DiagnosticListener("Aspire.Hosting");
        if (listener.IsEnabled(name))
            listener.Write(name, payload);
    }
}
