using System.Text;
using LearnFlow.Sandbox.Runtimes;

namespace LearnFlow.Sandbox.Run;

/// <summary>What a request to run something must satisfy, and the command that it becomes.</summary>
internal static class RunRequestRules
{
    /// <summary>Bytes of one program, in UTF-8.</summary>
    public const int MaxCodeBytes = 64 << 10;

    /// <summary>Bytes of standard input, and of all further files together, in UTF-8.</summary>
    public const int MaxInputBytes = 1 << 20;

    private const int MaxFiles = 32;
    private const int MaxArguments = 64;
    private const int MaxNameCharacters = 128;

    /// <exception cref="BadHttpRequestException">Answered as a 400 problem: says what is wrong.</exception>
    public static RunCommand ToCommand(RunRequest request, IReadOnlyList<RuntimeInfo> runtimes)
    {
        var runtime = FindRuntime(request.Language, runtimes);
        Require(ByteCount(request.Code) <= MaxCodeBytes, $"The code has {ByteCount(request.Code)} bytes; at most {MaxCodeBytes} (64 KiB) can be run.");
        Require(ByteCount(request.Stdin ?? "") <= MaxInputBytes, $"stdin is longer than {MaxInputBytes} bytes.");
        Require(!(request.ExerciseId?.Length > MaxNameCharacters), $"exerciseId has {request.ExerciseId?.Length} characters; at most {MaxNameCharacters} can be sent.");
        var entry = request.Entry ?? runtime.Entry;
        var files = request.Files ?? [];
        Require(files.All(file => file is not null), "A file of the request is null.");
        Require(files.Count <= MaxFiles, $"There are {files.Count} files; at most {MaxFiles} can be sent.");
        Require(files.Sum(file => (long)ByteCount(file.Content)) <= MaxInputBytes, $"The files together are longer than {MaxInputBytes} bytes.");
        var arguments = request.Args ?? [];
        Require(arguments.Count <= MaxArguments && arguments.All(argument => argument is not null), $"There are {arguments.Count} arguments; at most {MaxArguments} texts can be sent.");
        Require(arguments.Sum(argument => (long)ByteCount(argument)) <= MaxCodeBytes, $"The arguments together are longer than {MaxCodeBytes} bytes.");
        RequirePlainName(entry);
        var names = new HashSet<string>(StringComparer.Ordinal) { entry };
        foreach (var file in files)
        {
            RequirePlainName(file.Name);
            Require(names.Add(file.Name), $"Two files have the name {file.Name}.");
        }
        var folders = names.SelectMany(name => Enumerable.Range(0, name.Length).Where(i => name[i] == '/').Select(i => name[..i]));
        Require(!names.Overlaps(folders), "A file has the name of another file's folder.");
        return new RunCommand(
            runtime.Language,
            entry,
            [new SourceFile(entry, request.Code), .. files],
            request.Stdin ?? "",
            CheckLimits(request.Limits ?? new RunLimits(), runtime))
        {
            Args = arguments,
        };
    }

    public static RuntimeInfo FindRuntime(string language, IReadOnlyList<RuntimeInfo> runtimes) =>
        runtimes.FirstOrDefault(runtime => runtime.Language == language || runtime.Aliases.Contains(language))
        ?? throw new BadHttpRequestException($"There is no language \"{Shorten(language)}\" here; there is {string.Join(", ", runtimes.Select(runtime => runtime.Language))}.");

    private static RunLimits CheckLimits(RunLimits limits, RuntimeInfo runtime)
    {
        var (least, most) = (RunLimits.Minimum, RunLimits.Maximum);
        RequireBetween("limits.wallTimeMs", limits.WallTimeMs, least.WallTimeMs, most.WallTimeMs);
        RequireBetween("limits.cpuTimeMs", limits.CpuTimeMs, least.CpuTimeMs, most.CpuTimeMs);
        RequireBetween("limits.memoryBytes", limits.MemoryBytes, runtime.LeastMemoryBytes, most.MemoryBytes);
        RequireBetween("limits.outputBytes", limits.OutputBytes, least.OutputBytes, most.OutputBytes);
        RequireBetween("limits.fileBytes", limits.FileBytes, least.FileBytes, most.FileBytes);
        RequireBetween("limits.files", limits.Files, least.Files, most.Files);
        RequireBetween("limits.recursionDepth", limits.RecursionDepth, least.RecursionDepth, most.RecursionDepth);
        return limits;
    }

    private static void RequirePlainName(string name) => Require(
        name.Length is > 0 and <= MaxNameCharacters
        && name.Split('/').All(part => part is not ("" or "." or "..")) && name.Split('/')[0] != Harness.Folder
        && name.All(character => !char.IsControl(character) && character is not ('\\' or ':')),
        $"\"{Shorten(name)}\" is not a file name: use a relative path of at most {MaxNameCharacters} characters with forward slashes, without \"..\" and not in {Harness.Folder}.");

    private static void RequireBetween(string name, long value, long least, long most) =>
        Require(value >= least && value <= most, $"{name} is {value}; it can be from {least} to {most}.");

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new BadHttpRequestException(problem);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static int ByteCount(string text) => Encoding.UTF8.GetByteCount(text);
}
