"""Packs what Python imports and reads in the sandbox: library.py BUILD SOURCE PACKAGES OUTPUT.tar.gz

BUILD is the folder of the cross build, SOURCE the folder of CPython's sources, PACKAGES a folder of
pure-Python packages. Modules are compiled, because a run has no time to do it. The same inputs give the same bytes.
"""
import gzip, importlib.util, io, os, pathlib, sys, tarfile, zipfile, zoneinfo
from importlib._bootstrap_external import _code_to_hash_pyc

PYTHON = 'python%d.%d' % sys.version_info[:2]
PREFIX = 'usr/local/lib/'
# What cannot work without processes, windows, threads or a compiler, and Python's own tests.
LEFT_OUT = {
    'test', 'tests', 'idle_test', 'idlelib', 'tkinter', 'turtledemo', 'turtle.py', 'lib2to3', 'distutils', 'ensurepip', 'venv',
    'multiprocessing', 'concurrent/futures/process.py', 'curses', 'ctypes', 'msilib', '__pycache__',
}
WHEN = int(os.environ['SOURCE_DATE_EPOCH'])


def compiled(source, guest_path):
    code = compile(source, guest_path, 'exec', dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def standard_library(build, source):
    lib = source / 'Lib'
    for path in sorted(lib.rglob('*.py')):
        name = path.relative_to(lib)
        if not LEFT_OUT.intersection(name.parts) and str(name) not in LEFT_OUT:
            yield str(name), path.read_bytes()
    # Build settings for sysconfig, without those that name this machine's folders.
    [path] = (build / (build / 'pybuilddir.txt').read_text()).glob('_sysconfigdata_*.py')
    settings = {}
    exec(path.read_text(), settings)
    own = {name: value for name, value in sorted(settings['build_time_vars'].items()) if str(build.parent) not in str(value)}
    yield path.name, f'build_time_vars = {own!r}'.encode()


def archive(modules, zip_path):
    """A zip of compiled modules, not compressed: reading one is a copy."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w', zipfile.ZIP_STORED) as target:
        for name, source in modules:
            target.writestr(zipfile.ZipInfo(name + 'c'), compiled(source, f'/{zip_path}/{name}'))
    return content.getvalue()


def packages(folder):
    """Pure-Python packages, in a folder that is on sys.path; what is not a module (licences, metadata, data) comes along as it is."""
    for path in sorted(folder.rglob('*')):
        name = str(path.relative_to(folder))
        if path.suffix == '.so':
            raise SystemExit(f'{name} is native code, which does not run in the sandbox: take its package off the list.')
        if path.is_file() and not LEFT_OUT.intersection(path.parts):
            guest_path = f'{PREFIX}{PYTHON}/{name}'
            if path.suffix == '.py':
                yield guest_path + 'c', compiled(path.read_bytes(), '/' + guest_path)
            elif path.suffix != '.pyc':
                yield guest_path, path.read_bytes()


def time_zones():
    folder = pathlib.Path('/usr/share/zoneinfo')
    for name in sorted(zoneinfo.available_timezones()):
        yield f'usr/share/zoneinfo/{name}', (folder / name).read_bytes()


def main(build, source, folder, output):
    stdlib = f'{PREFIX}{PYTHON.replace(".", "")}.zip'
    files = [(stdlib, archive(standard_library(build, source), stdlib)), (f'{PREFIX}{PYTHON}/os.py', b''), *packages(folder), *time_zones()]
    with open(output, 'wb') as raw, gzip.GzipFile('', 'wb', 9, raw, mtime=0) as packed, tarfile.open(fileobj=packed, mode='w') as target:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(content), WHEN, 0o444
            target.addfile(entry, io.BytesIO(content))


main(*map(pathlib.Path, sys.argv[1:]))
