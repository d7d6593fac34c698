using System.Globalization;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kafka;

/// <summary>What DCP runs for a broker: the program LearnFlow.KafkaBroker with its port and its topics.</summary>
internal sealed class KafkaBrokerProcess(KafkaServerResource resource, IConfiguration configuration)
{
    private const string TopicSection = "Kafka:Topics", Program = "LearnFlow.KafkaBroker";

    /// <summary>The program that DCP starts: dotnet of the SDK that runs the AppHost.</summary>
    public static string Command => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    /// <summary>Checks what the program is started with.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be started so; the message says why and what to do.</exception>
    public Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        FindProgram();
        Topics();
        return Task.CompletedTask;
    }

    /// <summary>Adds the command line: the program, its port, and NAME:PARTITIONS for each topic.</summary>
    public void AddArguments(CommandLineArgsCallbackContext context)
    {
        context.Args.Add(FindProgram());
        context.Args.Add(resource.PrimaryEndpoint.Property(EndpointProperty.Port));
        foreach (var (name, partitions) in Topics())
        {
            context.Args.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{partitions}"));
        }
    }

    private List<(string Name, int Partitions)> Topics() => [.. configuration.GetSection(TopicSection).GetChildren().Select(t =>
        int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var partitions) && partitions is >= 1 and <= 10_000
            ? (t.Key, partitions)
            : throw new DistributedApplicationException($"The setting '{t.Path}' is '{t.Value}': write the topic's number of partitions, from 1 to 10000."))];

    private static string FindProgram()
    {
        string?[] places =
        [
            typeof(KafkaBrokerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == Program)?.Value,
            Path.Combine(AppContext.BaseDirectory, "kafka-broker", $"{Program}.dll"),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException($"The development broker ({Program}) was not found: build the project {Program}.");
    }
}
