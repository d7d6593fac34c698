"""Small changes of a program, as a learner makes mistakes: each is applied to the tree, tried, and taken back.

A change that makes a failing test pass shows where the cause is (mutation-based fault localisation; the kinds follow
R. Singh, S. Gulwani, A. Solar-Lezama, Automated Feedback Generation for Introductory Programming Assignments, PLDI 2013).
"""
import ast

COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt, ast.GtE, ast.NotEq], ast.LtE: [ast.Lt, ast.GtE, ast.Gt, ast.Eq], ast.Gt: [ast.GtE, ast.Lt, ast.LtE, ast.NotEq],
    ast.GtE: [ast.Gt, ast.LtE, ast.Lt, ast.Eq], ast.Eq: [ast.NotEq, ast.In, ast.GtE, ast.LtE], ast.NotEq: [ast.Eq, ast.Lt, ast.Gt],
    ast.In: [ast.NotIn, ast.Eq], ast.NotIn: [ast.In], ast.Is: [ast.Eq, ast.IsNot], ast.IsNot: [ast.NotEq, ast.Is],
}
ARITHMETIC = {
    ast.Add: [ast.Sub, ast.Mult], ast.Sub: [ast.Add, ast.Div], ast.Mult: [ast.Add, ast.Pow, ast.Div, ast.FloorDiv],
    ast.Div: [ast.FloorDiv, ast.Mult, ast.Mod], ast.FloorDiv: [ast.Div, ast.Mod], ast.Mod: [ast.FloorDiv, ast.Div],
    ast.Pow: [ast.Mult], ast.BitXor: [ast.Pow],
}
METHODS = {
    'append': ['extend', 'insert'], 'extend': ['append'], 'upper': ['lower', 'title'], 'lower': ['upper'], 'strip': ['rstrip', 'lstrip'],
    'find': ['index', 'rfind'], 'keys': ['values', 'items'], 'values': ['keys', 'items'], 'remove': ['discard'], 'title': ['capitalize'],
    'capitalize': ['title'], 'add': ['update'], 'update': ['add'], 'isalpha': ['isalnum', 'isdigit'], 'islower': ['isupper'], 'isupper': ['islower'],
}
FUNCTIONS = {'min': ['max'], 'max': ['min'], 'any': ['all'], 'all': ['any'], 'int': ['float', 'round'], 'float': ['int'], 'round': ['int'], 'sum': ['len'], 'len': ['sum']}
WRAPPERS = ['int', 'str', 'len', 'sorted', 'list', 'abs', 'float', 'sum', 'set', 'tuple']
FIELDS = ('body', 'orelse', 'finalbody')


def constant(value):
    return ast.parse(repr(value), mode='eval').body


class Change:
    """One change: the line that it touches, what it is about, how likely such a slip is, and how to make it."""

    def __init__(self, line, about, weight, apply, by_heart=False):
        self.line, self.about, self.weight, self.apply = line, about, weight, apply
        self.by_heart = by_heart  # gives back an expected value whatever the program computed: proves something only when all tests pass


def replace(owner, field, index, new):
    def apply():
        if isinstance(new, ast.expr):
            ast.fix_missing_locations(ast.copy_location(new, owner) if hasattr(owner, 'lineno') else new)
        old = getattr(owner, field)
        if index is None:
            setattr(owner, field, ast.copy_location(new, old) if isinstance(new, ast.AST) and isinstance(old, ast.expr) else new)
            return lambda: setattr(owner, field, old)
        was = old[index]
        old[index] = ast.copy_location(new, was) if isinstance(was, (ast.expr, ast.stmt)) else new
        return lambda: old.__setitem__(index, was)
    return apply


def rearrange(*edits):
    """Gives several statement lists new contents at once."""
    def apply():
        before = [(block, block[:]) for block, _ in edits]
        for block, after in edits:
            for statement in after:
                if statement not in block:
                    ast.fix_missing_locations(statement)
            block[:] = after
        return lambda: [block.__setitem__(slice(None), was) for block, was in before] and None
    return apply


def slots(tree):
    for owner in ast.walk(tree):
        if getattr(owner, 'is_tick', False):
            continue
        for field, value in ast.iter_fields(owner):
            if isinstance(value, ast.expr):
                yield owner, field, None, value
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        yield owner, field, index, item


def blocks(tree):
    """Each list of statements with its owner and the owner of that."""
    def visit(owner, above):
        for field in FIELDS:
            block = getattr(owner, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block, owner, field, above
                for statement in block:
                    yield from visit(statement, (owner, block, above))
        for handler in getattr(owner, 'handlers', []):
            yield from visit(handler, (owner, None, above))
    yield from visit(tree, None)


def scopes(tree):
    """The names of each function, and where each node belongs."""
    belongs = {}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in [tree] + functions:
        names = [a.arg for a in function.args.args] if function is not tree else []
        names += [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        names = list(dict.fromkeys(names))[:12]
        for node in ast.walk(function):
            belongs[node] = names
    return belongs


def all_changes(tree, expected):
    """Every change that is tried. `expected` holds short values that failing tests expect."""
    yield from expression_changes(tree)
    yield from statement_changes(tree, expected)


def expression_changes(tree):
    belongs = scopes(tree)
    for node in ast.walk(tree):
        line = getattr(node, 'lineno', None)
        if isinstance(node, ast.Compare):
            for index, op in enumerate(node.ops):
                for rank, other in enumerate(COMPARISONS.get(type(op), [])):
                    yield Change(line, 'comparison', 1.0 - 0.15 * rank, replace(node, 'ops', index, other()))
            if len(node.ops) == 1 and isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) and isinstance(node.left, ast.Name) and isinstance(node.comparators[0], ast.Name):
                for part in (1, 0):  # whole items are compared where a part of each is meant
                    yield Change(line, 'comparison', 0.45, both_sides(node, part))
        elif isinstance(node, (ast.BinOp, ast.AugAssign)):
            for rank, other in enumerate(ARITHMETIC.get(type(node.op), [])):
                yield Change(line, 'arithmetic', 0.8 - 0.1 * rank, replace(node, 'op', None, other()))
        elif isinstance(node, ast.BoolOp):
            yield Change(line, 'logic', 0.9, replace(node, 'op', None, ast.And() if isinstance(node.op, ast.Or) else ast.Or()))
            for drop in range(len(node.values) if len(node.values) > 2 else 0):
                yield Change(line, 'condition', 0.55, replace(node, 'values', None, node.values[:drop] + node.values[drop + 1:]))
        elif isinstance(node, ast.Attribute):
            for other in METHODS.get(node.attr, []):
                yield Change(line, 'call', 0.5, replace(node, 'attr', None, other))
        elif isinstance(node, ast.Call) and len(node.args) == 2 and not isinstance(node.func, ast.Attribute):
            yield Change(line, 'arguments', 0.5, replace(node, 'args', None, node.args[::-1]))
        elif isinstance(node, ast.Slice):
            for field in ('lower', 'upper'):
                bound = getattr(node, field)
                yield Change(line, 'slice', 0.6, replace(node, field, None, ast.copy_location(constant(1 if field == 'lower' else -1), node) if bound is None else None))
    for owner, field, index, node in slots(tree):
        line = getattr(node, 'lineno', None)
        store = isinstance(getattr(node, 'ctx', None), (ast.Store, ast.Del))
        if store or isinstance(owner, ast.JoinedStr):
            continue
        about = role(owner, field, node)
        if isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, bool) or value is None:
                others = [True, False, 0, [], {}] if value is None else [not value]
            elif isinstance(value, (int, float)):
                others = [value + 1, value - 1, 0, 1, -1, 2, -value] + ([float('inf'), []] if value == 0 and isinstance(owner, ast.Assign) else [])
            elif isinstance(value, str) and not isinstance(owner, ast.Expr):
                others = ['', ' ', ', ', '\n', value.strip(), value + ' ', value.lower(), value.upper()]
            else:
                others = []
            for rank, other in enumerate(others):
                if other != value or type(other) is not type(value):
                    new = ast.Call(ast.Name('float', ast.Load()), [constant('inf')], []) if other == float('inf') else constant(other)
                    yield Change(line, about if about != 'value' else 'constant', max(0.2, 0.7 - 0.07 * rank), replace(owner, field, index, new))
        elif isinstance(node, ast.Name) and not callee(owner, field):
            for other in belongs.get(node, []):
                if other != node.id:
                    yield Change(line, 'name' if about == 'value' else about, 0.55, replace(owner, field, index, ast.Name(other, ast.Load())))
        elif isinstance(node, ast.Name) and node.id in FUNCTIONS:
            for other in FUNCTIONS[node.id]:
                yield Change(line, 'call', 0.6, replace(owner, field, index, ast.Name(other, ast.Load())))
        if isinstance(node, (ast.Name, ast.Subscript, ast.BinOp, ast.Call, ast.Attribute)) and not callee(owner, field) and not isinstance(owner, ast.Expr):
            if about in ('range', 'index', 'slice', 'comparison', 'returnValue', 'value', 'startValue'):
                near = 0.75 if about in ('range', 'index', 'slice') else 0.5
                yield Change(line, about, near, replace(owner, field, index, ast.BinOp(node, ast.Add(), constant(1))))
                yield Change(line, about, near, replace(owner, field, index, ast.BinOp(node, ast.Sub(), constant(1))))
            for method in ('lower', 'strip', 'copy'):
                yield Change(line, 'conversion', 0.3, replace(owner, field, index, ast.Call(ast.Attribute(node, method, ast.Load()), [], [])))
            if isinstance(owner, ast.AugAssign):
                yield Change(line, 'value', 0.6, replace(owner, field, index, constant(1)))
            for wrapper in WRAPPERS:
                yield Change(line, 'conversion', 0.35, replace(owner, field, index, ast.Call(ast.Name(wrapper, ast.Load()), [node], [])))
        if isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Name) and not isinstance(owner, ast.Expr):
            yield Change(line, 'call', 0.4, replace(owner, field, index, node.args[0]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'range':
            if isinstance(owner, ast.For):
                yield from (Change(line, 'range', 0.6, replace(owner, field, index, part.args[0])) for part in node.args + [side for a in node.args if isinstance(a, ast.BinOp) for side in (a.left, a.right)]
                            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == 'len' and len(part.args) == 1)
            if len(node.args) == 1:
                yield Change(line, 'range', 0.8, replace(node, 'args', None, [ast.copy_location(constant(1), node), node.args[0]]))
            elif len(node.args) == 2:
                yield Change(line, 'range', 0.5, replace(node, 'args', None, [node.args[1]]))
        if isinstance(owner, ast.For) and field == 'iter' and isinstance(node, ast.Name):
            length = ast.Call(ast.Name('len', ast.Load()), [node], [])
            yield Change(line, 'range', 0.6, replace(owner, field, index, ast.Call(ast.Name('range', ast.Load()), [length], [])))
        if isinstance(node, ast.BinOp):
            yield Change(line, 'arithmetic', 0.5, replace(owner, field, index, node.left))
            yield Change(line, 'arithmetic', 0.45, replace(owner, field, index, node.right))
            yield Change(line, 'arithmetic', 0.4, replace(owner, field, index, ast.BinOp(node.right, node.op, node.left)))
            if isinstance(node.right, ast.BinOp):
                yield Change(line, 'precedence', 0.5, replace(owner, field, index, ast.BinOp(ast.BinOp(node.left, node.op, node.right.left), node.right.op, node.right.right)))
            if isinstance(node.left, ast.BinOp):
                yield Change(line, 'precedence', 0.5, replace(owner, field, index, ast.BinOp(node.left.left, node.left.op, ast.BinOp(node.left.right, node.op, node.right))))
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            for side, empty in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
                if isinstance(empty, (ast.List, ast.Tuple)) and not empty.elts:  # an empty tuple is no empty list
                    yield Change(line, 'comparison', 0.9, replace(owner, field, index, side if isinstance(node.ops[0], ast.NotEq) else ast.UnaryOp(ast.Not(), side)))
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) == 1:
            yield Change(line, 'value', 0.4, replace(owner, field, index, node.elts[0]))
        if isinstance(owner, ast.AugAssign) and isinstance(owner.op, ast.Add):
            yield Change(line, 'value', 0.4, replace(owner, field, index, ast.List([node], ast.Load())))
            yield Change(line, 'value', 0.4, replace(owner, field, index, ast.Tuple([node], ast.Load())))
        if isinstance(node, ast.BoolOp):
            yield from (Change(line, 'condition', 0.5, replace(owner, field, index, part)) for part in node.values)
        if isinstance(owner, (ast.If, ast.While)) and field == 'test' or isinstance(owner, ast.Return) and isinstance(node, (ast.Compare, ast.BoolOp)):
            yield Change(line, 'condition', 0.7, replace(owner, field, index, ast.UnaryOp(ast.Not(), node)))
        if isinstance(node, ast.UnaryOp):
            yield Change(line, 'condition' if isinstance(node.op, ast.Not) else 'arithmetic', 0.6, replace(owner, field, index, node.operand))
        if isinstance(node, ast.Subscript):
            yield Change(line, 'index', 0.5, replace(owner, field, index, node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'sorted' or isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == 'sort':
            without = [k for k in node.keywords if k.arg != 'reverse']
            yield Change(line, 'order', 0.6, replace(node, 'keywords', None, without if len(without) < len(node.keywords) else without + [ast.copy_location(ast.keyword('reverse', ast.copy_location(constant(True), node)), node)]))


def both_sides(compare, part):
    def apply():
        left, right = compare.left, compare.comparators[0]
        compare.left, compare.comparators[0] = (
            ast.copy_location(ast.Subscript(side, ast.copy_location(ast.Constant(part), side), ast.Load()), side) for side in (left, right))

        def undo():
            compare.left, compare.comparators[0] = left, right
        return undo
    return apply


def is_lost_swap(one, other):
    """`a = b` and then `b = a`."""
    return (all(isinstance(s, ast.Assign) and len(s.targets) == 1 and isinstance(s.value, (ast.Name, ast.Subscript)) for s in (one, other))
            and ast.unparse(one.targets[0]) == ast.unparse(other.value) and ast.unparse(other.targets[0]) == ast.unparse(one.value))


def last_that_does_something(block):
    """The last statement that is no text alone and no `pass`; the last one where there is none."""
    return next((s for s in reversed(block) if not (isinstance(s, ast.Pass) or isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))), block[-1])


def callee(owner, field):
    return isinstance(owner, ast.Call) and field == 'func'


def role(owner, field, node):
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == 'range':
        return 'range'
    if isinstance(owner, ast.Subscript) and field == 'slice':
        return 'index'
    if isinstance(owner, ast.Slice):
        return 'slice'
    if isinstance(owner, ast.Compare):
        return 'comparison'
    if isinstance(owner, ast.Return):
        return 'returnValue'
    if isinstance(owner, ast.Assign) and isinstance(node, (ast.Constant, ast.List, ast.Dict)):
        return 'startValue'
    return 'value'


def moves(block, ticks, own, owner, field, above):
    """The last statements of a block moved behind what they stand in, and behind what that stands in."""
    inside = owner
    for levels in (1, 2):
        if above is None or above[1] is None or isinstance(inside, (ast.FunctionDef, ast.ClassDef)):
            return
        outer, where = above[1], above[1].index(inside) + 1
        for at in range(len(own)):
            if levels == 1 and at == len(own) - 1 and at > 0 or len(own) - at > 3:
                continue  # one statement alone is moved by statement_changes
            rest = ticks + own[:at] or ([] if field == 'orelse' else [ast.copy_location(ast.Pass(), own[at])])
            if levels == 1 and at == 0 and field == 'body':
                continue
            yield Change(own[at].lineno, 'place', 0.65 - 0.1 * (levels - 1) - 0.05 * (len(own) - at), rearrange((block, rest), (outer, outer[:where] + own[at:] + outer[where:])))
        inside, above = above[0], above[2]


IN_PLACE = ('append', 'extend', 'insert', 'remove', 'sort', 'reverse', 'add', 'update', 'clear', 'discard')


def statement_changes(tree, expected):
    belongs = scopes(tree)
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for block, owner, field, above in list(blocks(tree)):
        loop = isinstance(owner, (ast.For, ast.While)) and field == 'body'
        own = [s for s in block if not getattr(s, 'is_tick', False)]
        ticks = block[:len(block) - len(own)]
        yield from moves(block, ticks, own, owner, field, above)
        yield from renames(own, belongs)
        for at, statement in enumerate(own):
            line = statement.lineno
            rest = own[:at] + own[at + 1:]
            if not isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
                yield Change(line, 'extraStatement', 0.35 if not isinstance(statement, (ast.Break, ast.Continue)) else 0.6,
                             rearrange((block, ticks + (rest or [ast.copy_location(ast.Pass(), statement)]))))
            if at + 1 < len(own) and not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                yield Change(line, 'order', 0.4, rearrange((block, ticks + own[:at] + [own[at + 1], statement] + own[at + 2:])))
                if is_lost_swap(statement, own[at + 1]):
                    both = ast.parse(f'{ast.unparse(statement.targets[0])}, {ast.unparse(statement.value)} = {ast.unparse(statement.value)}, {ast.unparse(statement.targets[0])}').body[0]
                    for node in ast.walk(both):
                        if hasattr(node, 'lineno'):
                            ast.copy_location(node, statement)
                    yield Change(line, 'order', 0.95, rearrange((block, ticks + own[:at] + [both] + own[at + 2:])))
            if above and above[1] is not None and at == len(own) - 1 and not isinstance(owner, (ast.FunctionDef, ast.ClassDef)) and len(own) > 1:
                outer = above[1]
                where = outer.index(owner) + 1
                yield Change(line, 'place', 0.75, rearrange((block, ticks + rest), (outer, outer[:where] + [statement] + outer[where:])))
            if above and above[1] is not None and at == 0 and not isinstance(owner, (ast.FunctionDef, ast.ClassDef)) and len(own) > 1:
                outer = above[1]
                where = outer.index(owner)
                yield Change(line, 'place', 0.6, rearrange((block, ticks + rest), (outer, outer[:where] + [statement] + outer[where:])))
            if isinstance(statement, (ast.For, ast.While, ast.If)) and at + 1 < len(own):
                inner = statement.body
                yield Change(own[at + 1].lineno, 'place', 0.6, rearrange((block, ticks + own[:at + 1] + own[at + 2:]), (inner, inner + [own[at + 1]])))
                if statement.orelse:
                    yield Change(own[at + 1].lineno, 'place', 0.4, rearrange((block, ticks + own[:at + 1] + own[at + 2:]), (statement.orelse, statement.orelse + [own[at + 1]])))
            if isinstance(statement, ast.If) and at + 1 < len(own) and isinstance(own[at + 1], ast.If) and not statement.orelse:
                yield Change(own[at + 1].lineno, 'branch', 0.7, rearrange((block, ticks + own[:at + 1] + own[at + 2:]), (statement.orelse, [own[at + 1]])))
            if isinstance(statement, ast.If) and statement.orelse:
                after = statement.orelse
                yield Change(statement.lineno, 'branch', 0.4, rearrange((block, ticks + own[:at + 1] + after + own[at + 1:]), (statement.orelse, [])))
                yield Change(after[0].lineno, 'branch', 0.4, rearrange((statement.orelse, [])))
            if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
                plain = ast.copy_location(ast.Assign([statement.target], statement.value), statement)
                yield Change(line, 'assignment', 0.5, rearrange((block, ticks + own[:at] + [plain] + own[at + 1:])))
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
                name, call = statement.targets[0], statement.value
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in IN_PLACE:
                    alone = ast.copy_location(ast.Expr(call), statement)
                    yield Change(line, 'unusedResult', 0.9, rearrange((block, ticks + own[:at] + [alone] + own[at + 1:])))
                if isinstance(statement.value, ast.Name):
                    swapped = ast.copy_location(ast.Assign([ast.Name(statement.value.id, ast.Store())], ast.Name(name.id, ast.Load())), statement)
                    yield Change(line, 'assignment', 0.5, rearrange((block, ticks + own[:at] + [swapped] + own[at + 1:])))
                if name.id not in loaded:  # a value that nobody reads was meant for another name
                    for other in belongs.get(statement, []):
                        if other != name.id:
                            yield Change(line, 'name', 0.8, replace(name, 'id', None, other))
                adding = ast.copy_location(ast.AugAssign(name, ast.Add(), statement.value), statement)
                yield Change(line, 'assignment', 0.5, rearrange((block, ticks + own[:at] + [adding] + own[at + 1:])))
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                call = statement.value
                if isinstance(call.func, ast.Name) and call.func.id == 'print' and len(call.args) == 1:
                    yield Change(line, 'printed', 0.8, rearrange((block, ticks + own[:at] + [ast.copy_location(ast.Return(call.args[0]), statement)] + own[at + 1:])))
                else:
                    yield Change(line, 'unusedResult', 0.5, rearrange((block, ticks + own[:at] + [ast.copy_location(ast.Return(call), statement)] + own[at + 1:])))
                    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
                        kept = ast.copy_location(ast.Assign([ast.Name(call.func.value.id, ast.Store())], call), statement)
                        yield Change(line, 'unusedResult', 0.5, rearrange((block, ticks + own[:at] + [kept] + own[at + 1:])))
            if isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Call):
                yield Change(line, 'unusedResult', 0.7, rearrange((block, ticks + own[:at] + [ast.copy_location(ast.Return(statement.value), statement)] + own[at + 1:])))
            if isinstance(statement, ast.Assign) and loop:
                stop = ast.copy_location(ast.Break(), statement)
                yield Change(line, 'missingStatement', 0.35, rearrange((block, ticks + own[:at + 1] + [stop] + own[at + 1:])))
            if isinstance(statement, ast.Return):
                for value in expected:
                    yield Change(line, 'returnValue', 0.4, replace(statement, 'value', None, ast.copy_location(constant(value), statement)), by_heart=True)
                for name in belongs.get(statement, []):
                    if not (isinstance(statement.value, ast.Name) and statement.value.id == name):
                        yield Change(line, 'returnValue', 0.4, replace(statement, 'value', None, ast.copy_location(ast.Name(name, ast.Load()), statement)))
        if not own:
            continue
        last = last_that_does_something(own)
        if isinstance(owner, ast.FunctionDef) and field == 'body' and not isinstance(last, ast.Return):
            for name in belongs.get(last, []):
                yield Change(end_line(last), 'missingReturn', 0.6, rearrange((block, block + [ast.copy_location(ast.Return(ast.Name(name, ast.Load())), last)])))
            for value in expected:
                yield Change(end_line(last), 'missingReturn', 0.5, rearrange((block, block + [ast.copy_location(ast.Return(constant(value)), last)])), by_heart=True)
        if isinstance(owner, (ast.For, ast.While, ast.If)) and not isinstance(last, (ast.Return, ast.Break, ast.Continue)):
            for text in forgotten(tree, owner, belongs.get(last, [])):
                new = ast.parse(text).body[0]
                for node in ast.walk(new):
                    if hasattr(node, 'lineno'):
                        ast.copy_location(node, last)
                yield Change(end_line(last), 'missingStatement', 0.4, rearrange((block, block + [new])))
        if isinstance(owner, ast.If) and not any(isinstance(s, (ast.Return, ast.Break)) for s in own):
            yield Change(end_line(last), 'missingStatement', 0.35, rearrange((block, block + [ast.copy_location(ast.Break(), last)])))
        if isinstance(owner, ast.FunctionDef) and field == 'body':
            first = own[0]
            for parameter in [a.arg for a in owner.args.args][:4]:
                for value in [v for v in expected if not v or v in (1, -1)]:
                    for test in (f'not {parameter}', f'{parameter} == 0', f'{parameter} == 1', f'len({parameter}) == 1'):
                        case = ast.parse(f'if {test}:\n    return {value!r}').body[0]
                        for node in ast.walk(case):
                            if hasattr(node, 'lineno'):
                                ast.copy_location(node, first)
                        yield Change(first.lineno, 'specialCase', 0.2, rearrange((block, ticks + [case] + own)))


def renames(own, belongs):
    """One name for another in all of a block's own lines."""
    used = [[node for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
            for statement in own if not hasattr(statement, 'body')]
    for name in dict.fromkeys(node.id for nodes in used for node in nodes):
        uses = [node for nodes in used for node in nodes if node.id == name]
        if len({node.lineno for node in uses}) > 1:
            for other in FUNCTIONS.get(name) or belongs.get(uses[0], []):
                if other != name:
                    yield Change(uses[0].lineno, 'name', 0.45, spell(uses, other))


def spell(nodes, name):
    def apply():
        before = [node.id for node in nodes]
        for node in nodes:
            node.id = name
        return lambda: [setattr(node, 'id', was) for node, was in zip(nodes, before)] and None
    return apply


def forgotten(tree, owner, names):
    """Statements that a round of a loop may lack: counting, adding up, collecting."""
    starts = {node.targets[0].id: node.value for node in ast.walk(tree)
              if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)}
    items = [node.target.id for node in ast.walk(tree) if isinstance(node, ast.For) and isinstance(node.target, ast.Name)][:3]
    for name, start in list(starts.items())[:5]:
        if isinstance(start, ast.List):
            yield from (f'{name}.append({item})' for item in dict.fromkeys(items + names[:4]) if item != name)
        elif isinstance(start, ast.Constant) and isinstance(start.value, (int, float)):
            yield f'{name} += 1'
            yield from (f'{name} += {item}' for item in items if item != name)
            yield f'{name} -= 1'


def end_line(statement):
    return getattr(statement, 'end_lineno', None) or statement.lineno
