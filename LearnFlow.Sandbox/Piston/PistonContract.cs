using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearnFlow.Sandbox.Piston;

/// <summary>A language as <c>GET /api/v2/runtimes</c> of Piston lists it (Piston API v2, "Runtimes endpoint").</summary>
/// <param name="Language">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Runtime">Which build runs it.</param>
public sealed record PistonRuntime(string Language, string Version, IReadOnlyList<string> Aliases, string Runtime);

/// <summary>Body of <c>POST /api/v2/execute</c>. Everything may be missing, since Piston says itself what is.</summary>
/// <param name="Language">A name or an alias.</param>
/// <param name="Version">A version or a range of versions (<c>3.11.3</c>, <c>3.x</c>, <c>*</c>).</param>
/// <param name="Files">The files; the first is the main one.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Args">The program's arguments.</param>
/// <param name="RunTimeout">Wall time in milliseconds.</param>
/// <param name="RunCpuTime">Processor time in milliseconds.</param>
/// <param name="RunMemoryLimit">Memory in bytes; -1 for the usual limit.</param>
/// <param name="CompileTimeout">Checked and not used: nothing is compiled.</param>
/// <param name="CompileCpuTime">Checked and not used.</param>
/// <param name="CompileMemoryLimit">Checked and not used.</param>
public sealed record PistonRequest(
    [property: JsonPropertyName("language")] JsonElement? Language = null,
    [property: JsonPropertyName("version")] JsonElement? Version = null,
    [property: JsonPropertyName("files")] JsonElement? Files = null,
    [property: JsonPropertyName("stdin")] JsonElement? Stdin = null,
    [property: JsonPropertyName("args")] JsonElement? Args = null,
    [property: JsonPropertyName("run_timeout")] JsonElement? RunTimeout = null,
    [property: JsonPropertyName("run_cpu_time")] JsonElement? RunCpuTime = null,
    [property: JsonPropertyName("run_memory_limit")] JsonElement? RunMemoryLimit = null,
    [property: JsonPropertyName("compile_timeout")] JsonElement? CompileTimeout = null,
    [property: JsonPropertyName("compile_cpu_time")] JsonElement? CompileCpuTime = null,
    [property: JsonPropertyName("compile_memory_limit")] JsonElement? CompileMemoryLimit = null);

/// <summary>Answer of <c>POST /api/v2/execute</c>.</summary>
/// <param name="Language">The language that ran.</param>
/// <param name="Version">Its version.</param>
/// <param name="Run">How it went.</param>
public sealed record PistonResponse(string Language, string Version, PistonStage Run);

/// <summary>How a stage of a Piston job went.</summary>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
/// <param name="Output">Both, standard output first.</param>
/// <param name="Code">Exit code; null when it was stopped.</param>
/// <param name="Signal"><c>SIGKILL</c> when it was stopped.</param>
/// <param name="Message">Why it failed.</param>
/// <param name="Status"><c>RE</c> exit code other than 0, <c>TO</c> time, <c>OL</c> output, <c>SG</c> stopped otherwise; null when it went well.</param>
/// <param name="CpuTime">Processor time in milliseconds.</param>
/// <param name="WallTime">Wall time in milliseconds.</param>
/// <param name="Memory">Most memory in bytes.</param>
public sealed record PistonStage(
    [property: JsonPropertyName("stdout")] string Stdout,
    [property: JsonPropertyName("stderr")] string Stderr,
    [property: JsonPropertyName("output")] string Output,
    [property: JsonPropertyName("code")] int? Code,
    [property: JsonPropertyName("signal")] string? Signal,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("cpu_time")] int CpuTime,
    [property: JsonPropertyName("wall_time")] int WallTime,
    [property: JsonPropertyName("memory")] long Memory);

/// <summary>Piston's errors.</summary>
/// <param name="Message">What is wrong.</param>
public sealed record PistonError(string Message);
