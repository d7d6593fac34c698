using System.Diagnostics;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Worker;

/// <summary>
/// The worker: reads batches of runs from standard input and runs one program at a time. It ends when the API closes the pipe,
/// so a killed API leaves none behind.
/// </summary>
internal static class WorkerProcess
{
    /// <summary>The argument that makes this program a worker.</summary>
    public const string Argument = "worker";

    public static int Run(string cacheFolder, string pythonFolder)
    {
        var input = new BufferedStream(Console.OpenStandardInput(), Frames.BufferBytes);
        var output = Console.OpenStandardOutput();
        // Standard output belongs to the frames: whatever else prints goes to the log.
        Console.SetOut(Console.Error);
        var exitCode = 0;
        var thread = new Thread(() => exitCode = Serve(input, output, cacheFolder, pythonFolder), SandboxEngine.ThreadStackBytes) { Name = "guest" };
        thread.Start();
        thread.Join();
        return exitCode;
    }

    private static int Serve(Stream input, Stream output, string cacheFolder, string pythonFolder)
    {
        using var engine = SandboxEngine.ForRuns();
        var loader = new RuntimeLoader(engine, new ArtefactCache(cacheFolder), pythonFolder, notice => Frames.Write(output, new WorkerReport(Notice: notice)));
        var runtimes = loader.LoadAll();
        // Limits are looked at once a tick, and ticks come only while a program runs: a worker that waits costs nothing.
        using var ticker = new Timer(_ => engine.IncrementEpoch());
        void Tick(int milliseconds) => ticker.Change(milliseconds, milliseconds);
        Tick(SandboxEngine.TickMs);
        using var runner = new GuestRunner(engine);
        foreach (var runtime in runtimes)
            runner.WarmUp(runtime);
        Tick(Timeout.Infinite);
        Confinement.ForbidFiles();
        // What loading left (the modules' bytes, to hash them) is given back to the system.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        using var inbox = new CommandInbox(input);
        Frames.Write(output, new WorkerReport(Runtimes: [.. runtimes.Select(runtime => runtime.Info)]));
        foreach (var (number, batch, caller) in inbox.Batches())
        {
            Tick(SandboxEngine.TickMs);
            Run(batch, number, caller);
            Tick(Timeout.Infinite);
            runner.Instances.GiveBack();
        }
        return 0;

        void Run(RunBatch batch, long number, CancellationToken caller)
        {
            var started = Stopwatch.GetTimestamp();
            var outcomes = new List<RunOutcome>();
            foreach (var command in batch.Runs)
            {
                var runtime = runtimes.First(candidate => candidate.Info.Language == command.Language);
                using var stream = command.Streams ? new OutputStream(text => Frames.Write(output, new WorkerReport(number, Text: text))) : null;
                outcomes.Add(runner.Run(runtime, command with { Files = [.. batch.Files, .. command.Files] }, stream is null ? null : stream.Write, caller));
                stream?.Flush();
                var isEnd = batch.After(outcomes) is null || Stopwatch.GetElapsedTime(started).TotalMilliseconds >= RunBatch.SliceMs;
                Frames.Write(output, new WorkerReport(number, Outcome: outcomes[^1], IsEnd: isEnd));
                if (isEnd)
                    return;
            }
        }
    }
}
