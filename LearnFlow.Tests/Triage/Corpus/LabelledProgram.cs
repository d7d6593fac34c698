using System.Runtime.CompilerServices;
using System.Text.Json;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Tests.Triage.Corpus;

/// <summary>A program of the corpus with its label; the format is described at the top of faulty.txt.</summary>
internal sealed record LabelledProgram(string Name, HelpKind? Kind, int? Line, string? Misconception, string Code, Evidence Evidence)
{
    public static IReadOnlyList<LabelledProgram> Faulty { get; } = Read("faulty.txt");

    public static IReadOnlyList<LabelledProgram> Correct { get; } = Read("correct.txt");

    private static List<LabelledProgram> Read(string file, [CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, file)).ReplaceLineEndings("\n");
        return [.. text.Split("\n=== ").Skip(1).Select(Parse)];
    }

    private static LabelledProgram Parse(string record)
    {
        var parts = record.Split("\n---\n", 2);
        var head = parts[0].Split('\n');
        var code = parts[1].TrimEnd('\n');
        var label = head.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var message = label.GetValueOrDefault("message") is { } json ? JsonSerializer.Deserialize<string>(json) : null;
        var evidence = new Evidence(
            PythonSource.Read(code), label["status"], label.GetValueOrDefault("error"), message, Number("errorLine"), label.GetValueOrDefault("test"));
        return new(
            head[0], label.GetValueOrDefault("kind") is { } kind ? Enum.Parse<HelpKind>(kind, ignoreCase: true) : null,
            Number("line"), label.GetValueOrDefault("misconception"), code, evidence);

        int? Number(string key) => label.GetValueOrDefault(key) is { } value ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
