using System.Text.Json;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Import;

/// <summary>An exercise's folder in the layout of an Exercism track (exercism.org/docs/building/tracks): the files by their role.</summary>
/// <param name="Slug">The folder's name.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Difficulty">1 to 5, from the track's 1 to 10.</param>
/// <param name="Concepts">Slugs of the track's concepts.</param>
/// <param name="Statement">The instructions, in Markdown.</param>
/// <param name="Module">The solution's module name.</param>
/// <param name="Stub">The code to start from.</param>
/// <param name="Example">The example solution.</param>
/// <param name="Tests">The unittest file.</param>
/// <param name="Others">Further files that the tests import or read.</param>
public sealed record ExercismExercise(
    string Slug,
    string Title,
    int Difficulty,
    IReadOnlyList<string> Concepts,
    string Statement,
    string Module,
    string Stub,
    string Example,
    string Tests,
    IReadOnlyDictionary<string, string> Others);

/// <summary>Reads a track from its files, wherever in the archive its root is. A folder that is not complete is told, not thrown.</summary>
public sealed class ExercismTrack
{
    private const string Config = ".meta/config.json";
    private static readonly string[] s_documents = ["introduction.md", "instructions.md", "instructions.append.md"];
    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly Dictionary<string, JsonElement> _entries;

    private ExercismTrack(IReadOnlyDictionary<string, string> files) => (_files, _entries) = (files, EntriesOf(files));

    /// <summary>
    /// Every folder with a <c>.meta/config.json</c>: the exercise, or why it cannot be read. Of a track only what is below its
    /// folder <c>exercises</c>: its concepts have such files, too.
    /// </summary>
    public static IEnumerable<(string Slug, ExercismExercise? Exercise, string? Problem)> Read(IReadOnlyDictionary<string, string> files)
    {
        var track = new ExercismTrack(files);
        var configs = files.Keys.Where(path => path == Config || path.EndsWith("/" + Config, StringComparison.Ordinal)).ToList();
        var ofTrack = configs.Where(path => ("/" + path).Contains("/exercises/", StringComparison.Ordinal)).ToList();
        return (ofTrack.Count > 0 ? ofTrack : configs)
            .Order(StringComparer.Ordinal)
            .Select(path => track.ReadExercise(path[..^Config.Length]));
    }

    private (string, ExercismExercise?, string?) ReadExercise(string folder)
    {
        var slug = folder.TrimEnd('/').Split('/')[^1];
        try
        {
            var roles = JsonSerializer.Deserialize<JsonElement>(_files[folder + Config]).GetProperty("files");
            var solution = Named(roles, "solution");
            var tests = Named(roles, "test");
            var example = Named(roles, "example").Concat(Named(roles, "exemplar")).ToList();
            if (solution is not [var stub, ..] || !stub.EndsWith(".py", StringComparison.Ordinal) || stub.Contains('/', StringComparison.Ordinal))
                return (slug, null, "Its .meta/config.json names no Python solution file.");
            if (tests is not [var test, ..] || !_files.TryGetValue(folder + test, out var source))
                return (slug, null, "It has no test file.");
            if (example is not [var solved, ..] || !_files.TryGetValue(folder + solved, out var code))
                return (slug, null, "It has no example solution.");
            var entry = _entries.GetValueOrDefault(slug);
            return (slug, new ExercismExercise(
                slug,
                Text(entry, "name") ?? slug,
                entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("difficulty", out var difficulty) && difficulty.TryGetInt32(out var level)
                    ? Math.Clamp((level + 1) / 2, 1, 5) : 2,
                [.. Named(entry, "concepts").Concat(Named(entry, "practices")).Concat(Named(entry, "topics")).Distinct()],
                StatementOf(folder),
                stub[..^3],
                _files.GetValueOrDefault(folder + stub, ""),
                code,
                source,
                Others(folder, stub, test)), null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (slug, null, "Its .meta/config.json is not JSON with the object “files”.");
        }
    }

    private string StatementOf(string folder)
    {
        var parts = s_documents
            .Select(name => _files.GetValueOrDefault($"{folder}.docs/{name}")).OfType<string>();
        var text = string.Join("\n\n", parts);
        return text.Length == 0 ? "Make the tests pass." : text;
    }

    private Dictionary<string, string> Others(string folder, string stub, string test) => _files
        .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
        .Select(file => (Name: file.Key[folder.Length..], file.Value))
        .Where(file => file.Name != stub && file.Name != test && !file.Name.Split('/').Any(part => part.StartsWith('.'))
            && !file.Name.EndsWith(".md", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => file.Value);

    private static Dictionary<string, JsonElement> EntriesOf(IReadOnlyDictionary<string, string> files)
    {
        var root = files.Keys.Where(path => path == "config.json" || path.EndsWith("/config.json", StringComparison.Ordinal))
            .MinBy(path => path.Count(character => character == '/'));
        try
        {
            return root is null ? [] : JsonSerializer.Deserialize<JsonElement>(files[root]).GetProperty("exercises").EnumerateObject()
                .Where(kind => kind.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(kind => kind.Value.EnumerateArray())
                .Where(entry => Text(entry, "slug") is not null)
                .DistinctBy(entry => Text(entry, "slug"))
                .ToDictionary(entry => Text(entry, "slug")!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return []; // a folder of exercises without a track around it: they have their own configurations
        }
    }

    private static List<string> Named(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
}
