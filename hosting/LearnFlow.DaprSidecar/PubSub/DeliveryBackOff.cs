namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>How long to wait before a message is delivered again: 100 ms, doubled up to 5 s, for ever.</summary>
/// <remarks>Dapr's Kafka component waits 5 s each time; starting lower lets a restarted app catch up sooner.</remarks>
internal static class DeliveryBackOff
{
    public static TimeSpan Before(int attempt) => TimeSpan.FromMilliseconds(Math.Min(5000, 100 * Math.Pow(2, Math.Min(attempt - 1, 10))));
}
