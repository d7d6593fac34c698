"""Brings the interpreter to the state that every run starts from, then stops for the snapshot.

The host takes the memory at the last line and later calls run() in a copy of it. Nothing here may depend on the
time, on randomness or on a run's files: it happens once, and every run shares it.
"""
import sys
STARTED = frozenset(sys.modules)
import os, gc, io, errno, time, types, builtins, traceback, linecache, atexit
import abc, argparse, array, base64, binascii, bisect, calendar, cmath, codecs, collections, collections.abc, contextlib, copy, csv
import dataclasses, datetime, decimal, difflib, enum, fractions, functools, hashlib, heapq, html, inspect, itertools
import json, keyword, locale, math, numbers, operator, pathlib, pprint, queue, random, re, reprlib, secrets, shutil
import statistics, string, struct, tempfile, textwrap, tokenize, typing, unicodedata, unittest, uuid, warnings, weakref
import select, _strptime, ast, importlib.util, glob, fnmatch, unittest.mock, doctest, timeit, threading, _thread, graphlib, zlib, socket, asyncio, selectors
sys.path.insert(0, '/learnflow')
import turtle

WORK = '/work/'
SHOWN_FRAMES = 20
HARNESS = WORK + '.harness/'
MODULES = sys.path[0]
NETWORK = 'programs here have no network, so that nobody\'s code can reach another computer'
PROCESSES = 'a program here cannot start other programs'
SCREEN = 'a program here has no window; print() text, or draw with turtle'
NATIVE = 'it needs native code, which does not run in this sandbox; the standard library is there'
INSTALL = 'only the standard library can be imported here'
ABSENT = {
    **dict.fromkeys(('socket', '_socket', 'ssl', '_ssl', 'requests', 'urllib3', 'httpx', 'aiohttp'), NETWORK),
    **dict.fromkeys(('_posixsubprocess', 'multiprocessing', '_multiprocessing', 'psutil'), PROCESSES),
    **dict.fromkeys(('ctypes', '_ctypes', 'cffi', 'numpy', 'pandas', 'scipy', 'matplotlib', 'sklearn', 'torch', 'tensorflow',
                     'PIL', 'cv2', 'readline'), NATIVE),
    **dict.fromkeys(('pygame', 'tkinter', '_tkinter', 'curses', '_curses', 'pyglet', 'kivy', 'PyQt5', 'pgzrun'), SCREEN),
    **dict.fromkeys(('pytest', 'pip', 'setuptools', 'flask', 'django', 'bs4', 'yaml', 'sympy', 'rich'), INSTALL),
}
USUAL_ERRNO = {errno.ENOENT: 2, errno.EBADF: 9, errno.EACCES: 13, errno.EEXIST: 17, errno.ENOTDIR: 20, errno.EISDIR: 21, errno.EINVAL: 22,
               errno.ENOSPC: 28, errno.EROFS: 30, errno.ENOTEMPTY: 39}
PUBLIC = {'_posixsubprocess': 'subprocess'}
NATIVELY_FIRST = STARTED | {'os', 'io', 'abc', 'stat', 'codecs', 'site', 'posixpath', 'genericpath', '_collections_abc'}
PRELOADED = frozenset(sys.modules) - NATIVELY_FIRST


class AbsentModules:
    """Last finder: says why a well-known module is not there."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        reason = ABSENT.get(name)
        if reason:
            raise ModuleNotFoundError(f"No module named '{PUBLIC.get(name, name.lstrip('_'))}': {reason}.", name=name)
        return None


def is_learners(filename):
    if filename.startswith('<'):
        return not filename.startswith('<frozen')
    return filename.startswith(WORK) and not filename.startswith(HARNESS)


def trim(report, seen):
    """Keeps the learner's frames only, and shows their files by the names that the learner gave."""
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    own = [frame for frame in report.stack if is_learners(frame.filename)]
    for frame in own:
        frame.filename = frame.filename.removeprefix(WORK)
    # An endless recursion is as clear from its ends, and the middle would use up the output.
    report.stack[:] = own if len(own) <= 2 * SHOWN_FRAMES else own[:SHOWN_FRAMES] + own[-SHOWN_FRAMES:]
    if getattr(report, 'filename', None):
        report.filename = report.filename.removeprefix(WORK)
    for inner in (report.__cause__, report.__context__, *(getattr(report, 'exceptions', None) or ())):
        trim(inner, seen)


def show(kind, error, trace):
    report = traceback.TracebackException(kind, error, trace, compact=True)
    trim(report, set())
    heading = '' if report.stack or isinstance(error, SyntaxError) else 'Traceback (most recent call last):\n'
    sys.stderr.write(heading + ''.join(report.format()))


def leave(code=None):
    raise SystemExit(code)


def exit_code(error):
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xff
    print(error.code, file=sys.stderr)
    return 1


def execute(main, path):
    try:
        try:
            with open(path, 'rb') as file:
                source = file.read()
            exec(compile(source, path, 'exec', dont_inherit=True), main.__dict__)
        finally:
            source = None
    except SystemExit as error:
        return exit_code(error)
    except BaseException as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code is execute.__code__:
            trace = trace.tb_next
        try:
            sys.excepthook(type(error), error.with_traceback(trace), trace)
        except SystemExit as nested:
            return exit_code(nested)
        except BaseException:
            show(type(error), error, trace)
        return 1
    return 0


def finish(main, code):
    """What the interpreter does at its end, in its order, without the cost of taking itself apart."""
    try:
        atexit._run_exitfuncs()
    except SystemExit as error:
        code = exit_code(error)
    except BaseException:
        code = 1
    names = main.__dict__
    for private in (True, False):
        for name in list(names):
            if name != '__builtins__' and private == (name[:1] == '_' and name[:2] != '__'):
                names[name] = None
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            code = code or 120
    return code


def with_usual_errno(call):
    """The function, with the error numbers that learners know from Linux (2 for "No such file") where WASI has its own."""
    @functools.wraps(call)
    def numbered(*arguments, **options):
        try:
            return call(*arguments, **options)
        except OSError as error:
            error.errno = USUAL_ERRNO.get(error.errno, error.errno)
            raise
    return numbered


def refuse_thread(*_, **__):
    raise RuntimeError("can't start new thread: a program here runs in one thread")


def refuse_network(*_, **__):
    raise OSError(NETWORK)


class WaitingSelector(selectors._BaseSelectorImpl):
    """Has no sockets to wait for: it only sleeps until the event loop's next timer."""

    def select(self, timeout=None):
        if timeout is None or timeout > 0:
            time.sleep(2**31 if timeout is None else timeout)
        return []


class LonelyEventLoop(asyncio.SelectorEventLoop):
    """asyncio's event loop without the socket pair that wakes it from other threads, since there are none."""

    def __init__(self):
        super().__init__(WaitingSelector())

    def _make_self_pipe(self):
        self._ssock = self._csock = None

    def _close_self_pipe(self):
        pass


def uncover():
    """Lets a learner's file come before the standard module of its name, as python3 does, though that one is imported already."""
    for name in os.listdir(WORK):
        module = name.removesuffix('.py')
        if module in PRELOADED and (name != module or os.path.exists(f'{WORK}{name}/__init__.py')):
            for loaded in [other for other in sys.modules if other == module or other.startswith(module + '.')]:
                del sys.modules[loaded]


def run():
    with open('/run', encoding='utf-8') as file:
        entry, depth, arguments = file.read().split('\n')[:3]
    sys.setrecursionlimit(int(depth))
    random.seed()
    uncover()
    path = WORK + entry
    sys.argv = [entry, *json.loads(arguments)]
    main = types.ModuleType('__main__')
    main.__file__ = path
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    return finish(main, execute(main, path))


def sleep(seconds, /):
    """Suspends execution for the given number of seconds."""
    nanoseconds = int(seconds * 1_000_000_000)
    if nanoseconds < 0:
        raise ValueError('sleep length must be non-negative')
    device = os.open('/dev/sleep', os.O_WRONLY)
    try:
        os.write(device, min(nanoseconds, 2**62).to_bytes(8, 'little'))
    finally:
        os.close(device)


def wait_for_streams(readable, writable, exceptional, timeout=None, /):
    """select.select() where files are always ready."""
    if not (readable or writable):
        sleep(2**31 if timeout is None else timeout)
    return list(readable), list(writable), []


def polls():
    """False where the build's own file system refuses to wait (wasi-vfs)."""
    try:
        time.sleep(0)
    except OSError:
        return False
    return True


if not polls():
    time.sleep = sleep
    select.select = wait_for_streams
time.process_time, time.process_time_ns = time.perf_counter, time.perf_counter_ns  # WASI has no clock of processor time
_thread.start_new_thread = threading._start_new_thread = refuse_thread
LIBRARY = os.path.dirname(os.__file__).rpartition('/')[0] + '/'
builtins.open = io.open = with_usual_errno(open)
for name in ('remove', 'unlink', 'rename', 'listdir', 'mkdir', 'rmdir', 'chdir'):
    setattr(os, name, with_usual_errno(getattr(os, name)))
asyncio.DefaultEventLoopPolicy._loop_factory = LonelyEventLoop
for name in ('socket', 'create_connection', 'create_server', 'socketpair', 'getaddrinfo', 'gethostbyname', 'gethostname'):
    setattr(socket, name, refuse_network)
sys.excepthook = show
builtins.exit = builtins.quit = leave
sys.meta_path.append(AbsentModules)
spec = importlib.util.spec_from_file_location('learnflow check', '/check.py')
sys.modules[spec.name] = check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check)
# Unbuffered, as python3 -u: what print(…, end='') wrote is seen at once, and kept when the run is stopped.
sys.stdout = sys.__stdout__ = io.TextIOWrapper(sys.stdout.detach().detach(), encoding='utf-8', errors='replace', write_through=True)
sys.stderr.reconfigure(encoding='utf-8', errors='backslashreplace', line_buffering=True)
sys.stdin.reconfigure(encoding='utf-8', errors='surrogateescape')
os.environ.clear()
os.chdir('/work')
sys.path[:] = [WORK[:-1], MODULES, *(folder for folder in sys.path if folder.startswith(LIBRARY))]
sys.path_importer_cache.clear()
sys.modules.pop('__main__')
importlib.invalidate_caches()
linecache.clearcache()
gc.collect()
gc.freeze()
bytes(4 << 20)  # room that most programs do not outgrow: memory that has grown cannot be brought back to the snapshot
ARGUMENTS = ()
os.write(1, f'{id(run)} {id(ARGUMENTS)}'.encode())
time.clock_getres(time.CLOCK_MONOTONIC)
