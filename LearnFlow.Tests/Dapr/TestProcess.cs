using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LearnFlow.Tests.Dapr;

/// <summary>A program that a test starts. It ends with the test process too, however that ends: a shell between them watches a pipe.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private const string Script = """ "$@" </dev/null & echo "PID $!"; cat >/dev/null; kill -KILL $! 2>/dev/null """;
    private readonly Process _shell;
    private readonly Lock _gate = new();
    private string _output = "";
    private bool _isDisposed;

    private TestProcess(Process shell) => _shell = shell;

    /// <summary>The program's process id.</summary>
    public int ProcessId { get; private set; }

    /// <summary>The line that said that it is ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>Done when the program has ended.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>The last that it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return _output;
            }
        }
    }

    /// <summary>A port of 127.0.0.1 where nothing listens now.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts a program and waits until a line that it writes holds <paramref name="ready"/>.</summary>
    /// <exception cref="InvalidOperationException">It ended before; the message holds its last lines.</exception>
    public static async Task<TestProcess> StartAsync(string ready, string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = new TestProcess(new Process { StartInfo = start });
        var (known, isReady) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        process._shell.OutputDataReceived += (_, e) => Read(e.Data);
        process._shell.ErrorDataReceived += (_, e) => Read(e.Data);
        process._shell.Start();
        process._shell.BeginOutputReadLine();
        process._shell.BeginErrorReadLine();
        await known.Task;
        await Task.WhenAny(isReady.Task, process.Completion);
        if (isReady.Task.IsCompleted)
        {
            return process;
        }
        await process.DisposeAsync();
        throw new InvalidOperationException($"{program} ended: {process.Output}");

        void Read(string? line)
        {
            if (line is null)
            {
                return;
            }
            if (!known.Task.IsCompleted && line.StartsWith("PID ", StringComparison.Ordinal))
            {
                process.ProcessId = int.Parse(line[4..], CultureInfo.InvariantCulture);
                process.Completion = EndOfAsync(process.ProcessId);
                known.SetResult();
                return;
            }
            lock (process._gate)
            {
                process._output = process._output[Math.Max(0, process._output.Length - 4000)..] + line + "\n";
            }
            if (!isReady.Task.IsCompleted && line.Contains(ready, StringComparison.Ordinal))
            {
                process.ReadyLine = line;
                isReady.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task EndOfAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
