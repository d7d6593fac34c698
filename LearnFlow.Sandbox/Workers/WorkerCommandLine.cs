using System.Diagnostics;
using LearnFlow.Sandbox.Worker;

namespace LearnFlow.Sandbox.Workers;

/// <summary>How a worker process is started.</summary>
internal static class WorkerCommandLine
{
    // What .NET itself needs; everything else stays out, so no secret of the API is in a worker's memory.
    private static readonly string[] s_kept = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

    public static ProcessStartInfo Create(string cachePath, string pythonFolder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "LearnFlow.Sandbox");
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? program + ".exe" : program,
            ArgumentList = { WorkerProcess.Argument, cachePath, pythonFolder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            CreateNoWindow = true,
        };
        var kept = s_kept.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).Where(pair => pair.value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
            start.Environment[name] = value;
        start.Environment["DOTNET_gcServer"] = "0";
        // A run's objects take memory that the one before it has had, instead of faulting new pages in until the third-level cache is full.
        start.Environment["DOTNET_GCgen0size"] = "0x200000";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
