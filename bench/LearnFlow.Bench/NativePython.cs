using System.Diagnostics;

namespace LearnFlow.Bench;

/// <summary>The baseline of a run: starting the machine's own CPython, isolated and without site.</summary>
internal sealed class NativePython
{
    private NativePython(string executable) => Executable = executable;

    /// <summary>The interpreter's path.</summary>
    public string Executable { get; }

    /// <summary>Finds the interpreter behind <c>python3</c> on PATH (which may be a version manager's slow script).</summary>
    /// <exception cref="InvalidOperationException">There is no python3.</exception>
    public static async Task<NativePython> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new((await ExecuteAsync("python3", ["-c", "import sys; print(sys.executable)"], cancellationToken)).Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("This suite compares with the machine's own Python: install python3 and put it on PATH.");
        }
    }

    /// <summary>Starts <c>python3 -I -S</c>, runs the code and waits for its end.</summary>
    public Task<string> RunAsync(string code, CancellationToken cancellationToken) =>
        ExecuteAsync(Executable, ["-I", "-S", "-c", code], cancellationToken);

    private static async Task<string> ExecuteAsync(string file, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{file} ended with exit code {process.ExitCode}.");
    }
}
