using System.Security.Cryptography;
using System.Text;
using Wasmtime;

namespace LearnFlow.Sandbox.Wasi;

/// <content>Arguments, environment, time, randomness, exit.</content>
internal static partial class WasiPreview1
{
    private static void DefineProcess(Linker linker)
    {
        linker.DefineFunction(ModuleName, "args_sizes_get", (Caller caller, int count, int bytes) => Run(caller, guest => WriteSizes(guest, guest.Arguments, count, bytes)));
        linker.DefineFunction(ModuleName, "args_get", (Caller caller, int pointers, int text) => Run(caller, guest => WriteTexts(guest, guest.Arguments, pointers, text)));
        linker.DefineFunction(ModuleName, "environ_sizes_get", (Caller caller, int count, int bytes) => Run(caller, guest => WriteSizes(guest, guest.Environment, count, bytes)));
        linker.DefineFunction(ModuleName, "environ_get", (Caller caller, int pointers, int text) => Run(caller, guest => WriteTexts(guest, guest.Environment, pointers, text)));
        linker.DefineFunction(ModuleName, "clock_res_get", (Caller caller, int id, int result) => Run(caller, guest =>
        {
            guest.OnClockResolution?.Invoke();
            return WriteTime(guest, id, 1_000, result);
        }));
        linker.DefineFunction(ModuleName, "clock_time_get", (Caller caller, int id, long precision, int result) => Run(caller, guest => WriteTime(guest, id, guest.Clock.NowNs(id), result)));
        linker.DefineFunction(ModuleName, "random_get", (Caller caller, int buffer, int length) => Run(caller, guest =>
        {
            if (guest.Random is { } repeatable)
                repeatable.NextBytes(guest.At(buffer, length));
            else
                RandomNumberGenerator.Fill(guest.At(buffer, length));
            return Errno.Success;
        }));
        linker.DefineFunction(ModuleName, "sched_yield", (Caller caller) => Run(caller, _ => Errno.Success));
        linker.DefineFunction(ModuleName, "proc_exit", (Caller caller, int code) =>
        {
            Run(caller, guest =>
            {
                guest.ExitCode = code;
                throw new RunStopped(status: null);
            });
        });
    }

    private static Errno WriteTime(Guest guest, int id, long value, int result)
    {
        if (id is < 0 or > 3)
            return Errno.Invalid;
        guest.WriteInt64(result, value);
        return Errno.Success;
    }

    private static Errno WriteSizes(Guest guest, IReadOnlyList<string> texts, int count, int bytes)
    {
        guest.WriteInt32(count, texts.Count);
        guest.WriteInt32(bytes, texts.Sum(text => Encoding.UTF8.GetByteCount(text) + 1));
        return Errno.Success;
    }

    private static Errno WriteTexts(Guest guest, IReadOnlyList<string> texts, int pointers, int text)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            guest.WriteInt32(pointers + 4 * i, text);
            var bytes = Encoding.UTF8.GetBytes(texts[i] + "\0");
            bytes.CopyTo(guest.At(text, bytes.Length));
            text += bytes.Length;
        }
        return Errno.Success;
    }
}
