using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

/// <summary>A hostile program.</summary>
/// <param name="Class">What it goes for.</param>
/// <param name="Name">What it does.</param>
/// <param name="Code">The program. One that finds its way blocked prints <c>contained</c>.</param>
/// <param name="Status">How it must end.</param>
/// <param name="PanicsInVfs">The default build's own file system (wasi-vfs) gives up here, so that it ends in an error there.</param>
internal sealed record Attack(string Class, string Name, string Code, RunStatus Status = RunStatus.Ok, bool PanicsInVfs = false)
{
    public override string ToString() => $"{Class}: {Name}";

    /// <summary>An attempt that must raise one of the usual exceptions.</summary>
    private static Attack Blocked(string @class, string name, string attempt, bool panicsInVfs = false) => new(
        @class,
        name,
        $"try:\n    {attempt.Replace("\n", "\n    ", StringComparison.Ordinal)}\nexcept (Exception, SystemExit) as e:\n    print('contained', type(e).__name__)\nelse:\n    print('REACHED')\n",
        PanicsInVfs: panicsInVfs);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("CPU", "endless loop", "while True: pass", RunStatus.WallTimeLimit),
        new("CPU", "endless loop that catches everything", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", RunStatus.WallTimeLimit),
        new("CPU", "endless generator", "import itertools\nsum(itertools.count())", RunStatus.WallTimeLimit),
        new("CPU", "endless comparison", "class A:\n    def __eq__(self, o):\n        while True: pass\nA() == 1", RunStatus.WallTimeLimit),
        new("CPU", "endless loop in a sort key", "def k(x):\n    while True: pass\nsorted([1, 2], key=k)", RunStatus.WallTimeLimit),
        new("CPU", "endless loop in a decorator at import", "def d(f):\n    while True: pass\n@d\ndef f(): pass", RunStatus.WallTimeLimit),
        new("CPU", "quadratic list removal", "x = list(range(10**6))\nwhile True: x.insert(0, x.pop())", RunStatus.WallTimeLimit),
        new("CPU", "tracing function that never returns", "import sys\ndef t(*a):\n    while True: pass\nsys.settrace(t)\n(lambda: 0)()", RunStatus.WallTimeLimit),
        new("regex", "catastrophic backtracking", "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')", RunStatus.WallTimeLimit),
        new("regex", "nested alternation", "import re\nre.match(r'(a|aa)+$', 'a' * 60 + 'b')", RunStatus.WallTimeLimit),
        new("regex", "backtracking split", "import re\nre.split(r'(x+x+)+y', 'x' * 50)", RunStatus.WallTimeLimit),
        new("big ints", "tower of powers", "9 ** 9 ** 9", RunStatus.WallTimeLimit),
        new("big ints", "endless squaring", "x = 3\nwhile True: x = x * x", RunStatus.WallTimeLimit),
        new("big ints", "huge factorial", "import math\nmath.factorial(10**7)", RunStatus.WallTimeLimit),
        Blocked("big ints", "decimal text of a huge integer", "str(10 ** 5000)"),
        Blocked("big ints", "huge integer from text", "int('9' * 100000)"),
        new("memory", "growing list", "x = []\nwhile True: x.append(bytes(1 << 20))", RunStatus.MemoryLimit),
        new("memory", "doubling string", "x = 'x'\nwhile True: x += x", RunStatus.MemoryLimit),
        new("memory", "one huge object", "bytearray(10 ** 9)", RunStatus.MemoryLimit),
        new("memory", "impossible size", "[0] * (2 ** 30)", RunStatus.MemoryLimit),
        new("memory", "padding by a format", "'{:>2000000000}'.format(1)", RunStatus.MemoryLimit),
        new("memory", "dictionary without end", "d = {}\nfor i in iter(int, 1): d[len(d)] = bytes(100_000)", RunStatus.MemoryLimit),
        new("memory", "string repetition bomb", "a = ['x' * 10**6] * 10**3\n''.join(a)", RunStatus.MemoryLimit),
        new("output", "flood", "while True: print('x' * 1000)", RunStatus.OutputLimit),
        new("output", "flood on standard error", "import sys\nwhile True: sys.stderr.write('x' * 1000)", RunStatus.OutputLimit),
        new("output", "flood around Python's buffers", "import os\nwhile True: os.write(1, b'x' * 1000)", RunStatus.OutputLimit),
        new("output", "one huge line", "print('x' * 10**7)", RunStatus.OutputLimit),
        new("output", "flood at exit", "import atexit\natexit.register(lambda: print('x' * 10**6))", RunStatus.OutputLimit),
        new("output", "flood by warnings", "import warnings\nwarnings.simplefilter('always')\nwhile True: warnings.warn('x' * 1000)", RunStatus.OutputLimit),
        new("recursion", "endless calls", "def f(): f()\nf()", RunStatus.RecursionLimit),
        new("recursion", "raised limit", "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return list(map(lambda _: f(), [1]))\nf()", RunStatus.RecursionLimit),
        new("recursion", "endless representation", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())", RunStatus.RecursionLimit),
        new("recursion", "endless attribute lookup", "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y", RunStatus.RecursionLimit),
        new("recursion", "deep JSON", "import json\njson.loads('[' * 100000)", RunStatus.RecursionLimit),
        new("recursion", "nested copy", "import copy\nx = []\nfor _ in range(10**5): x = [x]\ncopy.deepcopy(x)", RunStatus.RecursionLimit),
        new("blocking", "long sleep", "import time\ntime.sleep(10**6)", RunStatus.WallTimeLimit),
        new("blocking", "sleep that is retried", "import time\nwhile True:\n    try: time.sleep(100)\n    except BaseException: pass", RunStatus.WallTimeLimit),
        new("blocking", "select", "import select\nselect.select([], [], [], 10**6)", RunStatus.WallTimeLimit),
        new("blocking", "lock that nobody releases", "import threading\nl = threading.Lock()\nl.acquire()\nwhile not l.acquire(False): pass", RunStatus.WallTimeLimit),
        Blocked("blocking", "read of standard input beyond its end", "input()"),
        Blocked("files", "the host's password file", "open('/etc/passwd').read()"),
        Blocked("files", "a path that climbs out", "open('../../../../../../etc/passwd').read()"),
        Blocked("files", "the process table", "open('/proc/self/environ').read()"),
        Blocked("files", "changing the standard library", "with open('/usr/local/lib/python3.11/os.py', 'w') as f: f.write('x')", panicsInVfs: true),
        Blocked("files", "removing the standard library", "import os\nos.remove('/usr/local/lib/python311.zip')", panicsInVfs: true),
        Blocked("files", "renaming the root's folders", "import os\nos.rename('/usr', '/work/usr')", panicsInVfs: true),
        Blocked("files", "a folder outside its own", "import os\nos.mkdir('/evil')"),
        new("files", "one huge file", "f = open('x', 'wb')\nwhile True: f.write(bytes(1 << 16))", RunStatus.FileLimit),
        new("files", "a sparse file", "f = open('x', 'wb')\nf.seek(10**9)\nf.write(b'x')\nf.flush()", RunStatus.FileLimit),
        new("files", "truncate to a huge size", "f = open('x', 'wb')\nf.truncate(10**9)", RunStatus.FileLimit),
        new("files", "many files", "for i in range(10**6): open(str(i), 'w').close()", RunStatus.FileLimit),
        new("files", "many folders", "import os\nfor i in range(10**6): os.mkdir(str(i))", RunStatus.FileLimit),
        Blocked("files", "many open files", "files = [open('x', 'w') for _ in range(1000)]"),
        Blocked("links", "symbolic link to the host", "import os\nos.symlink('/etc/passwd', 'x')\nopen('x').read()"),
        Blocked("links", "hard link", "import os\nopen('a', 'w').close()\nos.link('a', 'b')"),
        Blocked("network", "socket", "import socket\nsocket.socket()"),
        Blocked("network", "raw socket module", "import _socket\n_socket.socket()"),
        Blocked("network", "HTTP request", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1/')"),
        Blocked("processes", "shell", "import os\nos.system('id') and None\nraise OSError"),
        Blocked("processes", "subprocess", "import subprocess\nsubprocess.run(['id'])"),
        Blocked("processes", "fork", "import os\nos.fork()"),
        Blocked("processes", "exec", "import os\nos.execv('/bin/sh', ['sh'])"),
        Blocked("processes", "kill", "import os\nos.kill(1, 9)"),
        Blocked("processes", "multiprocessing", "import multiprocessing\nmultiprocessing.Process(target=print).start()"),
        Blocked("threads", "thread", "import threading\nthreading.Thread(target=print).start()"),
        Blocked("threads", "raw thread", "import _thread\n_thread.start_new_thread(print, ())"),
        Blocked("native code", "ctypes", "import ctypes"),
        Blocked("native code", "extension module", "open('x.so', 'wb').write(b'\\x7fELF')\nimport importlib.machinery, importlib.util\ns = importlib.util.spec_from_file_location('x', 'x.so', loader=importlib.machinery.ExtensionFileLoader('x', 'x.so'))\nimportlib.util.module_from_spec(s)"),
        Blocked("native code", "memory mapping", "import mmap\nmmap.mmap(-1, 4096)"),
        new("environment", "secrets of the process", "import os\nassert dict(os.environ) == {}, os.environ\nassert os.getenv('PATH') is None\nprint('contained')"),
        new("environment", "who runs it", "import os, sys\nassert os.getcwd() == '/work'\nassert sys.argv == ['main.py']\nprint('contained')"),
        new("environment", "other learners' files", "import os\nassert os.listdir('/work') == ['main.py'], os.listdir('/work')\nassert os.listdir('/tmp') == []\nprint('contained')"),
        Blocked("pickles", "a pickle that starts a shell", "import pickle\npickle.loads(b\"cposix\\nfork\\n(tR.\")"),
        new("pickles", "a pickle that loops", "import pickle\nclass A:\n    def __reduce__(self): return (eval, (\"[0 for _ in iter(int, 1)]\",))\npickle.loads(pickle.dumps(A()))", RunStatus.WallTimeLimit),
        new("exit", "endless __del__", "class A:\n    def __del__(self):\n        while True: pass\na = A()", RunStatus.WallTimeLimit),
        new("exit", "endless atexit", "import atexit\n@atexit.register\ndef f():\n    while True: pass", RunStatus.WallTimeLimit),
        new("exit", "exception hook without end", "import sys\ndef h(*a):\n    while True: pass\nsys.excepthook = h\n1/0", RunStatus.WallTimeLimit),
        new("exit", "abort", "import os\nos.abort()", RunStatus.Error),
        new("exit", "exit code forged by _exit", "import os\nos._exit(300)", RunStatus.Error),
        new("interpreter", "forged code object", "def f(): pass\nf.__code__ = f.__code__.replace(co_code=b'\\x64\\xff' * 50, co_stacksize=1)\nf()", RunStatus.Error),
        new("interpreter", "garbage collector switched off", "import gc\ngc.disable()\nwhile True:\n    x = [bytes(100000)]\n    x.append(x)", RunStatus.MemoryLimit),
        new("interpreter", "patched builtins", "import builtins\nbuiltins.print = builtins.len = builtins.open = None"),
        new("interpreter", "patched modules", "import sys, random, time, json\nrandom.random = lambda: 4\nsys.modules.clear()"),
        new("interpreter", "closed streams", "import sys\nsys.stdout.close()\nsys.stderr.close()", RunStatus.Error),
        new("interpreter", "poisoned import path", "import sys, builtins\nsys.path[:] = []\nsys.meta_path[:] = []\nbuiltins.__import__ = None"),
        new("text", "terminal escapes and HTML come back as they are", "print('\\x1b[2J<script>alert(1)</script>\\0contained')"),
        new("text", "bytes that are not UTF-8", "import os\nos.write(1, b'\\xff\\xfecontained')"),
        new("text", "lone surrogates", "print('\\ud800 contained')"),
        new("import", "a module of its own that hides a standard one", "open('json.py', 'w').write('1/0')\nimport sys\nsys.modules.pop('json')\nimport json", RunStatus.Error),
        new("import", "zip bomb", "import zlib\nx = zlib.compress(bytes(10**7))\nwhile True: x = zlib.decompress(x) if len(x) < 10**6 else x * 2", RunStatus.MemoryLimit),
    ];
}
