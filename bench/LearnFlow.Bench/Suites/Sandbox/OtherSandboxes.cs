using System.ComponentModel;
using System.Diagnostics;

namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>What others isolate a Python program with, where it is there and works.</summary>
internal static class OtherSandboxes
{
    private const int Runs = 20;

    /// <summary>hello in bubblewrap and in a container, beside plain python3.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(NativePython python, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var (name, program, arguments) in ((string, string, string[])[])
            [
                ("bwrap", "bwrap", ["--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", python.Executable, "-I", "-S", "-c", Programs.Hello]),
                ("docker", "docker", ["run", "--rm", "--network=none", "--pull=never", "python:3.11-slim", "python3", "-I", "-S", "-c", Programs.Hello]),
            ])
        {
            if (!await TryRunAsync(program, arguments, cancellationToken))
                continue;
            var (own, native) = await SandboxSuite.CompareAsync(
                () => TryRunAsync(program, arguments, cancellationToken), () => python.RunAsync(Programs.Hello, cancellationToken), Runs);
            figures.Add(new($"hello_{name}_p50_ms", own.Percentile(50), "ms", native.Percentile(50)));
        }
        return figures;
    }

    private static async Task<bool> TryRunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 && output == "hello\n";
        }
        catch (Win32Exception)
        {
            return false; // it is not installed
        }
    }
}
