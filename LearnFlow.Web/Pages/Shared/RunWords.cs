using System.Globalization;
using System.Text.Json;

namespace LearnFlow.Web.Pages.Shared;

/// <summary>What a learner reads for each status of a run (the sandbox's contract); pages and scripts use the same words.</summary>
internal static class RunWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["ok"] = "Finished",
        ["error"] = "Ended with an error",
        ["wallTimeLimit"] = "Stopped: ran too long",
        ["cpuTimeLimit"] = "Stopped: computed too long",
        ["memoryLimit"] = "Stopped: used too much memory",
        ["outputLimit"] = "Stopped: printed too much",
        ["fileLimit"] = "Stopped: wrote too much to files",
        ["recursionLimit"] = "Stopped: calls nested too deep",
        ["waitingForInput"] = "Stopped: wanted more input",
        ["cancelled"] = "Stopped",
    };

    /// <summary>All words, for the scripts.</summary>
    public static string Json { get; } = JsonSerializer.Serialize(Words);

    /// <summary>The words for <paramref name="status"/>.</summary>
    public static string For(string status) => Words.GetValueOrDefault(status, status);

    /// <summary>Time and memory of a run, as Client/console.ts writes them.</summary>
    public static string Measures(double elapsedMs, long peakMemoryBytes)
    {
        var time = elapsedMs < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{elapsedMs:F0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{elapsedMs / 1000:F2} s");
        return string.Create(CultureInfo.InvariantCulture, $"{time} · {peakMemoryBytes / 1048576.0:F1} MiB");
    }
}
