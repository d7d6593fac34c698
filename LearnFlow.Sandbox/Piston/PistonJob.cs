using System.Globalization;
using System.Text;
using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;

namespace LearnFlow.Sandbox.Piston;

/// <summary>Turns Piston's request into ours and our result into Piston's, with Piston's words for what is wrong.</summary>
internal static class PistonJob
{
    private const int DefaultTimeoutMs = 3_000;
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadHttpRequestException">Piston would refuse it; with the sentence that it would say.</exception>
    public static (RunRequest Request, RuntimeInfo Runtime) Read(PistonRequest request, IReadOnlyList<RuntimeInfo> runtimes)
    {
        var language = Text(request.Language) is { Length: > 0 } name ? name : throw Wrong("language is required as a string");
        var version = Text(request.Version) is { Length: > 0 } range ? range : throw Wrong("version is required as a string");
        if (request.Files is not { ValueKind: JsonValueKind.Array } array)
            throw Wrong("files is required as an array");
        var runtime = runtimes.FirstOrDefault(each => (each.Language == language || each.Aliases.Contains(language)) && VersionRange.Contains(version, each.Version))
            ?? throw Wrong($"{language}-{version} runtime is unknown");
        var files = array.EnumerateArray().Select((file, index) => File(file, index, runtime)).ToList();
        if (files.Count == 0)
            throw Wrong("files must include at least one utf8 encoded file");
        foreach (var unused in (ReadOnlySpan<(string, JsonElement?)>)[("compile_timeout", request.CompileTimeout), ("compile_cpu_time", request.CompileCpuTime), ("compile_memory_limit", request.CompileMemoryLimit)])
            Number(unused.Item1, unused.Item2, long.MaxValue);
        var (usual, most) = (new RunLimits(), RunLimits.Maximum);
        var limits = usual with
        {
            WallTimeMs = (int)Math.Max(RunLimits.Minimum.WallTimeMs, Number("run_timeout", request.RunTimeout, most.WallTimeMs) ?? DefaultTimeoutMs),
            CpuTimeMs = (int)Math.Max(RunLimits.Minimum.CpuTimeMs, Number("run_cpu_time", request.RunCpuTime, most.CpuTimeMs) ?? usual.CpuTimeMs),
            MemoryBytes = Memory(request, runtime) ?? usual.MemoryBytes,
        };
        return (new RunRequest(runtime.Language, files[0].Content, Text(request.Stdin), files[1..], files[0].Name, Limits: limits, Args: Arguments(request.Args)), runtime);
    }

    public static PistonResponse Answer(RuntimeInfo runtime, RunResult result, double cpuMs)
    {
        var (status, message) = (result.ExitCode, result.Status) switch
        {
            (0, _) => ((string?)null, (string?)null),
            ({ } code, _) => ("RE", $"Exited with error status {code}"),
            (_, RunStatus.WallTimeLimit) => ("TO", "Time limit exceeded (wall clock)"),
            (_, RunStatus.CpuTimeLimit) => ("TO", "Time limit exceeded"),
            (_, RunStatus.OutputLimit) => ("OL", "stdout length exceeded"),
            _ => ("SG", "Caught fatal signal 9"),
        };
        return new PistonResponse(runtime.Language, runtime.Version, new PistonStage(
            result.Output,
            result.Error,
            result.Output + result.Error,
            result.ExitCode,
            result.ExitCode is null ? "SIGKILL" : null,
            message,
            status,
            (int)cpuMs,
            (int)result.ElapsedMs,
            result.PeakMemoryBytes));
    }

    // A file without a name is called after its place; ours must end as the language's own files do to be importable.
    private static SourceFile File(JsonElement file, int index, RuntimeInfo runtime)
    {
        if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("content", out var content) || Text(content) is not { } text)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"files[{index}].content is required as a string"));
        var name = file.TryGetProperty("name", out var given) && Text(given) is { Length: > 0 } its ? its : index == 0 ? runtime.Entry : $"file{index}.code";
        var encoding = file.TryGetProperty("encoding", out var way) ? Text(way) ?? "utf8" : "utf8";
        try
        {
            return new SourceFile(name, encoding switch
            {
                "utf8" => text,
                "base64" => s_utf8.GetString(Convert.FromBase64String(text)),
                "hex" => s_utf8.GetString(Convert.FromHexString(text)),
                _ => throw Wrong($"files[{index}].encoding must be utf8, base64 or hex"),
            });
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw Wrong($"files[{index}].content is not text in {encoding}");
        }
    }

    private static long? Memory(PistonRequest request, RuntimeInfo runtime)
    {
        var bytes = Number("run_memory_limit", request.RunMemoryLimit, RunLimits.Maximum.MemoryBytes);
        return bytes < runtime.LeastMemoryBytes
            ? throw Wrong(string.Create(CultureInfo.InvariantCulture, $"run_memory_limit cannot be less than {runtime.LeastMemoryBytes}, which {runtime.Language} itself needs"))
            : bytes;
    }

    private static long? Number(string name, JsonElement? value, long most)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
            return null;
        if (given.ValueKind != JsonValueKind.Number || !given.TryGetDouble(out var number))
            throw Wrong($"If specified, {name} must be a number");
        if (number > most)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{name} cannot exceed the configured limit of {most}"));
        return number <= 0 ? null : (long)number;
    }

    private static List<string> Arguments(JsonElement? arguments) =>
        arguments is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(each => Text(each) ?? each.GetRawText())] : [];

    private static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a text has half a surrogate pair");
        }
    }

    private static BadHttpRequestException Wrong(string message) => new(message);
}
