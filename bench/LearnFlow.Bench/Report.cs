using System.Globalization;
using System.Text.Json;

namespace LearnFlow.Bench;

/// <summary>A suite's figures, as a table for people and as JSON for programs.</summary>
internal sealed record Report(string Suite, string Machine, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Prints a Markdown table, ready for docs/benchmarks.md.</summary>
    public void WriteTable(TextWriter output)
    {
        output.WriteLine($"{Suite} on {Machine}");
        output.WriteLine();
        output.WriteLine("| figure | value | unit | baseline | ratio | goal | met |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var f in Figures)
        {
            var goal = f.Goal is { } g ? $"{(f.HigherIsBetter ? "≥" : "≤")} {Number(g)}" : "";
            var met = f.Met switch { true => "yes", false => "no", null => "" };
            output.WriteLine($"| {f.Name} | {Number(f.Value)} | {f.Unit} | {Number(f.Baseline)} | {Number(f.Ratio)} | {goal} | {met} |");
        }
    }

    /// <summary>Writes <c>{"suite","machine","figures":[{"name","value","unit","baseline","ratio","goal","met"}]}</c>.</summary>
    public async Task WriteJsonAsync(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new
        {
            Suite,
            Machine,
            Figures = Figures.Select(f => new { f.Name, f.Value, f.Unit, f.Baseline, f.Ratio, f.Goal, f.Met }),
        }, Json);
    }

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";
}
