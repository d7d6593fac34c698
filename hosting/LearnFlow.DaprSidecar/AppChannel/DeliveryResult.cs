namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>What the app said to an event.</summary>
/// <param name="Outcome">Taken, dropped, again.</param>
/// <param name="Reason">For the log.</param>
internal readonly record struct DeliveryResult(DeliveryOutcome Outcome, string Reason = "");

/// <summary>What becomes of an event.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Taken.</summary>
    Success,

    /// <summary>Never to be delivered again; goes to the dead letter topic, if there is one.</summary>
    Drop,

    /// <summary>To be delivered again.</summary>
    Retry,
}
