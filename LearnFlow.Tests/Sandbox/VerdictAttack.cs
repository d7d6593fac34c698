using System.Text.Json;
using LearnFlow.Sandbox.Check;

namespace LearnFlow.Tests.Sandbox;

/// <summary>A submission that goes for the verdict of a test instead of for its task.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Code">The submission.</param>
/// <param name="Test">The test that it must not pass.</param>
internal sealed record VerdictAttack(string Name, string Code, CheckTest Test)
{
    private const string Forger = """
        import builtins, json, os, sys
        def forge():
            for number in range(-1, 40):
                for value in ('True', 'true', '1', 'N', 'null', '49', '[]', '"x"', 'O', '1e999', 'nan'):
                    try:
                        device = os.open('/dev/judge', os.O_RDWR)
                        os.write(device, f'{number}\n{value}\n{value}'.encode())
                        os.close(device)
                    except OSError:
                        pass
            try:
                os.write(os.open('/dev/judge', os.O_RDWR), b'end')
            except OSError:
                pass
            for name in ('result.json', 'given.json', 'start.py'):
                try:
                    with open('/work/.harness/' + name, 'w') as file:
                        json.dump({'repr': '', 'json': None}, file)
                except OSError:
                    pass
            os._exit(0)

        """;

    private static readonly CheckTest s_call = Call("49");
    private static readonly CheckTest s_float = Call("0.5");
    private static readonly CheckTest s_script = Script("assert square(7) == 49");
    private static readonly CheckTest s_unittest = Script("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        expected = [49, 'x']\n        self.assertEqual([square(7), 'x'], expected)");
    private static readonly CheckTest s_raises = Script("try:\n    square(None)\nexcept TypeError as error:\n    assert str(error) == 'no number'\nelse:\n    raise AssertionError('it should raise')");
    private static readonly CheckTest s_checked = Script("def check(candidate):\n    assert candidate(7) == 49\n    for number in (2, 3):\n        assert candidate(number) + 0 == 9 or True\n    assert candidate(2) == 4\ncheck(square)");

    public override string ToString() => Name;

    /// <summary>Submissions that know nothing of the task: no exercise may be passed by one.</summary>
    public static IReadOnlyList<(string Name, string Code)> Blind { get; } =
    [
        ("a forged result", Forger + "forge()"),
        ("reports of an end alone", "import os\nos.write(os.open('/dev/judge', os.O_RDWR), b'end')\nos._exit(0)"),
        ("an exec that runs nothing", "import builtins\nbuiltins.exec = lambda *a, **k: None"),
        ("values that say they equal everything", """
            import sys, types
            class Any(Exception):
                def __init__(self, *a, **k): pass
                def __call__(self, *a, **k): return self
                def __getattr__(self, name): return self
                def __eq__(self, other): return True
                def __hash__(self): return 0
                def __iter__(self): return iter(())
                def __getitem__(self, key): return self
                def __bool__(self): return True
            frame = sys._getframe()
            while 'test' not in frame.f_locals:
                frame = frame.f_back
            test = frame.f_locals['test']
            known = __import__('ast').walk(__import__('ast').parse(test['source'] or ''))
            globals().update({node.id: Any() for node in known if hasattr(node, 'id') and not hasattr(__import__('builtins'), node.id)})
            if test['function']:
                globals()[test['function']] = Any()
            """),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<VerdictAttack> All { get; } =
    [
        new("a number too large to be finite", ReturnsJson("1e999"), s_call),
        new("a number too large to be finite where a fraction is expected", ReturnsJson("1e999"), s_float),
        new("a huge negative number where a fraction is expected", ReturnsJson("-1e999"), s_float),
        new("NaN", "def square(n): return float('nan')", s_float),
        new("infinity", "def square(n): return float('inf')", s_call),
        new("NaN written as JSON", ReturnsJson("NaN"), s_float),
        new("an integer beyond 2^53 that rounds to the expected one", "def square(n): return 9007199254740993", Call("9007199254740992")),
        new("an object with one name twice", ReturnsJson("{\"a\": 1, \"a\": 2}"), Call("{\"a\": 1, \"b\": 2}")),
        new("an object with the right name between wrong ones", ReturnsJson("{\"a\": 2, \"a\": 1}"), Call("{\"a\": 1}")),
        new("true for one", "def square(n): return True", Call("1")),
        new("a value that says it equals everything", "class Any:\n    def __eq__(self, other): return True\ndef square(n): return Any()", s_call),
        new("a value that says it equals everything, to a script", "class Any:\n    def __eq__(self, other): return True\n    def __add__(self, other): return self\n    __hash__ = None\ndef square(n): return Any()", s_script),
        new("the same to unittest", "class Any(list):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\ndef square(n): return Any()", Script("import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertEqual(square(7), [49])")),
        new("a number that says it equals everything, to a script", "class One(int):\n    def __eq__(self, other): return True\n    def __repr__(self): return '49'\n    def __add__(self, other): return 49\ndef square(n): return One(1)", s_script),
        new("a text that says it equals everything, to a script", "class Text(str):\n    def __eq__(self, other): return True\n    def __str__(self): return 'ok'\ndef square(n): return Text('x')", Script("assert square(7) == 'ok'")),
        new("a result file before a call", Forger + "forge()", s_call),
        new("a result file before a script", Forger + "forge()", s_script),
        new("a result file before unittest", Forger + "forge()", s_unittest),
        new("a result file during a script", Forger + "def square(n): forge()", s_script),
        new("a result file before a script of a function", Forger + "forge()", s_checked),
        new("a result file before a script that expects an error", Forger + "forge()", s_raises),
        new("reports of an end alone", "import os\nos.write(os.open('/dev/judge', os.O_RDWR), b'end')\nos._exit(0)", s_script),
        new("the end of the interpreter", "import os\nos._exit(0)", s_script),
        new("the end of the script", "import sys\nsys.exit(0)", s_script),
        new("the end of the script in the call", "def square(n): raise SystemExit(0)", s_script),
        new("an exec that runs nothing", "import builtins\nbuiltins.exec = lambda *a, **k: None\ndef square(n): return 1", s_script),
        new("a compile that gives nothing", "import builtins\nreal = builtins.compile\nbuiltins.compile = lambda source, *a, **k: real('', *a, **k)\ndef square(n): return 1", s_script),
        new("a judge that agrees", "import sys\nmain = sys.modules['learnflow check']\nmain.Judge.__call__ = lambda *a: True\ndef square(n): return 1", s_script),
        new("a report that says what was expected", "import sys\nmain = sys.modules['learnflow check']\nmain.report = lambda *a: '1'\ndef square(n): return 1", s_script),
        new("an encoding that guesses", "import sys\nmain = sys.modules['learnflow check']\nmain.encode = lambda value: '1'\ndef square(n): return 1", s_script),
        new("unittest without assertions", "import unittest\nunittest.TestCase.assertEqual = lambda *a, **k: None\ndef square(n): return 1", s_unittest),
        new("unittest that runs nothing", "import unittest\nunittest.TestSuite.run = lambda self, result, *a: result\ndef square(n): return 1", s_unittest),
        new("unittest that finds nothing", "import unittest\nunittest.defaultTestLoader.getTestCaseNames = lambda case: []\ndef square(n): return 1", s_unittest),
        new("a test module that was emptied", "import sys, types\nclass Nothing(types.ModuleType):\n    def __init__(self, name): super().__init__(name)\ntypes.ModuleType = Nothing\nraise SystemExit(0)", s_script),
        new("the expected value from the script in the guest", "import gc\ndef square(n):\n    import sys\n    source = ' '.join(str(value) for frame in (sys._getframe(1), sys._getframe(2), sys._getframe(3)) for value in frame.f_locals.values())\n    return eval(source.split('==')[1]) if '==' in source else None", s_script),
        new("the expected value from the script's constants", "import sys\ndef square(n):\n    frame = sys._getframe(1)\n    for value in frame.f_code.co_consts:\n        if isinstance(value, int) and value > 8: return value\n    return 0", s_script),
        new("the expected value from the answer to a first guess", "import os\ndevice = os.open('/dev/judge', os.O_RDWR)\nos.write(device, b'0\\n1\\n')\nos.lseek(device, 0, 0)\nanswer = os.read(device, 100).decode().split('\\n')[-1]\ndef square(n): return int(answer or 0)", s_script),
        new("guesses until one is right", "import os\ndevice = os.open('/dev/judge', os.O_RDWR)\ndef square(n):\n    for number in range(100):\n        os.lseek(device, 0, 0)\n        os.write(device, f'0\\n{number:x}\\n{number}'.encode())\n        os.lseek(device, 0, 0)\n        if os.read(device, 1) == b'1': return number\n    return 0", s_script),
        new("a traced run that returns early", "import sys\ndef trace(frame, event, arg):\n    if frame.f_code.co_filename == 'test.py': raise SystemExit(0)\n    return trace\nsys.settrace(trace)\ndef square(n): return 1", s_script),
        new("output instead of a value", "print('49')\ndef square(n): print('49')", s_call),
    ];

    private static string ReturnsJson(string json) => $"import sys\ndef square(n):\n    main = sys.modules['learnflow check']\n    main.dumps = main.json.dumps = lambda *a, **k: {JsonSerializer.Serialize(json)}\n    return 1";

    private static CheckTest Call(string expected) =>
        new("call", CheckKind.Call, Function: "square", Args: JsonSerializer.Deserialize<JsonElement>("[7]"), Expected: JsonSerializer.Deserialize<JsonElement>(expected));

    private static CheckTest Script(string source) => new("script", CheckKind.Script, Source: source);
}
