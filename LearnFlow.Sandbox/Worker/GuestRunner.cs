using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Turtle;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Worker;

/// <summary>Runs one program after another, each in an instance that is as the snapshot is. Needs a thread with <see cref="SandboxEngine.ThreadStackBytes"/> of stack.</summary>
internal sealed class GuestRunner(Engine engine) : IDisposable
{
    // The last bytes of a stack that is not at the memory's bottom: a program that wrote there has run over its end.
    private const int StackEndBytes = 4_096;

    /// <summary>Where it takes instances from.</summary>
    public GuestInstances Instances { get; } = new(engine);

    /// <summary>Runs something that does nothing a few times, so that the first learner meets compiled host calls and a resident module.</summary>
    public void WarmUp(LanguageRuntime runtime)
    {
        var command = new RunCommand(runtime.Info.Language, runtime.Info.Entry, [new SourceFile(runtime.Info.Entry, "")], "", new RunLimits());
        for (var run = 0; run < 3; run++)
            Run(runtime, command, onText: null, CancellationToken.None);
    }

    public RunOutcome Run(LanguageRuntime runtime, RunCommand command, Action<bool, string>? onText, CancellationToken caller)
    {
        var limits = command.Limits;
        var budget = new RunBudget(limits, caller);
        var quota = new FileQuota(limits.FileBytes, limits.Files);
        var guest = CreateGuest(runtime, command, budget, quota, onText);
        var ranOutOfStack = false;
        int? exitCode = null;
        GuestInstance? instance = null;
        try
        {
            instance = Instances.Take(runtime, limits);
            exitCode = instance.Enter(guest, budget, limits);
        }
        catch (Exception) when (guest.Stopped is not null)
        {
            exitCode = guest.Stopped.Status is null ? guest.ExitCode : null;
        }
        catch (TrapException exception)
        {
            ranOutOfStack = exception.Type == TrapCode.StackOverflow || instance is { IsBelowStack: true };
        }
        catch (WasmtimeException) when (instance is null)
        {
            // The limits leave no room for an instance: the run ends, not the worker.
            guest.Stopped = new RunStopped(RunStatus.MemoryLimit);
        }
        ranOutOfStack |= runtime.StackBytes > 0 && instance is not null
            && guest.Bytes.Slice((int)instance.LengthAtStart - runtime.StackBytes, StackEndBytes).ContainsAnyExcept((byte)0);
        var error = exitCode == 0 ? null : runtime.ParseError(guest.Output.Error, command.LearnersFile ?? command.Entry)?.Cut();
        return new RunOutcome(
            Status(runtime, guest, quota, ranOutOfStack, exitCode, error),
            guest.Output.Output,
            guest.Output.Error,
            exitCode,
            budget.ElapsedMs,
            budget.CpuMs,
            Math.Max(0, (guest.Memory?.GetLength() ?? 0) - runtime.StackBytes),
            guest.Output.Truncated,
            error,
            TurtlePicture.Draw(guest.Drawing.ToString()),
            command.ResultFile is null ? null : guest.Files.ReadWorkFile(command.ResultFile),
            guest.Reported?.Judged);
    }

    public void Dispose() => Instances.Dispose();

    private static Guest CreateGuest(LanguageRuntime runtime, RunCommand command, RunBudget budget, FileQuota quota, Action<bool, string>? onText)
    {
        var files = new FileTree(runtime.SharedFiles, quota);
        foreach (var file in command.Files)
            files.AddWorkFile(file.Name, System.Text.Encoding.UTF8.GetBytes(file.Content));
        foreach (var (name, content) in runtime.RunFiles(command))
            files.AddRootFile(name, content);
        var replay = command.Replay;
        var output = new GuestOutput(command.Limits.OutputBytes, onText);
        var clock = new GuestClock(budget, replay is { HasRealClock: false } ? replay.StartMs * 1_000_000 : null);
        if (replay is not null)
            clock.WaitsForReal = () => output.WrittenBytes >= replay.ShownCharacters;
        return new Guest(files)
        {
            Input = new GuestInput(System.Text.Encoding.UTF8.GetBytes(command.Stdin), waits: replay is { EndOfInput: false }),
            Output = output,
            Clock = clock,
            Random = replay is null ? null : new Random(replay.Seed),
            Arguments = runtime.Arguments(command),
            Reported = command.Expectations is { } expectations ? new ReportedValues(expectations) : null,
        };
    }

    private static RunStatus Status(LanguageRuntime runtime, Guest guest, FileQuota quota, bool ranOutOfStack, int? exitCode, ProgramError? error)
    {
        if (guest.Stopped?.Status is { } stopped)
            return stopped;
        if (exitCode == 0)
            return RunStatus.Ok;
        if (error is not null && runtime.LimitOf(error) is { } limit)
            return limit;
        if (quota.Exceeded)
            return RunStatus.FileLimit;
        return ranOutOfStack ? RunStatus.RecursionLimit : RunStatus.Error;
    }
}
