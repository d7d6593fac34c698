"""Runs a program against one test and tells what it did. The program is hostile: it has the sandbox around it."""
import ast
import contextlib
import io
import json
import os
import re
import sys
import time
import types
import unittest

FILE = 'program.py'
LONGEST = 300
MOST_TICKS = 20000


class Endless(BaseException):
    """Too many steps. Not an Exception, so that a program's own `except Exception` does not catch it."""


class Missing(Exception):
    """The function that the test calls is not there."""


def tick_call():
    node = ast.Expr(ast.Call(ast.Name('__tick__', ast.Load()), [], []))
    node.is_tick = True
    return node


def with_ticks(tree):
    """Counts each round of a loop and each call, so that an endless program can be stopped."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.While, ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body.insert(0, ast.copy_location(tick_call(), node.body[0]))
    return ast.fix_missing_locations(tree)


class Trial:
    """How one test went."""

    def __init__(self):
        self.passed = False
        self.input = self.expected = self.actual = None
        self.error_type = self.error_message = self.error_line = None
        self.endless = False
        self.output = ''
        self.lines = {}
        self.steps = []
        self.writers = []
        self.last_line = None

    def as_json(self, test):
        return {
            'name': test.get('name'), 'hidden': test.get('hidden', False), 'isOutput': is_output(test), 'passed': self.passed, 'endless': self.endless, 'input': self.input,
            'expected': self.expected, 'actual': self.actual, 'output': shorten(self.output), 'errorType': self.error_type,
            'errorMessage': self.error_message, 'errorLine': self.error_line,
        }


def is_output(test):
    return test.get('function') is None and test.get('source') is None


def shorten(text):
    return text if text is None or len(text) <= LONGEST else text[:LONGEST] + '…'


def written(value):
    """The value as Python writes it; a value that cannot be written is still told by its class."""
    try:
        return shorten(repr(value))
    except Exception:
        return f'<{type(value).__name__}>'


PLAIN = (int, float, str, bool, type(None))


def plainly(value):
    """The value without running any code of the program: an object is told by its class."""
    items = list(value.items()) if type(value) is dict else value if type(value) in (list, tuple, set) else None
    if type(value) in PLAIN or items is not None and all(type(part) in PLAIN for item in items for part in (item if type(item) is tuple else (item,))):
        return repr(value)
    return f'<{type(value).__name__}>'


def equal(expected, actual, depth=0):
    """As a teacher compares: tuples equal lists, 2 equals 2.0, fractions within 1e-9, a bool equals only a bool."""
    if depth > 50:
        return False
    if isinstance(expected, bool) or isinstance(actual, bool):
        return isinstance(expected, bool) and isinstance(actual, bool) and expected == actual
    if isinstance(expected, (list, tuple)):
        return isinstance(actual, (list, tuple)) and len(expected) == len(actual) and all(equal(e, a, depth + 1) for e, a in zip(expected, actual))
    if isinstance(expected, dict):
        return (isinstance(actual, dict) and len(expected) == len(actual)
                and all(any(str(k) == str(key) and equal(value, v, depth + 1) for k, v in actual.items()) for key, value in expected.items()))
    if isinstance(expected, float) or isinstance(actual, float):
        return (isinstance(actual, (int, float)) and isinstance(expected, (int, float))
                and (expected == actual or abs(expected - actual) <= 1e-9 * max(1, abs(expected), abs(actual))))
    return expected == actual


def lines_of(text):
    return [line.rstrip() for line in text.rstrip().split('\n')]


def run(program, test, most_ticks=MOST_TICKS, record=None, seconds=None):
    """The trial of a compiled program. With `record`, the lines that ran are counted and the first `record` steps are kept."""
    trial = Trial()
    ticks = 0
    end = None if seconds is None else time.perf_counter() + seconds

    def tick():
        nonlocal ticks
        ticks += 1
        if ticks > most_ticks or end is not None and ticks % 256 == 0 and time.perf_counter() > end:
            raise Endless()

    for name, content in (test.get('files') or {}).items():
        os.makedirs(os.path.dirname(name) or '.', exist_ok=True)
        with open(name, 'w', encoding='utf-8') as file:
            file.write(content)
    is_io = is_output(test)
    name = (test.get('entry') or 'main.py').removesuffix('.py')
    module = sys.modules[name] = types.ModuleType('__main__' if is_io else name)  # a test's script may import the program
    names = vars(module)
    names.update({'__tick__': tick, '__builtins__': __builtins__})
    output, stdin = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(test.get('stdin') or '')
    try:
        with contextlib.redirect_stdout(output):
            if record is not None:
                sys.settrace(recorder(trial, record, output))
            try:
                exec(program, names)
                judge(trial, test, names, output, record is not None)
            finally:
                sys.settrace(None)
    except Endless:
        trial.endless = True
    except SystemExit:
        if is_io:
            judge(trial, test, names, output)
        else:
            trial.error_type, trial.error_message = 'SystemExit', 'The program ended itself.'
    except BaseException as error:
        trial.error_type = type(error).__name__
        trial.error_message = shorten(str(error))
        at = error.__traceback__
        while at is not None:
            if at.tb_frame.f_code.co_filename == FILE:
                trial.error_line = at.tb_lineno
            at = at.tb_next
        absent = absent_function(error, test) if trial.error_line is None else None
        if absent is not None:
            trial.error_type, trial.error_message = 'Missing', f'There is no function named {absent}.'
    finally:
        sys.stdin = stdin
    trial.output = output.getvalue()
    describe(trial, test)
    return trial


def absent_function(error, test):
    """The name that a test's own code uses or imports and the program does not have; None when the error is another one."""
    if test.get('source') is None:
        return None
    if type(error) is NameError:
        return error.name
    imported = re.match(r"cannot import name '(\w+)'", str(error)) if isinstance(error, ImportError) else None
    return imported and imported[1]


def judge(trial, test, names, output, any_reading=False):
    if test.get('function') is not None:
        function = names.get(test['function'])
        if function is None:
            raise Missing(f"There is no function named {test['function']}.")
        call(trial, test, function, any_reading)
    elif test.get('source') is not None:
        assertions(trial, test['source'], {name: value for name, value in names.items() if name[:2] != '__'})
        trial.passed = True
    else:
        trial.passed = lines_of(test.get('expectedOutput') or '') == lines_of(output.getvalue())


def call(trial, test, function, any_reading):
    """Calls the function. JSON has no tuples: with `any_reading`, a test that fails is tried with tuples for its arrays, too."""
    arguments = json.dumps(test.get('args') or [])
    try:
        value = function(*READINGS[test.get('reading', 0)](json.loads(arguments)))
        trial.actual = written(value)
        trial.passed = same(test, value)
    except Exception:
        if not (any_reading and passes_with_tuples(trial, test, function, arguments)):
            raise
    if any_reading and not trial.passed:
        passes_with_tuples(trial, test, function, arguments)


def passes_with_tuples(trial, test, function, arguments):
    if '[' not in arguments[1:] or 'reading' in test:
        return False
    sys.settrace(None)
    for reading in (1, 2):
        try:
            value = function(*READINGS[reading](json.loads(arguments)))
        except BaseException:
            continue
        if same(test, value):
            trial.passed, trial.actual, test['reading'] = True, written(value), reading
            return True
    return False


def frozen(value):
    """The value with tuples for its lists."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value


READINGS = (list, lambda arguments: [list(map(frozen, a)) if isinstance(a, list) else a for a in arguments], lambda arguments: list(map(frozen, arguments)))


def same(test, value):
    """Whether a function's value is the expected one; one that is told as Python writes it must have its types, too."""
    if test.get('expectedRepr') is None:
        return equal(test.get('expected'), value)
    expected = literal(test['expectedRepr'])
    return repr(value) == test['expectedRepr'] or equal(expected, value) and alike(expected, value)


def alike(expected, value):
    if isinstance(expected, (list, tuple)):
        return type(expected) is type(value) and all(map(alike, expected, value))
    return True


def literal(text):
    """The value that Python would write so; a value that no other equals where there is none."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return Trial()


def assertions(trial, source, names):
    """Runs the test's statements; of an assertion that compares, both sides are kept."""
    for statement in ast.parse(source).body:
        check = statement.test if isinstance(statement, ast.Assert) else None
        if isinstance(check, ast.Compare) and len(check.ops) == 1 and isinstance(check.ops[0], (ast.Eq, ast.Is)):
            trial.input = shorten(ast.unparse(check.left))
            trial.expected = shorten(ast.unparse(check.comparators[0]))
            left, right = (eval(compile(ast.Expression(side), 'test', 'eval'), names) for side in (check.left, check.comparators[0]))
            trial.actual, trial.expected = written(left), written(right)
            if not (left == right if isinstance(check.ops[0], ast.Eq) else left is right):
                raise AssertionError(f'{trial.input} is {trial.actual}, not {trial.expected}')
            trial.input = trial.expected = trial.actual = None
        else:
            if check is not None:
                trial.input, trial.expected = shorten(ast.unparse(check)), 'True'
            exec(compile(ast.Module([statement], []), 'test', 'exec'), names)
            trial.input = trial.expected = None
    for name, value in list(names.items()):
        if name.startswith('test_') and callable(value):
            value()
        elif isinstance(value, type) and issubclass(value, unittest.TestCase) and value is not unittest.TestCase:
            methods(trial, source, value)


def methods(trial, source, case):
    """Runs the test methods of a class; the first that fails tells how, with both sides where it compares."""
    compare = unittest.TestCase.assertEqual

    def told(self, first, second, msg=None):
        try:
            compare(self, first, second, msg)
        except AssertionError:
            swapped, trial.input = call_in(source, sys._getframe(1).f_lineno)
            trial.actual, trial.expected = (written(value) for value in ((second, first) if swapped else (first, second)))
            raise

    unittest.TestCase.assertEqual = told
    try:
        for method in unittest.defaultTestLoader.loadTestsFromTestCase(case):
            result = FirstProblem()
            unittest.TestSuite([method]).run(result)
            if result.problem is not None:
                raise result.problem
    finally:
        unittest.TestCase.assertEqual = compare


class FirstProblem(unittest.TestResult):
    """Keeps what the first failing assertion raised, a subtest's too."""
    problem = None

    def addError(self, test, error):
        self.problem = self.problem or error[1]

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.problem = self.problem or error[1]


def call_in(source, line):
    """Of the comparison in a line of the test: whether the second side is what was called, and the call as text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.lineno <= line <= node.end_lineno and isinstance(node.func, ast.Attribute) and len(node.args) > 1:
            first, second = node.args[:2]
            swapped = isinstance(second, ast.Call) and not isinstance(first, ast.Call)
            called = second if swapped else first
            return swapped, shorten(ast.unparse(called)) if isinstance(called, ast.Call) else None
    return False, None


def describe(trial, test):
    if test.get('function') is not None:
        trial.input = shorten(f"{test['function']}({', '.join(written(value) for value in test.get('args') or [])})")
        trial.expected = shorten(test['expectedRepr']) if test.get('expectedRepr') is not None else written(test.get('expected'))
    elif test.get('source') is None:
        trial.input, trial.expected = shorten(test.get('stdin')), shorten(test.get('expectedOutput'))
        trial.actual = shorten(trial.output)


def recorder(trial, most, output):
    """A trace function (sys.settrace) for the program's own lines: which ran, with which values, and which wrote what."""
    length = 0

    def trace(frame, event, value):
        nonlocal length
        if frame.f_code.co_filename != FILE:
            return None
        if output.tell() > length:
            length = output.tell()
            trial.writers.append((trial.last_line, length))
        if event == 'line':
            line = trial.last_line = frame.f_lineno
            trial.lines[line] = trial.lines.get(line, 0) + 1
            if len(trial.steps) < most and frame.f_code.co_name[0] != '<':
                trial.steps.append((line, {name: plainly(local)[:60] for name, local in frame.f_locals.items() if name[:2] != '__'}))
        elif event == 'return' and frame.f_back is not None and frame.f_back.f_code.co_filename == FILE:
            trial.last_line = frame.f_back.f_lineno
        return trace
    return trace


def writer_of_difference(trial, expected):
    """The line that wrote the first text that differs from the expected one; None when only text at the end is missing."""
    at = 0
    for one, other in zip(trial.output.split('\n'), expected.rstrip().split('\n')):
        if one.rstrip() != other.rstrip():
            same = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
            at = min(at + same, max(0, len(trial.output) - 1))
            break
        at += len(one) + 1
    else:
        if trial.output.rstrip().count('\n') <= expected.rstrip().count('\n'):
            return None
    return next((line for line, end in trial.writers if at < end), trial.last_line)
