"""Runs a program and writes down every step of the learner's own code: a line of JSON a step, at once, so that a program
that is stopped leaves the steps so far. Nothing of the learner's is called: values are read past their classes' own methods.
"""
import builtins, collections, enum, io, json, os, sys, types

MOST_ITEMS, MOST_OBJECTS, MOST_CHARACTERS, MOST_FRAMES = 50, 200, 200, 30
WORK = '/work/'
HARNESS = WORK + '.harness/'
CONTAINERS = (list, tuple, set, frozenset, collections.deque)
PLAIN = (type(None), bool, int, float, complex, str, bytes, types.ModuleType, type(Ellipsis), type(NotImplemented))
HIDDEN = ('<listcomp>', '<setcomp>', '<dictcomp>', '<genexpr>')
FUNCTION_PARTS = ('__dict__', '__weakref__')

with open(HARNESS + 'given.json', encoding='utf-8') as file:
    given = json.load(file)
sink = os.open(HARNESS + 'result.json', os.O_WRONLY | os.O_CREAT | os.O_APPEND)
write, end, encode = os.write, os._exit, json.JSONEncoder(check_circular=False, ensure_ascii=False).encode


class CountedOutput(io.TextIOWrapper):
    """Standard output that knows how much the program has printed, in UTF-16 units as the host counts."""
    written = 0

    def write(self, text):
        CountedOutput.written += len(text) + sum(character > '\uffff' for character in text)
        return super().write(text)


def shorten(text):
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + '…'


def text_of(value):
    if isinstance(value, (str, bytes)) and len(value) > MOST_CHARACTERS:
        return repr(value[:MOST_CHARACTERS]) + '…'
    if isinstance(value, types.ModuleType):
        return f'<module {value.__name__}>'
    try:
        return shorten(repr(value))
    except ValueError:
        return f'an integer of {value.bit_length()} bits'


def is_learners(code):
    return code.co_filename.startswith(WORK) and not code.co_filename.startswith(HARNESS) and code.co_name not in HIDDEN


def is_learners_class(kind):
    return kind.__module__ == '__main__' or getattr(sys.modules.get(kind.__module__), '__file__', None) in own_files


class Heap:
    """The objects that can be reached in one step, each once, by a number that it keeps over all steps."""
    numbers = {}

    def __init__(self):
        self.objects = {}
        self.left = []

    def value(self, value):
        if type(value) in PLAIN:
            return {'text': text_of(value)}
        number = Heap.numbers.setdefault(id(value), str(len(Heap.numbers) + 1))
        if number not in self.objects:
            if len(self.objects) == MOST_OBJECTS:
                return {'text': '…'}
            self.objects[number] = None
            self.left.append((number, value))
        return {'ref': number}

    def names(self, pairs):
        return [{'name': shorten(str(name)), 'value': self.value(value)} for name, value in pairs]

    def fill(self):
        while self.left:
            number, value = self.left.pop()
            self.objects[number] = self.object(value, type(value))
        return self.objects

    def object(self, value, kind):
        for base in CONTAINERS:
            if issubclass(kind, base):
                count = base.__len__(value)
                items = [self.value(item) for item, _ in zip(base.__iter__(value), range(MOST_ITEMS))]
                return {'type': base.__name__, 'class': kind.__name__, 'items': items, 'more': count - len(items)}
        if issubclass(kind, dict):
            pairs = [pair for pair, _ in zip(dict.items(value), range(MOST_ITEMS))]
            entries = [{'key': self.value(key), 'value': self.value(held)} for key, held in pairs]
            return {'type': 'dict', 'class': kind.__name__, 'entries': entries, 'more': dict.__len__(value) - len(entries)}
        if kind is types.FunctionType:
            code = value.__code__
            count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
            return {'type': 'function', 'name': value.__name__, 'parameters': list(code.co_varnames[:count]), 'line': code.co_firstlineno}
        if kind is types.MethodType:
            return {'type': 'method', 'name': getattr(value.__func__, '__name__', '?'), 'fields': self.names([('self', value.__self__)])}
        if issubclass(kind, type):
            own = type.__getattribute__(value, '__dict__') if is_learners_class(value) else {}
            return {'type': 'class', 'name': value.__name__, 'bases': [base.__name__ for base in value.__bases__],
                    'fields': self.names((name, held) for name, held in list(own.items())[:MOST_ITEMS]
                                         if (not name.startswith('__') or name == '__init__') and type(held) is not types.MemberDescriptorType)}
        if is_learners_class(kind) and not issubclass(kind, enum.Enum):
            fields = self.fields(value, kind)
            return {'type': 'instance', 'class': kind.__name__, 'fields': self.names(fields[:MOST_ITEMS]), 'more': max(0, len(fields) - MOST_ITEMS)}
        return {'type': 'other', 'class': kind.__name__, 'text': self.foreign_text(value)}

    @staticmethod
    def fields(value, kind):
        try:
            held = list(object.__getattribute__(value, '__dict__').items())
        except AttributeError:
            held = []
        for base in kind.__mro__:
            for name, slot in base.__dict__.items():
                if type(slot) is types.MemberDescriptorType and name not in FUNCTION_PARTS:
                    try:
                        held.append((name, slot.__get__(value, kind)))
                    except AttributeError:
                        pass  # a slot that has not been set
        return held

    @staticmethod
    def foreign_text(value):
        try:
            return shorten(repr(value))
        except Exception:
            return object.__repr__(value)


def variables(frame):
    return [(name, value) for name, value in list(frame.f_locals.items())
            if not (name.startswith('__') and name.endswith('__')) and not name.startswith('.')][:MOST_ITEMS]


def message_of(error):
    try:
        return shorten(str(error))
    except Exception:
        return ''


class Recorder:
    steps = 0
    bytes = 0

    def trace(self, frame, event, argument):
        if not is_learners(frame.f_code):
            return None
        if self.steps == given['maxSteps'] or self.bytes > given['maxBytes']:
            write(sink, b'{"full":true}\n')
            sys.stdout.flush()
            end(0)
        self.steps += 1
        heap = Heap()
        frames = []
        outer = frame
        while outer is not None:
            if is_learners(outer.f_code):
                frames.append(outer)
            outer = outer.f_back
        stack = [{'function': f.f_code.co_name, 'file': f.f_code.co_filename[len(WORK):], 'line': max(1, f.f_lineno),
                  'locals': heap.names(variables(f))} for f in frames[:MOST_FRAMES]]
        step = {'line': max(1, frame.f_lineno), 'event': event, 'function': frame.f_code.co_name, 'file': stack[0]['file'],
                'written': CountedOutput.written, 'stack': stack[::-1], 'hiddenFrames': max(0, len(frames) - MOST_FRAMES)}
        if event == 'return':
            step['returned'] = heap.value(argument)
        elif event == 'exception':
            step['exception'] = {'type': argument[0].__name__, 'message': message_of(argument[1])}
        step['heap'] = heap.fill()
        line = (encode(step) + '\n').encode('utf-8', 'replace')
        self.bytes += len(line)
        write(sink, line)
        return self.trace


path = WORK + given['entry']
own_files = {path} | {WORK + name for name in given['files']}
main = types.ModuleType('__main__')
main.__file__ = path
main.__builtins__ = builtins
sys.modules['__main__'] = main
sys.argv = [given['entry']]
sys.stdout = sys.__stdout__ = CountedOutput(sys.stdout.detach(), encoding='utf-8', errors='replace', write_through=True)
with open(path, 'rb') as file:
    program = compile(file.read(), path, 'exec', dont_inherit=True)
sys.settrace(Recorder().trace)
try:
    exec(program, main.__dict__)
finally:
    sys.settrace(None)
