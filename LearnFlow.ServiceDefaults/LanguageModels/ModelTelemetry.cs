using System.Diagnostics.Metrics;

namespace LearnFlow.LanguageModels;

/// <summary>
/// Names of what is measured. Spans and <c>gen_ai.client.token.usage</c> come from Microsoft.Extensions.AI (OpenTelemetry's
/// semantic conventions for generative AI); cost, which the conventions lack, is ours.
/// </summary>
public static class ModelTelemetry
{
    /// <summary>Name of the activity source and the meter.</summary>
    public const string Name = "LearnFlow.LanguageModels";

    private static readonly Meter s_meter = new(Name);

    /// <summary>US dollars by the configured prices.</summary>
    internal static Counter<double> Cost { get; } = s_meter.CreateCounter<double>("learnflow.gen_ai.cost", "USD", "What calls of the language model cost.");

    /// <summary>Answers by how they ended: <c>model</c>, <c>offline</c>, or both.</summary>
    public static Counter<long> Answers { get; } = s_meter.CreateCounter<long>(
        "learnflow.gen_ai.answers", "{answer}", "Answers by who wrote them and which guard rail or failure changed them.");
}
