namespace LearnFlow.Bench.Suites.Help;

/// <summary>All figures of help: struggle detection, the model's stream, the offline tutor.</summary>
internal static class HelpSuite
{
    /// <summary>Measures one after the other; the whole system runs only for the last.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken) =>
    [
        .. await StruggleDetection.MeasureAsync(cancellationToken),
        .. await ModelFirstToken.MeasureAsync(cancellationToken),
        .. await OfflineHelp.MeasureAsync(cancellationToken),
    ];
}
