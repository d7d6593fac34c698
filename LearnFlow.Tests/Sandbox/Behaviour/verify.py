"""Runs every check of checks.txt with the machine's own Python and compares: python3.11 verify.py [--write].

With --write it puts what Python printed, and its exit code, into the file: the expected values are never made up.
"""
import os, pathlib, re, subprocess, sys, tempfile

FILE = pathlib.Path(__file__).with_name('checks.txt')
SECTION = re.compile(r'^(?:=== (?P<name>.+)|--- (?P<part>file \S+|stdin|stdout|exit \d+))\n', re.MULTILINE)


def read():
    marks = list(SECTION.finditer(text := FILE.read_text('utf-8')))
    for mark, after in zip(marks, [*marks[1:], None]):
        body = text[mark.end():after.start() if after else None]
        if mark['name']:
            check = {'name': mark['name'], 'code': body, 'parts': {}}
            yield check
        else:
            check['parts'][mark['part']] = body


def run(check):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (('file main.py', check['code']), *check['parts'].items()):
            if name.startswith('file '):
                path = pathlib.Path(folder, name[5:])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, 'utf-8')
        done = subprocess.run([sys.executable, 'main.py'], cwd=folder, input=check['parts'].get('stdin', '').encode(), capture_output=True,
                              env={'PYTHONUTF8': '1', 'PYTHONDONTWRITEBYTECODE': '1', 'PATH': os.environ['PATH']})
    return done.stdout.decode('utf-8', 'replace'), done.returncode


def text(check, output, code):
    parts = {name: body for name, body in check['parts'].items() if name != 'stdout' and not name.startswith('exit')}
    parts['stdout'] = output if not output or output.endswith('\n') else output + '\\\n'
    lines = f"=== {check['name']}\n{check['code']}" + ''.join(f'--- {name}\n{body}' for name, body in parts.items())
    return lines + (f'--- exit {code}\n' if code else '')


checks = list(read())
results = [run(check) for check in checks]
new = ''.join(text(check, *result) for check, result in zip(checks, results))
if '--write' in sys.argv:
    FILE.write_text(new, 'utf-8')
elif new != FILE.read_text('utf-8'):
    sys.exit('Some expected values are not what Python prints: look at the difference after --write.')
print(len(checks), 'checks')
