using System.ComponentModel;
using System.Diagnostics;

namespace LearnFlow.Hosting.Processes;

/// <summary>A running process of this host: its output line by line, its end as a task, and a stop that asks first.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>A dead process's pipe can be held open by its own children; its last lines are waited for no longer than this.</summary>
    private static readonly TimeSpan s_outputGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ChildProcessOptions _options;

    private ChildProcess(Process process, ChildProcessOptions options)
    {
        (_process, _options) = (process, options);
        Completion = ReadToEndAsync();
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>When it was started, UTC.</summary>
    public DateTime StartedAt { get; } = DateTime.UtcNow;

    /// <summary>Its last lines.</summary>
    public OutputTail Tail { get; } = new();

    /// <summary>The exit code, once it has ended and its output is read. Never fails.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts the process.</summary>
    /// <exception cref="ProcessStartException">The executable is not there or may not be run.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        var start = new ProcessStartInfo(options.FileName)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var argument in options.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;
        options.Job?.Mark(start.Environment);
        if (options.UserName is { } user && !OperatingSystem.IsWindows())
            start.UserName = user;

        Executable.ThrowIfMissing(options.FileName, options.WorkingDirectory);
        ProcessPlatform.Current.IsolateFromTerminal(start);
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new ProcessStartException($"'{options.FileName}' could not be started.");
        }
        catch (Win32Exception e)
        {
            throw new ProcessStartException($"'{options.FileName}' could not be started: {e.Message}. Check that it exists, that it may be executed and that its folder '{start.WorkingDirectory}' is there.", e);
        }

        options.Job?.Add(options.Name, process.Id, options.StopSignal);
        if (!options.KeepInputOpen)
            process.StandardInput.Close();
        return new ChildProcess(process, options);
    }

    /// <summary>Writes the whole of the child's standard input and closes it.</summary>
    public async Task WriteInputAsync(string text)
    {
        try
        {
            await _process.StandardInput.WriteAsync(text).ConfigureAwait(false);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells.
        }
    }

    /// <summary>Asks the process to end, and ends it and its children by force when it has not after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (!Completion.IsCompleted)
        {
            ProcessPlatform.Current.RequestStop(_process, _options.StopSignal);
            try
            {
                await Completion.WaitAsync(grace).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                ProcessPlatform.Current.Kill(_process);
            }
        }

        await Completion.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task<int> ReadToEndAsync()
    {
        var output = Task.WhenAll(ReadAsync(_process.StandardOutput, isError: false), ReadAsync(_process.StandardError, isError: true));

        // Process.WaitForExitAsync would wait for the pipes' end too, which a grandchild can hold off for ever.
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => exited.TrySetResult();
        _process.EnableRaisingEvents = true;
        await exited.Task.ConfigureAwait(false);
        _options.Job?.Remove(_process.Id);
        await Task.WhenAny(output, Task.Delay(s_outputGrace)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, bool isError)
    {
        try
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                Tail.Add(line);
                _options.Output?.Invoke(line, isError);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process.
        }
    }
}
