using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Kafka;

/// <summary>What the development broker serves.</summary>
public sealed record KafkaBrokerOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The topics to make before the broker is ready, with their number of partitions.</summary>
    public IReadOnlyDictionary<string, int> Topics { get; init; } = new Dictionary<string, int>();

    /// <summary>The name in the job file and in messages.</summary>
    public string Name { get; init; } = "kafka";

    /// <summary>Called for each line that the broker writes.</summary>
    public Action<string, bool>? Output { get; init; }

    /// <summary>Where the broker is written down in case the host dies; null for none.</summary>
    public JobFile? Job { get; init; }
}
