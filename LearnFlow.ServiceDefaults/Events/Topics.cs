namespace LearnFlow.Events;

/// <summary>Names of the Dapr components and topics that every service uses.</summary>
public static class Topics
{
    /// <summary>The pub/sub component.</summary>
    public const string PubSub = "pubsub";

    /// <summary>The state store component.</summary>
    public const string StateStore = "statestore";

    /// <summary>What learners do; the key is the learner's id, so one learner's events stay in order.</summary>
    public const string LearningEvents = "learning-events";

    /// <summary>Struggles that Triage found or saw end.</summary>
    public const string StruggleAlerts = "struggle-alerts";
}
