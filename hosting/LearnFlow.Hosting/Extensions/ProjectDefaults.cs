using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project gets: endpoints from its Kestrel configuration or its launch profile, and the variables that ASP.NET Core reads.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<ProjectResource> WithProjectDefaults(this IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var application = builder.ApplicationBuilder;
        var runs = application.ExecutionContext.IsRunMode;

        builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (runs && application.Environment.IsDevelopment())
        {
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }
        builder.WithOtlpExporter();
        builder.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple", when: runs);
        builder.WithEnvironment("LOGGING__CONSOLE__FORMATTEROPTIONS__TIMESTAMPFORMAT", "yyyy-MM-ddTHH:mm:ss.fffffff ", when: runs);
        if (!runs)
            builder.WithEnvironment(ForwardHeaders);

        builder.WithLaunchProfileChoice(options);
        var profile = builder.Resource.GetEffectiveLaunchProfile();
        var kestrel = KestrelEndpoints.Read(builder.Resource, options.ExcludeKestrelEndpoints);
        kestrel.AddTo(builder, runs);
        if (runs)
            builder.WithRunDefaults(profile, kestrel);
        else
            builder.WithPublishDefaults(profile, kestrel);
        return builder;
    }

    private static void WithLaunchProfileChoice(this IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        if (options.ExcludeLaunchProfile)
            builder.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
            builder.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } own)
            builder.WithAnnotation(new DefaultLaunchProfileAnnotation(own));
    }

    private static void WithRunDefaults(this IResourceBuilder<ProjectResource> builder, NamedLaunchProfile? profile, KestrelEndpoints kestrel)
    {
        if (!kestrel.Any)
            builder.WithEnvironment(ListenOnEndpoints);
        if (profile is null)
            return;
        if (!kestrel.Any)
            builder.WithProfileEndpoints(profile.LaunchProfile, kestrel);
        builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
            foreach (var (name, value) in profile.LaunchProfile.EnvironmentVariables)
                context.EnvironmentVariables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
        });
    }

    /// <summary>An endpoint per URL: http, https, then http2, https2, ….</summary>
    private static void WithProfileEndpoints(this IResourceBuilder<ProjectResource> builder, LaunchProfile profile, KestrelEndpoints kestrel)
    {
        var ofScheme = new Dictionary<string, int>();
        foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var address = BindingAddress.Parse(url);
            var number = ofScheme[address.Scheme] = ofScheme.GetValueOrDefault(address.Scheme) + 1;
            builder.WithEndpoint(number == 1 ? address.Scheme : $"{address.Scheme}{number}", endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.TargetHost = KestrelEndpoints.Host(address);
                endpoint.UriScheme = address.Scheme;
                endpoint.FromLaunchProfile = true;
                kestrel.SetTransport(endpoint);
            });
        }
        if (!string.IsNullOrEmpty(profile.LaunchUrl) && Uri.TryCreate(profile.LaunchUrl, UriKind.RelativeOrAbsolute, out var page))
            builder.WithUrls(context => ShowPage(context, page));
    }

    private static void ShowPage(ResourceUrlsCallbackContext context, Uri page)
    {
        foreach (var url in context.Urls.Where(u => u.Endpoint is { Exists: true, EndpointAnnotation.FromLaunchProfile: true }))
            url.Url = page.IsAbsoluteUri ? page.OriginalString : new Uri(new Uri(url.Url), page).ToString();
    }

    /// <summary>A web project has an http and an https endpoint in a deployment, whatever its launch profile says.</summary>
    private static void WithPublishDefaults(this IResourceBuilder<ProjectResource> builder, NamedLaunchProfile? profile, KestrelEndpoints kestrel)
    {
        if (!kestrel.Any)
        {
            builder.WithEnvironment(context =>
            {
                SetPorts(context, "HTTP_PORTS", "http");
                SetPorts(context, "HTTPS_PORTS", "https");
            });
        }
        if (profile?.LaunchProfile.ApplicationUrl is null && !kestrel.Any)
            return;

        var http = EndpointOf("http");
        var https = EndpointOf("https");
        http.TargetPort = https.TargetPort = http.TargetPort ?? https.TargetPort;

        EndpointAnnotation EndpointOf(string scheme)
        {
            var known = builder.Resource.Annotations.OfType<EndpointAnnotation>()
                .FirstOrDefault(e => e.UriScheme == scheme || string.Equals(e.Name, scheme, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
                return known;
            var added = new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, name: scheme) { UriScheme = scheme };
            kestrel.SetTransport(added);
            if (scheme == "https")
                builder.Resource.DefaultHttpsEndpoint = added;
            builder.WithAnnotation(added);
            return added;
        }
    }

    private static void ForwardHeaders(EnvironmentCallbackContext context)
    {
        if (context.Resource.HasAnnotationOfType<EndpointAnnotation>() && !context.Resource.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
    }

    /// <summary>ASPNETCORE_URLS with the port of each endpoint, unless it has been set.</summary>
    private static void ListenOnEndpoints(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        if (variables.ContainsKey("ASPNETCORE_URLS"))
            return;
        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in InjectedEndpoints(context))
        {
            if (!urls.IsEmpty)
                urls.AppendLiteral(";");
            if (endpoint.Scheme == "https")
                variables.TryAdd("ASPNETCORE_HTTPS_PORT", endpoint.Property(EndpointProperty.Port));
            urls.Append($"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }
        if (!urls.IsEmpty)
            variables["ASPNETCORE_URLS"] = urls.Build();
    }

    /// <summary>The default https endpoint is left out: the container most likely has no certificate.</summary>
    private static void SetPorts(EnvironmentCallbackContext context, string variable, string scheme)
    {
        if (context.EnvironmentVariables.ContainsKey(variable))
            return;
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in InjectedEndpoints(context).Where(e => e.Scheme == scheme && e.EndpointAnnotation != ((ProjectResource)context.Resource).DefaultHttpsEndpoint))
        {
            if (!ports.IsEmpty)
                ports.AppendLiteral(";");
            ports.Append($"{endpoint.Property(EndpointProperty.TargetPort)}");
        }
        if (!ports.IsEmpty)
            context.EnvironmentVariables[variable] = ports.Build();
    }

    private static IEnumerable<EndpointReference> InjectedEndpoints(EnvironmentCallbackContext context)
    {
        var project = (ProjectResource)context.Resource;
        return project.GetEndpoints().Where(project.ShouldInjectEndpointEnvironment);
    }

    private static void WithEnvironment(this IResourceBuilder<ProjectResource> builder, string name, string value, bool when)
    {
        if (when)
            builder.WithEnvironment(name, value);
    }
}
