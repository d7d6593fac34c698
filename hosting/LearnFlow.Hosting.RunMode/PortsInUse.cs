using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.RunMode;

/// <summary>Replaces a fixed port that another program holds by a free one, and reports it. Aspire starts such a resource without a word.</summary>
internal sealed class PortsInUse(StartReport report) : IDistributedApplicationEventingSubscriber
{
    private static readonly (string Setting, string What)[] s_own =
    [
        ("ASPNETCORE_URLS", "dashboard"), ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "telemetry"), ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "resource service"),
    ];

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            foreach (var resource in e.Model.Resources.OfType<IResourceWithEndpoints>())
            {
                foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                {
                    if (endpoint.Port is { } port && IsInUse(port))
                    {
                        Replace(eventing, resource, endpoint, port);
                    }
                }
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private void Replace(IDistributedApplicationEventing eventing, IResourceWithEndpoints resource, EndpointAnnotation endpoint, int port)
    {
        endpoint.Port = null;
        eventing.Subscribe<ResourceEndpointsAllocatedEvent>(resource, (_, _) =>
        {
            report.Write($"Port {port} ({resource.Name}, {endpoint.Name}) is in use; this time it is {endpoint.AllocatedEndpoint?.Port}.");
            return Task.CompletedTask;
        });
    }

    /// <summary>Replaces the ports of the dashboard and of the AppHost's own services, which would end the start.</summary>
    public static void ReplaceOwn(IConfiguration configuration)
    {
        foreach (var (setting, what) in s_own)
        {
            var addresses = configuration[setting]?.Split(';') ?? [];
            for (var i = 0; i < addresses.Length; i++)
            {
                if (Uri.TryCreate(addresses[i], UriKind.Absolute, out var address) && address.Port > 0 && IsInUse(address.Port))
                {
                    var free = FreePort();
                    addresses[i] = new UriBuilder(address) { Port = free }.Uri.ToString().TrimEnd('/');
                    configuration[setting] = string.Join(';', addresses);
                    if (!configuration.IsQuiet())
                    {
                        Console.WriteLine($"Port {address.Port} ({what}) is in use; this time it is {free}.");
                    }
                }
            }
        }
    }

    private static bool IsInUse(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
