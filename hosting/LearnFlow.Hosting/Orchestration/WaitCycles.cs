using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Finds resources that would wait for each other for ever.</summary>
internal static class WaitCycles
{
    /// <exception cref="DistributedApplicationException">There is a cycle; the message shows the way round.</exception>
    public static void ThrowIfAny(IEnumerable<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
            Visit(resource, [], done);
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        var seenAt = path.IndexOf(resource);
        if (seenAt >= 0)
        {
            var round = path[seenAt..].Append(resource).Select(r => $"'{r.Name}'");
            throw new DistributedApplicationException($"These resources wait for each other and would never start: {string.Join(" waits for ", round)}. Remove one of the WaitFor calls.");
        }

        if (!done.Contains(resource))
        {
            path.Add(resource);
            foreach (var next in Dependencies(resource))
                Visit(next, path, done);
            path.RemoveAt(path.Count - 1);
            done.Add(resource);
        }
    }

    // A child runs when its owner does.
    private static IEnumerable<IResource> Dependencies(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource);
        return resource is IResourceWithParent child ? waits.Append(child.Parent) : waits;
    }
}
