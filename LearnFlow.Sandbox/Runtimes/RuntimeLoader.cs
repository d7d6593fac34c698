using System.Diagnostics;
using System.Text;
using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Runtimes.JavaScript;
using LearnFlow.Sandbox.Runtimes.Python;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Runtimes;

/// <summary>Makes the languages of a worker ready: from the cache, or by snapshot and compilation when it has none.</summary>
/// <param name="engine">The engine that will run them.</param>
/// <param name="cache">Where compiled modules are kept.</param>
/// <param name="pythonFolder">As in <see cref="PythonDistribution.In"/>.</param>
/// <param name="notice">Gets a sentence when something takes seconds.</param>
internal sealed class RuntimeLoader(Engine engine, ArtefactCache cache, string pythonFolder, Action<string> notice)
{
    /// <summary>Every language: the one place where they are registered.</summary>
    public IReadOnlyList<LanguageRuntime> LoadAll() => [LoadPython(PythonDistribution.In(pythonFolder)), JavaScriptRuntime.Load(this)];

    /// <summary>The cache key of a module that is made from these parts by this engine.</summary>
    public static string Key(string name, params ReadOnlySpan<byte[]> parts) => ArtefactCache.Key(name, [.. parts, Encoding.UTF8.GetBytes(SandboxEngine.Settings)]);

    /// <summary>The host functions for a module.</summary>
    public Linker Link(Module module) => WasiPreview1.CreateLinker(engine, module);

    private PythonRuntime LoadPython(PythonDistribution distribution)
    {
        var wasm = File.ReadAllBytes(distribution.ModuleFile);
        var library = distribution.ReadLibrary();
        PythonModules.AddTo(library);
        var module = Load(
            $"Python {distribution.Version} ({distribution.Build})",
            Key("python", wasm, File.ReadAllBytes(distribution.LibraryFile), PythonSnapshot.BootSource, PythonModules.Source, CheckProgram.Source),
            () => PythonSnapshot.Take(wasm, library));
        var info = new RuntimeInfo("python", distribution.Version, distribution.Build, ["py", "python3"], "main.py");
        return new PythonRuntime(info, module, Link(module), library);
    }

    /// <summary>The compiled module of that key; <paramref name="makeSource"/> gives the WebAssembly when the cache does not have it.</summary>
    public Module Load(string name, string key, Func<byte[]> makeSource)
    {
        if (TryDeserialize(key) is { } ready)
            return ready;
        using var alone = cache.Lock(key, () => notice($"{name}: another process is making it ready; waiting for that."));
        if (TryDeserialize(key) is { } made)
            return made;

        notice($"{name} is being made ready for the first time on this machine (about 10 seconds); later starts find it in the cache.");
        var started = Stopwatch.GetTimestamp();
        var source = makeSource();
        var snapshotMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var module = Module.FromBytes(engine, name, source);
        var file = cache.Add(key, module.Serialize());
        notice($"{name} is ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s (snapshot {snapshotMs / 1000:F1} s, then compiled).");
        return Module.DeserializeFile(engine, name, file);
    }

    private Module? TryDeserialize(string key)
    {
        if (cache.Find(key) is not { } file)
            return null;
        try
        {
            return Module.DeserializeFile(engine, key, file);
        }
        catch (WasmtimeException exception)
        {
            // Another processor or engine made it: Wasmtime refuses, and it is made again.
            notice($"{file} does not fit this machine and is made again: {exception.Message}");
            return null;
        }
    }
}
