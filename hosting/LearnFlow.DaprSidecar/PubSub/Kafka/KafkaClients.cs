namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>How librdkafka's clients end.</summary>
internal static class KafkaClients
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Closes clients, but does not wait for a broker that has gone: what is left ends with the process.</summary>
    public static Task CloseAsync(Action close) => Task.WhenAny(Task.Run(close), Task.Delay(s_patience));
}
