namespace Aspire.Hosting.ApplicationModel;

/// <summary>A thing of the distributed application: a project, a container, an executable, a database, a parameter.</summary>
/// <remarks>A resource is plain data. What it does hangs on its annotations, which the orchestrator or a publisher reads.</remarks>
public interface IResource
{
    /// <summary>The name, unique in the model without regard to case.</summary>
    string Name { get; }

    /// <summary>What is known about the resource beyond its type.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Marks a fact that can be attached to a resource.</summary>
public interface IResourceAnnotation;
