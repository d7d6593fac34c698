using System.Reflection;
using System.Runtime.InteropServices;
using Wasmtime;

namespace LearnFlow.Sandbox.Wasm;

/// <summary>
/// Wasmtime refuses a stack that is larger than the one it would use for asynchronous calls (2 MiB), though we make none;
/// its .NET package leaves that setting out, so it is made through Wasmtime's C API (wasmtime/config.h).
/// </summary>
internal static class StackSize
{
    /// <summary>Allows <see cref="Config.WithMaximumStackSize"/> that many bytes.</summary>
    public static Config AllowUpTo(int bytes, Config config)
    {
        var handle = (SafeHandle)typeof(Config).GetProperty("NativeHandle", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(config)!;
        SetAsyncStackSize(handle, (nuint)bytes);
        return config;
    }

    [DllImport("wasmtime", EntryPoint = "wasmtime_config_async_stack_size_set")]
    private static extern void SetAsyncStackSize(SafeHandle config, nuint bytes);
}
