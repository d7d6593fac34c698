using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The endpoints that a project's own appsettings give Kestrel (<c>Kestrel:Endpoints</c>). Kestrel then takes no notice of URLs.</summary>
internal sealed class KestrelEndpoints
{
    private readonly (string Name, BindingAddress Address, string? Protocols)[] _endpoints;
    private readonly bool _http2ByDefault;

    private KestrelEndpoints(IConfiguration configuration, bool excluded)
    {
        _http2ByDefault = configuration["Kestrel:EndpointDefaults:Protocols"] == "Http2";
        _endpoints = excluded ? [] : [.. configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(e => e["Url"] is not null)
            .Select(e => (e.Key, BindingAddress.Parse(e["Url"]!), e["Protocols"]))];
    }

    public bool Any => _endpoints.Length > 0;

    public static KestrelEndpoints Read(ProjectResource project, bool excluded)
    {
        var folder = Path.GetDirectoryName(project.GetProjectMetadata().ProjectPath)!;
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var configuration = new ConfigurationBuilder();
        if (Directory.Exists(folder))
        {
            configuration.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true);
            configuration.AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true);
        }
        return new(configuration.Build(), excluded);
    }

    public static string Host(BindingAddress address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? "localhost" : address.Host;

    /// <summary>Adds the endpoints, named by their scheme where it is the only one of it.</summary>
    public void AddTo(IResourceBuilder<ProjectResource> builder, bool runs)
    {
        var hosts = new Dictionary<EndpointAnnotation, string>();
        foreach (var (name, address, protocols) in _endpoints)
        {
            var isOnly = _endpoints.Count(e => e.Address.Scheme == address.Scheme) == 1;
            builder.WithEndpoint(isOnly ? address.Scheme : name, endpoint =>
            {
                if (runs)
                    endpoint.Port = address.Port;
                else
                    endpoint.TargetPort = address.Port;
                endpoint.UriScheme = address.Scheme;
                endpoint.TargetHost = hosts[endpoint] = Host(address);
                SetTransport(endpoint, protocols);
            });
        }
        if (!Any)
            return;

        // With Kestrel endpoints in the configuration, every endpoint must be given to Kestrel that way.
        builder.WithEnvironment(context =>
        {
            var project = builder.Resource;
            foreach (var endpoint in project.GetEndpoints().Where(project.ShouldInjectEndpointEnvironment).Where(e => e.EndpointAnnotation != project.DefaultHttpsEndpoint))
            {
                var host = runs && hosts.TryGetValue(endpoint.EndpointAnnotation, out var configured) ? configured : "*";
                context.EnvironmentVariables[$"Kestrel__Endpoints__{endpoint.EndpointName}__Url"] =
                    ReferenceExpression.Create($"{endpoint.Scheme}://{host}:{endpoint.Property(EndpointProperty.TargetPort)}");
            }
        });
    }

    /// <summary>http2 where the configuration says so, by the endpoint or by default.</summary>
    public void SetTransport(EndpointAnnotation endpoint, string? protocols = null)
    {
        if (protocols is null ? _http2ByDefault : protocols == "Http2")
            endpoint.Transport = "http2";
    }
}
