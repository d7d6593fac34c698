using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of every resource: a name and its annotations.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Annotations = {Annotations.Count}")]
public abstract class Resource : IResource
{
    /// <summary>Creates a resource; the name is checked when the resource enters a model.</summary>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
