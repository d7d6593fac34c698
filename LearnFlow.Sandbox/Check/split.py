"""Takes the expected values out of a test script, in a run without any submission.

An assertion that something equals a constant becomes one that reports the value: `assert area(2) == 4` becomes
`__value__ = area(2)` and `if not __judge__(0, __value__): assert __value__ == __judge__.expected`. The constants go to the host.
How often a value must be reported at least is told by the script's own way: what stands in a branch may be left out.
"""
import ast, copy

GIVEN, RESULT = '/work/.harness/given.json', '/work/.harness/result.json'
EQUALITIES = ('assertEqual', 'assertEquals', 'assertListEqual', 'assertDictEqual', 'assertTupleEqual', 'assertSetEqual', 'assertMultiLineEqual')
CATCHING = ('assertRaises', 'assertRaisesRegex', 'raises', 'suppress')
LEAVING = (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Break, ast.Continue)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class NotConstant(Exception):
    pass


def constant(node):
    """The value of an expression that is written out: literals, their sums, and texts that are joined."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return constant(left) + constant(right)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr='join'), args=[parts], keywords=[]):
            return between.join(constant(parts))
    raise NotConstant


def expected_of(node, names):
    if isinstance(node, ast.Name) and node.id in names:
        node = names[node.id].value
    try:
        value = constant(node)
        return encode(value), repr(value)
    except (NotConstant, NotPlain, TypeError, RecursionError):
        return None


def last_name(function):
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ''


def own_nodes(statements):
    """The nodes of statements without what is inside of functions and classes in them."""
    for statement in statements:
        stack = [statement]
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
                stack.extend(ast.iter_child_nodes(node))


def constant_names(body):
    """Names that one statement of a function's or module's body sets and one place in it reads: an expected value with a name."""
    sets, reads = {}, {}
    for node in (each for statement in body for each in ast.walk(statement)):
        if isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else sets).setdefault(node.id, []).append(node)
    return {
        statement.targets[0].id: statement for statement in body
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
        and len(sets[statement.targets[0].id]) == 1 and len(reads.get(statement.targets[0].id, ())) == 1}


class Splitter:
    def __init__(self, tree):
        self.expected = []
        self.functions = {node.name: node for node in tree.body if isinstance(node, FUNCTIONS)}
        self.called = {}
        self.selected = selection(tree)
        tree.body = self.block(tree.body, 1, constant_names(tree.body))
        for function in self.functions.values():
            is_test = function.name.startswith('test_') and self.is_selected('', function.name)
            self.function(function, max(int(is_test), self.called.get(function.name, 0)))
        for case in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
            is_case = any(last_name(base).endswith('TestCase') for base in case.bases) and not case.decorator_list
            for method in [node for node in case.body if isinstance(node, FUNCTIONS)]:
                self.function(method, int(is_case and method.name.startswith('test') and self.is_selected(case.name, method.name)))

    def is_selected(self, group, name):
        return self.selected is None or (group, name) == self.selected

    def function(self, node, times):
        times = 0 if node.decorator_list or isinstance(node, ast.AsyncFunctionDef) else times
        node.body = self.block(node.body, times, constant_names(node.body))

    def block(self, statements, times, names):
        """The statements with their assertions split; the first is reached at least that often, and the next if none before it may leave."""
        result = []
        for statement in statements:
            result += self.statement(statement, times, names)
            if may_leave([statement]) and not goes_on(statement):
                times = 0
        return result

    def statement(self, node, times, names):
        match node:
            case ast.Assert(test=ast.BoolOp(op=ast.And(), values=values)):
                return [part for value in values for part in self.statement(ast.Assert(test=value, msg=copy.deepcopy(node.msg)), times, names)]
            case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
                return self.equality(node, left, right, times, names, lambda one, other: ast.Assert(
                    test=ast.Compare(left=one, ops=[ast.Eq()], comparators=[other]), msg=node.msg))
            case ast.Assert(test=ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None) as none])):
                return self.equality(node, left, none, times, names, lambda one, other: ast.Assert(
                    test=ast.Compare(left=one, ops=[ast.Is()], comparators=[other]), msg=node.msg))
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name), args=[left, right, *rest]) as call) if name in EQUALITIES:
                return self.equality(node, left, right, times, names, lambda one, other: ast.Expr(ast.Call(func=call.func, args=[one, other, *rest], keywords=call.keywords)))
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr='assertIsNone'), args=[left, *rest]) as call):
                return self.equality(node, left, ast.Constant(None), times, names, lambda one, _: ast.Expr(ast.Call(func=call.func, args=[one, *rest], keywords=call.keywords)))
            case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in self.functions:
                self.called[name] = self.called.get(name, 0) + times
            case ast.With():
                catches = any(last_name(part.func) in CATCHING for item in node.items for part in ast.walk(item.context_expr) if isinstance(part, ast.Call))
                node.body = self.block(node.body, 0 if catches else times, names)
            case ast.For(iter=ast.Tuple(elts=turns) | ast.List(elts=turns)) if not any(isinstance(turn, ast.Starred) for turn in turns):
                node.body = self.block(node.body, 0 if may_leave(node.body) else times * len(turns), names)
                node.orelse = self.block(node.orelse, 0, names)
            case ast.Try():
                node.body = self.block(node.body, 0 if node.handlers else times, names)
                for handler in node.handlers:
                    handler.body = self.block(handler.body, times if goes_on(node) else 0, names)
                node.finalbody = self.block(node.finalbody, times, names)
            case ast.If() | ast.While() | ast.For():
                node.body, node.orelse = self.block(node.body, 0, names), self.block(node.orelse, 0, names)
            case ast.FunctionDef() if self.functions.get(node.name) is not node:
                self.function(node, 0)
        return [node]

    def equality(self, node, left, right, times, names, assertion):
        for value, other in ((left, right), (right, left)):
            found = expected_of(other, names)
            if found is None or expected_of(value, names) is not None:
                continue
            if isinstance(other, ast.Name):
                names[other.id].value = ast.Constant(None)
            number = len(self.expected)
            self.expected.append({'value': found[0], 'shown': found[1], 'times': times})
            reported, wanted = ast.parse('__value__', mode='eval').body, ast.parse('__judge__.expected', mode='eval').body
            wrong = assertion(reported, wanted) if value is left else assertion(wanted, reported)
            judged = ast.parse(f'__value__ = 0\nif not __judge__({number}, __value__): pass').body
            judged[0].value, judged[1].body = value, [wrong]
            return judged
        return [node]


def may_leave(statements):
    return any(
        isinstance(node, LEAVING) or isinstance(node, ast.Call) and last_name(node.func) in ('skipTest', 'exit', '_exit') for node in own_nodes(statements))


def goes_on(statement):
    """A try whose else raises: it goes on through its handler, or the test has failed."""
    return (isinstance(statement, ast.Try) and len(statement.handlers) == 1 and bool(statement.orelse) and isinstance(statement.orelse[-1], ast.Raise)
            and not may_leave([*statement.body, *statement.handlers[0].body]))


def selection(tree):
    """The one test that a script leaves to be run of all that it defines (the form of imported exercises); None when it leaves all."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Attribute(attr='getTestCaseNames')], value=ast.Lambda(body=ast.IfExp(
                    test=ast.Compare(comparators=[ast.Constant(value=str(group))]), body=ast.List(elts=[ast.Constant(value=str(name))])))):
                return group, name
            case ast.For(iter=ast.ListComp(generators=[ast.comprehension(ifs=[ast.BoolOp(values=[_, ast.Compare(ops=[ast.NotEq()], comparators=[ast.Constant(value=str(name))])])])])):
                return '', name
    return None


with open(GIVEN, encoding='utf-8') as file:
    script = json.load(file)['source']
try:
    tree = ast.parse(script)
    expected = Splitter(tree).expected
    result = {'source': ast.unparse(ast.fix_missing_locations(tree)), 'expected': expected}
except (SyntaxError, ValueError, RecursionError, MemoryError):
    result = {'source': script, 'expected': []}  # the test's own run says what is wrong with it
with open(RESULT, 'w', encoding='utf-8') as file:
    json.dump(result, file)
