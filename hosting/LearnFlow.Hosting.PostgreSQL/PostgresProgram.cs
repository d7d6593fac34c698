using System.Diagnostics;
using System.Text.RegularExpressions;
using Aspire.Hosting;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>Runs one of PostgreSQL's programs to its end while no server runs on the cluster.</summary>
internal static partial class PostgresProgram
{
    /// <summary>Runs it under <see cref="PostgresAccount"/>.</summary>
    /// <exception cref="PostgresProgramException">Its exit code is not 0.</exception>
    public static async Task RunAsync(PostgresBinaries binaries, string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var (fileName, all) = PostgresAccount.Current.Command(binaries.Program(program), arguments);
        using var process = Process.Start(new ProcessStartInfo(fileName, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process.StandardInput, input, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new PostgresProgramException(program, process.ExitCode, FirstError(await errors.ConfigureAwait(false)));
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(StreamWriter input, string? text, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code and its errors say why.
        }
    }

    private static string FirstError(string errors)
    {
        var match = Error().Match(errors);
        return match.Success ? match.Groups[1].Value.Trim() : errors.Trim();
    }

    [GeneratedRegex(@"(?:ERROR|FATAL|PANIC|error):\s+(.+)")]
    private static partial Regex Error();
}

/// <summary>A program of PostgreSQL's failed.</summary>
/// <param name="program">Its name.</param>
/// <param name="exitCode">Its exit code.</param>
/// <param name="error">Its first error, without the statement that caused it.</param>
internal sealed class PostgresProgramException(string program, int exitCode, string error)
    : DistributedApplicationException($"PostgreSQL's {program} failed with exit code {exitCode}: {error}")
{
    public string Error => error;
}
