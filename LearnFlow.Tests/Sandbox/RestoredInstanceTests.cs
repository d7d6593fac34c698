using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Wasm;
using LearnFlow.Sandbox.Worker;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Tests.Sandbox;

/// <summary>A run is given an instance that is, byte for byte, one that was never entered.</summary>
[TestClass]
public sealed class RestoredInstanceTests
{
    private const int Series = 4;

    private static readonly RunLimits s_limits = new(WallTimeMs: 300, CpuTimeMs: 20_000, MemoryBytes: 64 << 20, OutputBytes: 16 << 10);

    // What a run may do to its interpreter besides the attacks: memory of many sizes, deep stacks, many objects.
    private static readonly string[] s_programs =
    [
        "print('hello')",
        "class A: pass\nkept = [A() for _ in range(2_000)]",
        "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(900))",
        "import json, re, random, decimal\nprint(json.dumps({'a': [1, 2]}), re.findall('a+', 'aaab'), random.random(), decimal.Decimal(1) / 3)",
        "from functools import cache\n@cache\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(90))",
        "data = bytearray(b'\\xff') * 3_000_000",
    ];

    [TestMethod]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task After_any_program_the_next_instance_is_byte_for_byte_the_snapshot(string python)
    {
        if (!OperatingSystem.IsLinux())
            return; // elsewhere every run has a new instance
        await SharedSandbox.GetAsync(python); // its workers have made the module
        var done = new TaskCompletionSource<(int Restored, List<string> Different)>();
        var thread = new Thread(() => done.SetResult(RunAll(python)), SandboxEngine.ThreadStackBytes);
        thread.Start();

        var (restored, different) = await done.Task;

        Assert.IsEmpty(different, string.Join('\n', different));
        Assert.IsGreaterThan((s_programs.Length + Attack.All.Count) / 2, restored, "Most programs leave an instance that can be brought back.");
    }

    private static (int Restored, List<string> Different) RunAll(string python)
    {
        using var engine = SandboxEngine.ForRuns();
        var runtimes = new RuntimeLoader(engine, new ArtefactCache(new SandboxOptions().CachePath), python, _ => { }).LoadAll();
        using var ticker = new Timer(_ => engine.IncrementEpoch(), null, SandboxEngine.TickMs, SandboxEngine.TickMs);
        using var runner = new GuestRunner(engine);
        var (runs, restored, different) = (0, 0, new List<string>());
        var programs = s_programs.Concat(Attack.All.Select(attack => attack.Code)).Select(code => ("python", code))
            .Append(("javascript", "const kept = Array(10000).fill('x'); console.log(kept.length)")).Append(("javascript", "throw new Error('x')"));
        foreach (var (language, code) in programs)
        {
            var runtime = runtimes.Single(runtime => runtime.Info.Language == language);
            runner.Run(runtime, new RunCommand(language, runtime.Info.Entry, [new SourceFile(runtime.Info.Entry, code)], "", s_limits), onText: null, CancellationToken.None);
            runner.Instances.GiveBack();
            restored += runner.Instances.Ready(runtime) is null ? 0 : 1;
            // Looking at memory maps all of it, and an instance with so many pages is not brought back: it is looked at now and then.
            if (++runs % Series == 0 && runner.Instances.Ready(runtime) is { } ready && !ready.Bytes.SequenceEqual(runner.Instances.Unused(runtime).Bytes))
                different.Add($"one of {Series} programs, the last of them\n{code}");
        }
        return (restored, different);
    }
}
