using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Where the processes of run mode keep their data: <c>.aspire</c> beside the AppHost; with random ports (Aspire.Hosting.Testing) a
/// temporary folder that is deleted at the end. One AppHost holds it at a time.
/// </summary>
/// <remarks>
/// Settings: <c>LearnFlow:DataPath</c> names another folder; <c>LearnFlow:Fresh=true</c>, or <c>--fresh</c> on the command line, starts with
/// empty data; <c>LearnFlow:DeleteData=true</c> deletes it at the end.
/// </remarks>
public sealed class DataFolder : IDisposable
{
    private readonly DataFolderLock _lock;
    private readonly bool _deleteAtEnd;

    /// <summary>Takes the folder, creating it where there is none.</summary>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">Another AppHost has it; the message says which and what to do.</exception>
    public DataFolder(IConfiguration configuration)
    {
        var path = configuration["LearnFlow:DataPath"];
        var isTemporary = string.IsNullOrEmpty(path) && configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        Path = isTemporary
            ? Directory.CreateTempSubdirectory("learnflow-").FullName
            : System.IO.Path.GetFullPath(string.IsNullOrEmpty(path) ? ".aspire" : path, configuration["AppHost:Directory"] ?? Environment.CurrentDirectory);
        IsFresh = configuration.GetValue<bool>("LearnFlow:Fresh") || Environment.GetCommandLineArgs().Contains("--fresh", StringComparer.Ordinal);
        _deleteAtEnd = isTemporary || configuration.GetValue<bool>("LearnFlow:DeleteData");
        _lock = DataFolderLock.Take(Path);
    }

    /// <summary>The folder, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>Whether volumes begin empty.</summary>
    public bool IsFresh { get; }

    /// <summary>The folder of a named volume, which outlives the run.</summary>
    public string Volume(string name) => System.IO.Path.Combine(Path, "volumes", name);

    /// <summary>A resource's folder for data of one run.</summary>
    public string Scratch(string name) => System.IO.Path.Combine(Path, "scratch", name);

    /// <summary>Gives the folder back.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (_deleteAtEnd && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

/// <summary>Registers the data folder.</summary>
public static class DataFolderServiceCollectionExtensions
{
    /// <summary>Adds <see cref="DataFolder"/> as a singleton; it is taken at its first use.</summary>
    public static IServiceCollection TryAddDataFolder(this IServiceCollection services)
    {
        services.TryAddSingleton<DataFolder>();
        return services;
    }
}
