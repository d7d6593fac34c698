using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>The environment of a child: the host's own without what concerns only the AppHost, and then the model's.</summary>
internal static class ChildEnvironment
{
    // Set for the AppHost by its launch profile, by the SDK that runs it or by a test runner.
    private static readonly string[] s_hostOnly =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "HTTP_PORTS", "HTTPS_PORTS", "URLS",
        "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS",
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID",
        "LearnFlow__DataPath", "LearnFlow__Fresh",
    ];

    public static IReadOnlyDictionary<string, string?> For(ResourceInstance instance, ExecutionConfiguration configuration, EndpointAllocator endpoints)
    {
        var environment = s_hostOnly.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in configuration.Environment)
            environment[name] = endpoints.ForInstance(instance.Resource, value, instance.Index);

        // The model is evaluated once for all instances.
        var first = instance.Resource.GetResolvedResourceNames()[0];
        if (instance.Id != first && environment.TryGetValue("OTEL_RESOURCE_ATTRIBUTES", out var attributes))
            environment["OTEL_RESOURCE_ATTRIBUTES"] = attributes?.Replace($"service.instance.id={first}", $"service.instance.id={instance.Id}", StringComparison.Ordinal);
        return environment;
    }

    public static ImmutableArray<EnvironmentVariableSnapshot> Shown(ExecutionConfiguration configuration, SecretMask secrets) =>
    [
        .. from e in configuration.Environment
           let shown = configuration.SensitiveVariables.Contains(e.Key) ? "*****" : secrets.Apply(e.Value)
           select new EnvironmentVariableSnapshot(e.Key, shown, IsFromSpec: true) { Unmasked = e.Value },
    ];
}
