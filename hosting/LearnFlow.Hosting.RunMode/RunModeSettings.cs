using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.RunMode;

/// <summary>The settings of run mode.</summary>
internal static class RunModeSettings
{
    /// <summary>Whether nothing is reported or written for a person: <c>LearnFlow:Quiet</c>, by default where ports are random (tests).</summary>
    public static bool IsQuiet(this IConfiguration configuration) =>
        configuration.GetValue("LearnFlow:Quiet", configuration.GetValue<bool>("DcpPublisher:RandomizePorts"));

    /// <summary>How long a start may take before the report names what it waits for.</summary>
    public static TimeSpan Patience(this IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue("LearnFlow:Patience", 20.0));
}
