using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model, in the order of their addition.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by name without regard to case.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        resource = this.FirstOrDefault(r => StringComparer.OrdinalIgnoreCase.Equals(r.Name, name));
        return resource is not null;
    }
}

/// <summary>A list of resources with unique names.</summary>
internal sealed class ResourceCollection : IResourceCollection
{
    private readonly List<IResource> _resources = [];

    public ResourceCollection(IEnumerable<IResource>? resources = null)
    {
        foreach (var resource in resources ?? [])
            Add(resource);
    }

    public int Count => _resources.Count;
    public bool IsReadOnly => false;

    public IResource this[int index]
    {
        get => _resources[index];
        set
        {
            RequireNewName(value, replacing: _resources[index]);
            _resources[index] = value;
        }
    }

    public void Add(IResource item)
    {
        RequireNewName(item);
        _resources.Add(item);
    }

    public void Insert(int index, IResource item)
    {
        RequireNewName(item);
        _resources.Insert(index, item);
    }

    public void Clear() => _resources.Clear();
    public bool Contains(IResource item) => _resources.Contains(item);
    public void CopyTo(IResource[] array, int arrayIndex) => _resources.CopyTo(array, arrayIndex);
    public int IndexOf(IResource item) => _resources.IndexOf(item);
    public bool Remove(IResource item) => _resources.Remove(item);
    public void RemoveAt(int index) => _resources.RemoveAt(index);
    public IEnumerator<IResource> GetEnumerator() => _resources.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void RequireNewName(IResource item, IResource? replacing = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        var taken = _resources.FirstOrDefault(r => r != replacing && StringComparer.OrdinalIgnoreCase.Equals(r.Name, item.Name));
        if (taken is not null)
            throw new DistributedApplicationException($"Cannot add resource of type '{item.GetType()}' with name '{item.Name}' because resource of type '{taken.GetType()}' with that name already exists. Resource names are case-insensitive.");
    }
}
