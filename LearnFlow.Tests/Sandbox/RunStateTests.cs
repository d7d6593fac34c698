using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

/// <summary>Nothing of one run is seen by the next: everything a program can observe is compared before and after a run that tried to change all of it.</summary>
[TestClass]
public sealed class RunStateTests
{
    private static readonly string[] s_paths =
        ["/", "/work", "/tmp", "/dev", "/usr", "/usr/local", "/usr/local/lib", "/learnflow", "/learnflow/turtle.py", "/run", "/dev/sleep", "/dev/drawing", "/dev/judge"];

    /// <summary>Prints what a program can observe, one fact a line; what the real clock and real randomness give is printed as its kind only.</summary>
    private const string Observe = """
        import builtins, gc, os, random, sys, time

        def facts():
            for path in ('/', '/work', '/tmp', '/dev', '/usr', '/usr/local', '/usr/local/lib', '/learnflow', '/run', '/dev/sleep', '/dev/drawing', '/dev/judge', os.__file__):
                try:
                    yield path, tuple(os.stat(path))
                except OSError as error:
                    yield path, error.errno
            for folder in ('/', '/work', '/tmp', '/dev', '/usr/local/lib'):
                yield folder, sorted((entry.name, entry.inode(), entry.is_dir()) for entry in os.scandir(folder))
            for path in ('/dev/sleep', '/dev/drawing', '/dev/judge', '/run'):
                try:
                    yield 'content of ' + path, open(path, 'rb').read()
                except OSError as error:
                    yield 'content of ' + path, error.errno
            new = os.open('/tmp/new', os.O_CREAT | os.O_RDWR)
            yield 'a new file', new, os.fstat(new).st_ino, os.fstat(new).st_dev, os.read(new, 9)
            os.ftruncate(new, 100_000)
            yield 'bytes of a file that was made longer', set(os.read(new, 100_000))
            yield 'streams', [tuple(os.fstat(stream)) for stream in (0, 1, 2)]
            yield 'environment', dict(os.environ), sys.argv, sys.path, sys.flags, os.getcwd(), os.getpid()
            yield 'modules', sorted(sys.modules), sorted(name for name in dir(builtins)), len(sys.meta_path), len(sys.path_hooks)
            yield 'settings', sys.getrecursionlimit(), gc.get_threshold(), gc.isenabled(), sys.getswitchinterval(), sys.gettrace() is None
            yield 'patches', [getattr(value, '__module__', None) for value in (builtins.print, os.open, random.random, time.time)]
            yield 'places of fresh objects', [id(object()) for _ in range(3)], id(bytearray(100)), id([]), id({}), hash('text')
            yield 'fresh memory', set(bytes(bytearray(1 << 20)))
            yield 'clocks', time.perf_counter() < 60, time.monotonic() < 60, time.time() > 1.5e9, time.get_clock_info('time').resolution
            yield 'randomness', isinstance(random.random(), float), len(set(os.urandom(8) for _ in range(9)))

        for fact in facts():
            print(*fact)
        """;

    /// <summary>Tries to change all of it.</summary>
    private const string Change = """
        import builtins, gc, os, random, sys, time
        junk = [bytes([255]) * 1_000_000 for _ in range(20)]
        def attempt(change, *operands):
            try:
                return change(*operands)
            except (OSError, ValueError, TypeError, AttributeError):
                return None
        for path in sys.argv[1:]:
            attempt(os.utime, path, (1_000, 2_000))
            for flags in (os.O_RDWR, os.O_WRONLY, os.O_RDWR | os.O_DIRECTORY, os.O_WRONLY | os.O_TRUNC, os.O_RDONLY):
                opened = attempt(os.open, path, flags)
                if opened is not None:
                    attempt(os.utime, opened, (3_000, 4_000))
                    attempt(os.write, opened, b'')
                    attempt(os.write, opened, b'left')
                    attempt(os.ftruncate, opened, 9)
                    attempt(os.close, opened)
            attempt(os.rename, path, '/work/stolen')
            attempt(os.unlink, path)
            attempt(os.rmdir, path)
        for number in range(40):
            attempt(os.mkdir, f'/tmp/{number}')
            attempt(os.mkdir, f'/dev/{number}')
            attempt(os.symlink, '/usr', f'/work/link{number}')
        os.environ['LEFT'] = 'left'
        sys.argv.append('left')
        sys.modules['left'] = sys
        sys.path.append('/left')
        sys.setrecursionlimit(77)
        gc.set_threshold(1, 1, 1)
        gc.disable()
        random.seed(4)
        builtins.left = junk
        time.time = random.random = builtins.len = lambda *_: 4
        time.sleep(0.01)
        attempt(os.chdir, '/tmp')
        for stream in (0, 1):
            attempt(os.close, stream)
        """;

    [TestMethod]
    [DynamicData(nameof(SharedSandbox.Pythons), typeof(SharedSandbox))]
    public async Task Nothing_that_a_program_can_observe_tells_of_the_run_before(string python)
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=1", $"--Sandbox:Python:OptimisedPath={python}");
        var before = await sandbox.RunAsync(Observe);
        Assert.AreEqual(RunStatus.Ok, before.Status, before.Error);

        // One run for each: on some of them the default build's own file system (wasi-vfs) gives up.
        foreach (var path in s_paths)
            await sandbox.RunAsync(new RunRequest("python", Change, Args: [path]));
        await sandbox.RunAsync("1/0");
        await sandbox.RunAsync(new RunRequest("javascript", "require('fs').writeFileSync('x', 'left')"));

        Assert.AreEqual(before.Output, (await sandbox.RunAsync(Observe)).Output);
    }
}
