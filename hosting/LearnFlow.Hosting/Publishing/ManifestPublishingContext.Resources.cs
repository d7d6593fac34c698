namespace Aspire.Hosting.Publishing;

public sealed partial class ManifestPublishingContext
{
    private readonly PortAllocator _ports = new();

    /// <summary>Writes a container: image or build, entry point, arguments, mounts, environment, bindings.</summary>
    public async Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            WriteBuild(build);
        }
        else
        {
            if (!container.TryGetContainerImageName(out var image))
                throw new DistributedApplicationException($"Could not get the container image name for resource '{container.Name}'.");
            Writer.WriteString("type", "container.v0");
            WriteConnectionString(container);
            Writer.WriteString("image", image);
        }
        if (container.Entrypoint is not null)
            Writer.WriteString("entrypoint", container.Entrypoint);
        await WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        WriteMounts(container);
        await WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        WriteBindings(container);
    }

    /// <summary>Writes the connection string of a resource that has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is not IResourceWithConnectionString { ConnectionStringExpression: { } connectionString })
            return;
        TryAddDependentResources(connectionString);
        Writer.WriteString("connectionString", ExpressionOf(connectionString));
    }

    /// <summary>Writes the endpoints; ports that a deployment tool chooses are left out.</summary>
    public void WriteBindings(IResource resource)
    {
        var endpoints = resource.ResolveEndpoints(_ports);
        if (endpoints.Count == 0)
            return;
        Writer.WriteStartObject("bindings");
        foreach (var resolved in endpoints)
        {
            var endpoint = resolved.Endpoint;
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);
            if (resolved.ExposedPort is { Value: { } port, IsImplicit: false } && port != resolved.TargetPort.Value)
                Writer.WriteNumber("port", port);
            if (resolved.TargetPort.Value is { } targetPort)
                Writer.WriteNumber("targetPort", targetPort);
            if (endpoint.IsExternal)
                Writer.WriteBoolean("external", true);
            Writer.WriteEndObject();
        }
        Writer.WriteEndObject();
    }

    /// <summary>Writes the environment, if there is any.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var variables = await ExecutionConfiguration.GatherEnvironmentAsync(resource, ExecutionContext, cancellationToken: CancellationToken).ConfigureAwait(false);
        if (variables.Count == 0)
            return;
        Writer.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            Writer.WriteString(name, await TextOfAsync(resource, value).ConfigureAwait(false));
            TryAddDependentResources(value);
        }
        Writer.WriteEndObject();
    }

    /// <summary>Writes the command line, if there is any.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var arguments = await ExecutionConfiguration.GatherArgumentsAsync(resource, ExecutionContext, cancellationToken: CancellationToken).ConfigureAwait(false);
        if (arguments.Count == 0)
            return;
        Writer.WriteStartArray("args");
        foreach (var argument in arguments)
        {
            Writer.WriteStringValue(await TextOfAsync(resource, argument).ConfigureAwait(false));
            TryAddDependentResources(argument is IResourceBuilder<IResource> builder ? builder.Resource : argument);
        }
        Writer.WriteEndArray();
    }

    internal void WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
            Writer.WriteString("connectionString", parameter.ValueExpression);
        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
            Writer.WriteBoolean("secret", true);
        if (parameter.Default is { } value)
        {
            Writer.WriteStartObject("default");
            value.WriteToManifest(this);
            Writer.WriteEndObject();
        }
        Writer.WriteEndObject();
        Writer.WriteEndObject();
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata))
            throw new DistributedApplicationException($"Project metadata was not found for resource '{project.Name}'.");
        Writer.WriteString("type", "project.v0");
        Writer.WriteString("path", GetManifestRelativePath(metadata.ProjectPath));
        await WriteCommandLineArgumentsAsync(project).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(project).ConfigureAwait(false);
        WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        WriteConnectionString(executable);
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        await WriteCommandLineArgumentsAsync(executable).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(executable).ConfigureAwait(false);
        WriteBindings(executable);
    }

    private void WriteValue(IResource resource)
    {
        Writer.WriteString("type", "value.v0");
        WriteConnectionString(resource);
    }

    private void WriteBuild(DockerfileBuildAnnotation build)
    {
        Writer.WriteStartObject("build");
        Writer.WriteString("context", GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", GetManifestRelativePath(build.DockerfilePath));
        if (build.Stage is { } stage)
            Writer.WriteString("stage", stage);
        if (!build.HasEntrypoint)
            Writer.WriteBoolean("buildOnly", true);
        if (build.BuildArguments.Count > 0)
        {
            Writer.WriteStartObject("args");
            foreach (var (name, value) in build.BuildArguments)
            {
                Writer.WriteString(name, BuildValue(value));
                TryAddDependentResources(value);
            }
            Writer.WriteEndObject();
        }
        if (build.BuildSecrets.Count > 0)
        {
            Writer.WriteStartObject("secrets");
            foreach (var (name, value) in build.BuildSecrets)
            {
                Writer.WriteStartObject(name);
                Writer.WriteString("type", "env");
                Writer.WriteString("value", BuildValue(value));
                Writer.WriteEndObject();
                TryAddDependentResources(value);
            }
            Writer.WriteEndObject();
        }
        Writer.WriteEndObject();
    }

    /// <summary>A build argument's text; null lets the build take it from its own environment.</summary>
    private static string? BuildValue(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IManifestExpressionProvider expression => expression.ValueExpression,
        _ => value.ToString(),
    };

    private void WriteMounts(ContainerResource container)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToLookup(m => m.Type);
        if (mounts.Contains(ContainerMountType.BindMount))
        {
            Writer.WriteStartArray("bindMounts");
            foreach (var mount in mounts[ContainerMountType.BindMount])
                WriteMount("source", GetManifestRelativePath(mount.Source), mount.Target.Replace('\\', '/'), mount.IsReadOnly);
            Writer.WriteEndArray();
        }
        if (mounts.Contains(ContainerMountType.Volume))
        {
            Writer.WriteStartArray("volumes");
            foreach (var mount in mounts[ContainerMountType.Volume])
                WriteMount("name", mount.Source, mount.Target, mount.IsReadOnly);
            Writer.WriteEndArray();
        }
    }

    private void WriteMount(string sourceName, string? source, string target, bool isReadOnly)
    {
        Writer.WriteStartObject();
        if (source is not null)
            Writer.WriteString(sourceName, source);
        Writer.WriteString("target", target);
        Writer.WriteBoolean("readOnly", isReadOnly);
        Writer.WriteEndObject();
    }

    private async Task<string?> TextOfAsync(IResource resource, object value)
    {
        if (value is ReferenceExpression expression)
            return ExpressionOf(expression);
        var context = new ValueProviderContext { Caller = resource, ExecutionContext = ExecutionContext };
        return (await ValueResolver.ResolveAsync(value, context, CancellationToken).ConfigureAwait(false)).Value;
    }
}
