"""Runs beside a submission: calls its function, or runs assertions on its names, and reports the values that came.

What is expected is not here: the host compares, and what it has found wrong stays wrong.
"""
import ast, importlib, os, sys, types, unittest

GIVEN = '/work/.harness/given.json'
read, write, seek, dumps, literal = os.read, os.write, os.lseek, json.dumps, ast.literal_eval


def report(*lines):
    write(device, '\n'.join(lines).encode('utf-8', 'replace'))
    seek(device, 0, os.SEEK_SET)
    return read(device, 1 << 20).decode()


def as_json(value):
    try:
        return dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return ''


class Judge:
    """Reports the value of an assertion; after a wrong one, the assertion itself fails with what was expected."""
    expected = None

    def __call__(self, number, value):
        try:
            encoded = encode(value)
        except (NotPlain, RecursionError, MemoryError):
            encoded = 'O'
        verdict, _, shown = report(str(number), encoded, '').partition('\n')
        if verdict == '1':
            return True
        try:
            self.expected = literal(shown)
        except (ValueError, SyntaxError):
            self.expected = None
        if encoded == 'O' and value == self.expected:
            raise AssertionError(f'only its own __eq__ makes this {type(value).__name__} equal; compare a plain value, such as its text')
        return False


def run_script(submission, source):
    script = types.ModuleType('test')
    script.__dict__.update({name: value for name, value in vars(submission).items() if not name.startswith('__')})
    script.__judge__ = Judge()
    sys.modules['test'] = script
    exec(compile(source, 'test.py', 'exec', dont_inherit=True), script.__dict__)
    defined = [value for value in list(vars(script).values()) if getattr(value, '__module__', None) == 'test']
    for value in defined:
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            for case in unittest.defaultTestLoader.loadTestsFromTestCase(value):
                outcome = unittest.TestResult()
                unittest.TestSuite([case]).run(outcome)
                for _, trace in outcome.failures + outcome.errors:
                    raise AssertionError(f'{case._testMethodName}: {trace.strip().splitlines()[-1]}')
        elif isinstance(value, types.FunctionType) and value.__name__.startswith('test_'):
            value()


def run():
    global device
    with open(GIVEN, encoding='utf-8') as file:
        test = json.load(file)
    os.remove(GIVEN)
    device = os.open('/dev/judge', os.O_RDWR)
    submission = importlib.import_module(test['module'])
    if test['source'] is None:
        value = getattr(submission, test['function'])(*test['args'])
        report('0', as_json(value), repr(value))
    else:
        run_script(submission, test['source'])
    report('end')
