using System.Runtime.InteropServices;

namespace LearnFlow.Sandbox.Worker;

/// <summary>
/// What a worker process gives up on Linux before it runs anything, so that whoever got out of WebAssembly and into it
/// would find little: no new privileges (no setuid program helps), no core dumps, few descriptors, no files that grow,
/// and, where the system allows it, a network namespace with nothing in it. Elsewhere it changes nothing.
/// </summary>
internal static class Confinement
{
    /// <summary>The first argument of a worker that has been confined.</summary>
    public const string Argument = "confined-worker";

    private const int NoNewPrivileges = 38; // prctl(2)
    private const int NewNetwork = 0x40000000, NewIpc = 0x08000000; // unshare(2)
    private const int FileSize = 1, CoreSize = 4, OpenFiles = 7; // getrlimit(2), x86 and Arm
    private const int MostOpenFiles = 256;

    /// <summary>
    /// Confines this process and starts it anew, since privileges and namespaces belong to threads and .NET has several by
    /// now: only what execve(2) starts has them as a whole. Returns where that cannot be done; the worker then runs as it is.
    /// </summary>
    public static void Enter(string[] args)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } program)
            return;
        SetLimit(CoreSize, 0);
        SetLimit(OpenFiles, MostOpenFiles);
        // Only with privileges (root in a plain container has none for this): without, the service's own surroundings must keep it off the network.
        if (Unshare(NewNetwork | NewIpc) != 0)
            _ = Unshare(NewNetwork);
        _ = ProcessControl(NoNewPrivileges, 1, 0, 0, 0);
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}");
        _ = Execute(Marshal.StringToCoTaskMemUTF8(program), Texts([program, Argument, .. args[1..]]), Texts(environment));
    }

    // What execve takes: addresses of texts, and a null at the end. It does not come back, so nobody frees them.
    private static nint[] Texts(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    /// <summary>After the runtimes are loaded: no file grows any more through this process.</summary>
    public static void ForbidFiles()
    {
        if (OperatingSystem.IsLinux())
            SetLimit(FileSize, 0);
    }

    private static void SetLimit(int resource, nuint most)
    {
        var limit = new ResourceLimit(most, most);
        _ = SetResourceLimit(resource, ref limit);
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [DllImport("libc", EntryPoint = "unshare")]
    private static extern int Unshare(int flags);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetResourceLimit(int resource, ref ResourceLimit limit);

    [DllImport("libc", EntryPoint = "execve")]
    private static extern int Execute(nint program, nint[] arguments, nint[] environment);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(nuint Current, nuint Maximum);
}
