using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearnFlow.Web.Teaching;

/// <summary>
/// An exercise as the editor's form holds it. What the form has no field of its own for (files, the place in a project)
/// goes through it unchanged, as JSON.
/// </summary>
public sealed class ExerciseForm
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Slug { get; set; }
    public string? Title { get; set; }
    public string? Kind { get; set; } = "function";
    public int Difficulty { get; set; } = 1;
    public List<string> Concepts { get; set; } = [];
    public string? Statement { get; set; }
    public string? Starter { get; set; }
    public string? Solution { get; set; }
    public string? Program { get; set; }
    public string? Preamble { get; set; }
    public string? Files { get; set; }
    public string? Project { get; set; }
    public List<string?> Hints { get; set; } = [];
    public List<TestForm> Tests { get; set; } = [];
    public List<WrongForm> Wrong { get; set; } = [];

    /// <summary>What a new exercise starts with.</summary>
    public static ExerciseForm New() => new() { Hints = ["", "", ""], Tests = [new()], Wrong = [new()] };

    /// <summary>The form of a content (Exercises' contract).</summary>
    public static ExerciseForm Of(JsonObject content)
    {
        var tests = content["tests"] as JsonObject ?? [];
        return new ExerciseForm
        {
            Slug = Text(content["slug"]),
            Title = Text(content["title"]),
            Kind = Text(content["kind"]),
            Difficulty = content["difficulty"]?.GetValue<int>() ?? 1,
            Concepts = [.. List(content["concepts"]).Select(Text).OfType<string>()],
            Statement = Text(content["statement"]),
            Starter = Text(content["starter"]),
            Solution = Text(content["solution"]),
            Program = Text(content["program"]),
            Preamble = Text(tests["preamble"]),
            Files = Json(tests["files"]),
            Project = Json(content["project"]),
            Hints = [.. List(content["hints"]).Select(Text)],
            Tests = [.. List(tests["visible"]).Select(test => TestForm.Of(test!, hidden: false)), .. List(tests["hidden"]).Select(test => TestForm.Of(test!, hidden: true))],
            Wrong = [.. List(content["wrong"]).Select(wrong => new WrongForm { Why = Text(wrong!["why"]), Code = Text(wrong["code"]) })],
        };
    }

    /// <summary>The content that the form says. Parts that were left empty are left out.</summary>
    /// <exception cref="JsonException">A field that holds JSON does not; the message says which one.</exception>
    public JsonObject ToContent()
    {
        var tests = Tests.Where(test => !test.IsEmpty).ToLookup(test => test.Hidden, test => (JsonNode?)test.ToContent());
        return new JsonObject
        {
            ["slug"] = (Slug ?? "").Trim(),
            ["title"] = (Title ?? "").Trim(),
            ["kind"] = Kind,
            ["difficulty"] = Difficulty,
            ["concepts"] = new JsonArray([.. Concepts.Select(concept => (JsonNode?)concept)]),
            ["statement"] = Lines(Statement) ?? "",
            ["starter"] = Lines(Starter) ?? "",
            ["solution"] = Lines(Solution) ?? "",
            ["program"] = Lines(Program),
            ["project"] = Parse(Project, "The place in the project"),
            ["tests"] = new JsonObject
            {
                ["visible"] = new JsonArray([.. tests[false]]),
                ["hidden"] = new JsonArray([.. tests[true]]),
                ["preamble"] = Lines(Preamble),
                ["files"] = Parse(Files, "The files"),
            },
            ["hints"] = new JsonArray([.. Hints.Select(Lines).Where(hint => hint is not null).Select(hint => (JsonNode?)hint)]),
            ["wrong"] = new JsonArray([.. Wrong.Where(wrong => wrong.Code is { Length: > 0 })
                .Select(wrong => (JsonNode?)new JsonObject { ["code"] = Lines(wrong.Code), ["why"] = (wrong.Why ?? "").Trim() })]),
        };
    }

    /// <summary>A part of a content as text to be read.</summary>
    public static string Shown(JsonNode? part) => part is JsonValue value && value.TryGetValue<string>(out var text) ? text : part?.ToJsonString(Readable) ?? "(nothing)";

    internal static string? Text(JsonNode? node) => node?.GetValue<string>();

    internal static string? Json(JsonNode? node) => node?.ToJsonString();

    /// <summary>Forms send lines ended by CR LF (HTML Living Standard, "constructing an entry list"); programs here have LF.</summary>
    internal static string? Lines(string? text) => string.IsNullOrEmpty(text) ? null : text.Replace("\r\n", "\n", StringComparison.Ordinal);

    internal static JsonNode? Parse(string? json, string what)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new JsonException($"{what}: that is not JSON. {e.Message}", e);
        }
    }

    private static IEnumerable<JsonNode?> List(JsonNode? node) => node as JsonArray ?? [];
}

/// <summary>A test in the form.</summary>
public sealed class TestForm
{
    public string? Name { get; set; }
    public bool Hidden { get; set; }

    /// <summary><c>io</c>, <c>call</c> or <c>script</c>: which of the fields below count.</summary>
    public string Kind { get; set; } = "call";
    public string? Stdin { get; set; }
    public string? Output { get; set; }
    public string? Call { get; set; }
    public string? Args { get; set; }
    public string? Returns { get; set; }
    public string? Script { get; set; }
    public string? Files { get; set; }

    internal bool IsEmpty => string.IsNullOrWhiteSpace(Name + Stdin + Output + Call + Args + Returns + Script);

    internal static TestForm Of(JsonNode test, bool hidden) => new()
    {
        Name = ExerciseForm.Text(test["name"]),
        Hidden = hidden,
        Kind = test["call"] is not null ? "call" : test["script"] is not null ? "script" : "io",
        Stdin = ExerciseForm.Text(test["stdin"]),
        Output = ExerciseForm.Text(test["output"]),
        Call = ExerciseForm.Text(test["call"]),
        Args = ExerciseForm.Json(test["args"]),
        Returns = test["call"] is null ? null : ExerciseForm.Json(test["returns"]) ?? "null",
        Script = ExerciseForm.Text(test["script"]),
        Files = ExerciseForm.Json(test["files"]),
    };

    internal JsonObject ToContent() => new()
    {
        ["name"] = (Name ?? "").Trim(),
        ["stdin"] = ExerciseForm.Lines(Stdin),
        ["output"] = Kind == "io" ? ExerciseForm.Lines(Output) ?? "" : null,
        ["call"] = Kind == "call" ? (Call ?? "").Trim() : null,
        ["args"] = Kind == "call" ? ExerciseForm.Parse(Args, $"The arguments of “{Name}”") ?? new JsonArray() : null,
        ["returns"] = Kind == "call" ? ExerciseForm.Parse(Returns, $"What “{Name}” returns") : null,
        ["script"] = Kind == "script" ? ExerciseForm.Lines(Script) ?? "" : null,
        ["files"] = ExerciseForm.Parse(Files, $"The files of “{Name}”"),
    };
}

/// <summary>A typical wrong solution in the form.</summary>
public sealed class WrongForm
{
    public string? Why { get; set; }
    public string? Code { get; set; }
}
