namespace Aspire.Hosting;

/// <summary>What the AppHost was started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run the application.</summary>
    Run,

    /// <summary>To write what a deployment needs.</summary>
    Publish,
}

/// <summary>Settings of an execution context.</summary>
public class DistributedApplicationExecutionContextOptions
{
    /// <summary>Options of an operation.</summary>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>Options of an operation with a publisher.</summary>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName) : this(operation) => PublisherName = publisherName;

    /// <summary>The application's services, once they are there.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>The operation.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The publisher's name.</summary>
    public string? PublisherName { get; }
}

/// <summary>Whether the application runs or is published, and its services.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>A context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, "manifest") { }

    /// <summary>A context without services.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName) =>
        (Operation, PublisherName) = (operation, publisherName);

    /// <summary>A context.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
        : this(options?.Operation ?? throw new ArgumentNullException(nameof(options)), options.PublisherName ?? "manifest") => _options = options;

    /// <summary>The operation.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The publisher's name.</summary>
    public string PublisherName { get; set; }

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application has not been built yet.</exception>
    public IServiceProvider Services => _options is null
        ? throw new InvalidOperationException("IServiceProvider is not available because execution context was not constructed with DistributedApplicationExecutionContextOptions.")
        : _options.Services ?? throw new InvalidOperationException("IServiceProvider is not available because the container has not yet been built.");

    /// <summary>Whether the application is published.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application runs.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
