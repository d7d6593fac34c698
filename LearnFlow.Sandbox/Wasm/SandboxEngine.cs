using System.Runtime.InteropServices;
using Wasmtime;

namespace LearnFlow.Sandbox.Wasm;

/// <summary>Wasmtime as the workers use it.</summary>
internal static class SandboxEngine
{
    /// <summary>
    /// Bytes of native stack that WebAssembly may use. The thread that runs it must have clearly more
    /// (<see cref="ThreadStackBytes"/>): on a smaller one an overflow kills the process instead of the run.
    /// It bounds recursion through C (cached functions, constructors, generators), where each call takes 10 to 25 KiB.
    /// </summary>
    public const int WasmStackBytes = 16 << 20;

    /// <summary>Bytes of stack for a thread that enters a guest.</summary>
    public const int ThreadStackBytes = 48 << 20;

    /// <summary>Every how many milliseconds a computing guest is asked whether its time is up.</summary>
    public const int TickMs = 5;

    private const int MaxTableElements = 100_000;
    private const int MaxMemoryBytes = 512 << 20;

    /// <summary>What a compiled module depends on besides its source: part of its cache key.</summary>
    public static string Settings { get; } =
        $"wasmtime {typeof(Engine).Assembly.GetName().Version}, {RuntimeInformation.RuntimeIdentifier}, epoch, speed, pool {MaxMemoryBytes} {MaxTableElements}, stack {WasmStackBytes}, C stack {WasmSnapshot.StackBytes}";

    /// <summary>For running learners' programs: optimised code, interruptible, memory from a pool.</summary>
    public static Engine ForRuns() => new(Limit(new Config())
        .WithEpochInterruption(true)
        .WithOptimizationLevel(OptimizationLevel.Speed)
        .WithPoolingAllocationStrategy(new PoolingAllocationConfig()
            .WithMaxMemorySize(MaxMemoryBytes)
            .WithMaxMemories(4)
            .WithMaxTables(4)
            .WithMaxCoreInstances(4)
            .WithMaxTableElements(MaxTableElements)
            .WithMaxCoreInstanceSize(1 << 20)));

    /// <summary>For the one run that boots an interpreter: code that is quick to make.</summary>
    public static Engine ForBoot() => new(Limit(new Config()).WithOptimizationLevel(OptimizationLevel.None));

    // Learners cannot bring WebAssembly of their own; what the runtimes do not need is off all the same.
    private static Config Limit(Config config) => StackSize.AllowUpTo(WasmStackBytes, config)
        .WithMaximumStackSize(WasmStackBytes)
        .WithWasmThreads(false)
        .WithMemory64(false)
        .WithMultiMemory(false);
}
