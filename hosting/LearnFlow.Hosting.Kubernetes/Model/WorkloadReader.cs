namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>Reads what a resource runs with.</summary>
internal static class WorkloadReader
{
    /// <summary>Where telemetry goes: a Service of that name, which each overlay has.</summary>
    public const string Collector = "otel-collector";

    /// <summary>The port of OTLP over gRPC.</summary>
    public const int CollectorPort = 4317;

    public static async Task<Workload> ReadAsync(IResource resource, ClusterOptions options, DistributedApplicationExecutionContext context,
        CancellationToken cancellationToken)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().WithArgumentsConfig()
            .BuildAsync(context, cancellationToken: cancellationToken).ConfigureAwait(false);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secrets = new List<string>();
        // The model's variables of a broker are for another image than the cluster's.
        var variables = resource is KafkaServerResource ? []
            : configuration.EnvironmentVariablesWithUnprocessed.ToDictionary(v => v.Key, v => v.Value.Unprocessed);
        foreach (var (name, value) in variables)
        {
            var evaluated = await ExpressionEvaluator.EvaluateAsync(value, ValueSources.Local, cancellationToken).ConfigureAwait(false);
            if (evaluated.IsPrivate || IsPartOfConnection(resource, name, value))
                secrets.Add(name);
            else if (evaluated.Text is { } text)
                settings[name] = text;
        }
        AddDefaults(resource, settings);

        var arguments = new List<string>();
        foreach (var (argument, _, _) in configuration.ArgumentsWithUnprocessed)
        {
            var evaluated = await ExpressionEvaluator.EvaluateAsync(argument, ValueSources.Local, cancellationToken).ConfigureAwait(false);
            if (evaluated.IsPrivate)
            {
                throw new DistributedApplicationException(
                    $"An argument of '{resource.Name}' holds a secret, which everybody who lists processes would see: use WithEnvironment.");
            }
            if (evaluated.Text is { } text)
                arguments.Add(text);
        }
        return new(resource, Image(resource), ServicePorts.Of(resource), variables, settings, secrets, arguments, options.Of(resource.Name));
    }

    /// <summary>Whether a variable is a part of a connection to a server (<c>CATALOGDB_USERNAME</c>): all parts change together.</summary>
    private static bool IsPartOfConnection(IResource resource, string name, object value) => value is ReferenceExpression expression
        && resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => r.Resource).OfType<IResourceWithConnectionString>()
            .Where(c => Root(c) is ContainerResource)
            .SelectMany(c => c.GetConnectionProperties())
            .Any(p => p.Value.ValueExpression == expression.ValueExpression && name.EndsWith($"_{p.Key}", StringComparison.OrdinalIgnoreCase));

    private static IResource Root(IResource resource) => resource is IResourceWithParent child ? Root(child.Parent) : resource;

    private static void AddDefaults(IResource resource, SortedDictionary<string, string> settings)
    {
        if (resource is not ProjectResource)
            return;
        // The home folder cannot be written to; /tmp can.
        settings.TryAdd("HOME", "/tmp");
        if (!resource.HasAnnotationOfType<OtlpExporterAnnotation>())
            return;
        settings.TryAdd("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{Collector}:{CollectorPort}");
        settings.TryAdd("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
        settings.TryAdd("OTEL_SERVICE_NAME", resource.Name);
    }

    /// <summary>A project's image is named as <c>dotnet publish -t:PublishContainer</c> is asked to name it.</summary>
    private static string Image(IResource resource)
    {
        if (resource.TryGetContainerImageName(out var image))
            return image;
        if (resource.TryGetLastAnnotation<IProjectMetadata>(out var project))
            return Path.GetFileNameWithoutExtension(project.ProjectPath).ToLowerInvariant().Replace('.', '-');
        throw new DistributedApplicationException(
            $"'{resource.Name}' has no image: give it one with WithImage, or build it before and name the result.");
    }
}
