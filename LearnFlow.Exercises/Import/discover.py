"""Finds the tests of a unittest file and, unless only they are asked for, runs each against a solution, as the sandbox's
check does: the test file imports the solution, and sees its names. Prints one line of JSON after a mark."""
import importlib, json, sys, time, types, unittest

MARK = '@MARK@'
RUNS = '@RUNS@'

with open('/work/.import/test.py', encoding='utf-8') as file:
    source = file.read()

submission = importlib.import_module('@MODULE@')
script = types.ModuleType('test')
script.__dict__.update({name: value for name, value in vars(submission).items() if not name.startswith('__')})
sys.modules['test'] = script
exec(compile(source, 'test.py', 'exec', dont_inherit=True), script.__dict__)

found = []


def try_out(group, name, run):
    start = time.perf_counter()
    error, skipped = run() if RUNS else (None, False)
    found.append({'group': group, 'name': name, 'error': error, 'skipped': skipped, 'seconds': time.perf_counter() - start})


def run_case(case):
    outcome = unittest.TestResult()
    unittest.TestSuite([case]).run(outcome)
    traces = [trace for _, trace in outcome.failures + outcome.errors]
    return (traces[0].strip().splitlines()[-1] if traces else None), bool(outcome.skipped)


def run_function(function):
    try:
        function()
    except Exception as error:
        return f'{type(error).__name__}: {error}', False
    return None, False


for value in [value for value in list(vars(script).values()) if getattr(value, '__module__', None) == 'test']:
    if isinstance(value, type) and issubclass(value, unittest.TestCase):
        for case in unittest.defaultTestLoader.loadTestsFromTestCase(value):
            try_out(value.__name__, case._testMethodName, lambda: run_case(case))
    elif isinstance(value, types.FunctionType) and value.__name__.startswith('test_'):
        try_out('', value.__name__, lambda: run_function(value))

print('\n' + MARK + json.dumps(found))
