using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// In run mode an executable of DCP's stands for a container: the resource keeps its name, endpoint, connection string, health
/// check, references and children, and shows the state and the log of the executable.
/// </summary>
/// <remarks>
/// DCP takes a resource for a container by its <see cref="ContainerImageAnnotation"/>. Without it nobody allocates the endpoint or
/// publishes the resource's events: <see cref="ReplaceBy"/> does.
/// </remarks>
public static class ContainerReplacement
{
    private const string Host = "127.0.0.1";

    /// <summary>Whether containers are replaced: in run mode, unless the setting <c>LearnFlow:Containers</c> is true.</summary>
    public static bool IsEnabled(IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ExecutionContext.IsRunMode && !builder.Configuration.GetValue<bool>("LearnFlow:Containers");
    }

    /// <summary>Lets an executable stand for the container. It listens on the port of <paramref name="endpointName"/> of 127.0.0.1.</summary>
    /// <param name="container">The resource that would be a container.</param>
    /// <param name="process">The executable. It becomes a child of the resource and waits for what the resource waits for.</param>
    /// <param name="endpointName">The resource's endpoint. Its other endpoints are removed.</param>
    /// <param name="prepareAsync">Runs before each start. A <see cref="DistributedApplicationException"/> from it fails the start with its message.</param>
    public static IResourceBuilder<T> ReplaceBy<T>(
        this IResourceBuilder<T> container,
        IResourceBuilder<ExecutableResource> process,
        string endpointName,
        Func<IServiceProvider, CancellationToken, Task> prepareAsync)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(process);

        var resource = container.Resource;
        var mirror = new ExecutableMirror(resource, process.Resource);

        // Not earlier: methods that are called after this one (WithImageTag, WithDataVolume) need the image.
        container.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((e, _) =>
        {
            RemoveContainer(resource, endpointName, e.Services.GetRequiredService<IConfiguration>());
            foreach (var annotation in resource.Annotations.Where(a => a is WaitAnnotation or ExplicitStartupAnnotation).ToList())
            {
                process.Resource.Annotations.Add(annotation);
            }

            return Task.CompletedTask;
        });

        process.ExcludeFromManifest().WithParentRelationship(resource).OnBeforeResourceStarted(async (_, e, cancellationToken) =>
        {
            mirror.FailureReason = null;
            try
            {
                await prepareAsync(e.Services, cancellationToken).ConfigureAwait(false);
                ValidatePort(resource, endpointName);
            }
            catch (DistributedApplicationException exception)
            {
                mirror.FailureReason = exception.Message;
                throw;
            }
        });

        mirror.AddCommands(container);
        return container
            .WithInitialState(new() { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), Properties = [], State = KnownResourceStates.NotStarted })
            .OnInitializeResource(async (_, e, cancellationToken) =>
            {
                var endpoint = Endpoint(resource, endpointName);
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Host, endpoint.Port!.Value);
                await e.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, e.Services), cancellationToken).ConfigureAwait(false);
                var children = ExecutableMirror.Children(e.Services, resource);
                foreach (var r in (IEnumerable<IResource>)[resource, .. children.Where(c => c is IResourceWithConnectionString)])
                {
                    await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(r, e.Services), cancellationToken).ConfigureAwait(false);
                }

                await mirror.RunAsync(e, new IPEndPoint(IPAddress.Loopback, endpoint.Port.Value), cancellationToken).ConfigureAwait(false);
            })
            .OnResourceReady((_, e, cancellationToken) => mirror.StartChildrenAsync(e.Services, cancellationToken));
    }

    private static EndpointAnnotation Endpoint(IResource resource, string name) => resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == name);

    private static void RemoveContainer(IResource resource, string endpointName, IConfiguration configuration)
    {
        foreach (var annotation in resource.Annotations.Where(a => a is ContainerImageAnnotation || (a is EndpointAnnotation e && e.Name != endpointName)).ToList())
        {
            resource.Annotations.Remove(annotation);
        }

        // DCP gives an endpoint without a port a free one; with a proxy DCP would listen there itself.
        var endpoint = Endpoint(resource, endpointName);
        endpoint.TargetPort = null; // It was the container's, and stands for a missing port.
        var port = configuration.GetValue<bool>("DcpPublisher:RandomizePorts") ? null : endpoint.Port;
        (endpoint.IsProxied, endpoint.Port, endpoint.TargetPort, endpoint.TargetHost) = (false, port, port, Host);
    }

    private static void ValidatePort(IResource resource, string endpointName)
    {
        var port = Endpoint(resource, endpointName).Port!.Value;
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new DistributedApplicationException($"'{resource.Name}' cannot listen on port {port} because another program does: end that program or give '{resource.Name}' another port.", e);
        }
    }
}
