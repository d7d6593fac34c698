namespace LearnFlow.Hosting.Processes;

/// <summary>Finds what a command name stands for.</summary>
internal static class Executable
{
    /// <summary>The full path of <paramref name="command"/>: itself when it has a folder, else the first match on PATH; null when there is none.</summary>
    public static string? Find(string command, string? workingDirectory = null)
    {
        if (command.Contains('/', StringComparison.Ordinal) || command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return Candidates(Path.GetFullPath(command, Path.GetFullPath(workingDirectory ?? "."))).FirstOrDefault(File.Exists)
                ?? Candidates(Path.GetFullPath(command)).FirstOrDefault(File.Exists);
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Candidates(Path.Combine(folder, command)))
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="ProcessStartException">There is no such command or folder.</exception>
    public static void ThrowIfMissing(string command, string? workingDirectory)
    {
        if (workingDirectory is { Length: > 0 } && !Directory.Exists(workingDirectory))
            throw new ProcessStartException($"The working directory '{workingDirectory}' does not exist.");
        if (Find(command, workingDirectory) is null)
        {
            throw new ProcessStartException(Path.IsPathRooted(command)
                ? $"The executable '{command}' does not exist."
                : $"The command '{command}' was not found on PATH: install it, or give the path of the executable.");
        }
    }

    private static IEnumerable<string> Candidates(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".cmd", path + ".bat"] : [path];
}
