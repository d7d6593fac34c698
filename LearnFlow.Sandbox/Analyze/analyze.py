"""Tells what a program is made of, by Python's own parser and symbol tables. The program is not run."""
import ast, builtins, json, symtable, warnings

MOST = 500
HARNESS = '/work/.harness/'
with open(HARNESS + 'given.json', encoding='utf-8') as file:
    given = json.load(file)
with open('/work/' + given['entry'], encoding='utf-8') as file:
    source = file.read()

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.Lambda, ast.ClassDef)
LOOPS = {ast.For: 'for', ast.AsyncFor: 'for', ast.While: 'while', ast.ListComp: 'comprehension', ast.SetComp: 'comprehension',
         ast.DictComp: 'comprehension', ast.GeneratorExp: 'comprehension'}
IMPLIED = {'__name__', '__file__', '__doc__', '__builtins__', '__class__', '__annotations__', '__module__', '__qualname__'}


def dotted(node):
    """The text of a name or of names with dots between; None for any other expression."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return '.'.join([node.id, *reversed(parts)])


def own(function):
    """The nodes of a function without those of the functions and classes inside it."""
    left = list(function.body)
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, SCOPES):
            left.extend(ast.iter_child_nodes(node))


def function_of(node):
    a = node.args
    parameters = [p.arg for p in (*a.posonlyargs, *a.args)] + (['*' + a.vararg.arg] if a.vararg else [])
    parameters += [p.arg for p in a.kwonlyargs] + (['**' + a.kwarg.arg] if a.kwarg else [])
    inside = sorted((n for n in own(node) if isinstance(n, ast.Call)), key=lambda n: (n.lineno, n.col_offset))
    return {
        'name': node.name, 'line': node.lineno, 'endLine': node.end_lineno, 'parameters': parameters,
        'hasReturn': any(isinstance(n, ast.Return) and n.value is not None for n in own(node)),
        'calls': list(dict.fromkeys(filter(None, (dotted(n.func) for n in inside))))[:MOST],
    }


def imports_of(node):
    if isinstance(node, ast.Import):
        return [{'module': alias.name, 'line': node.lineno} for alias in node.names]
    return [{'module': '.' * node.level + (node.module or ''), 'line': node.lineno}]


def tables(table):
    left = [table]
    while left:
        table = left.pop()
        yield table
        left.extend(table.get_children())


def names(tree):
    """Names that are set and never read, and names that are read and never set, as (unused, undefined)."""
    scopes = list(tables(symtable.symtable(source, given['entry'], 'exec')))
    top = {s.get_name() for s in scopes[0].get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    top |= {s.get_name() for scope in scopes[1:] for s in scope.get_symbols() if s.is_declared_global() and s.is_assigned()}
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    exported = {c.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and any(dotted(t) == '__all__' for t in n.targets)
                for c in ast.walk(n.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    unused = [s.get_name() for scope in scopes if scope.get_type() != 'class' for s in scope.get_symbols()
              if (s.is_assigned() or s.is_imported()) and not s.is_namespace() and not s.is_parameter()
              and s.get_name() not in read | exported and not s.get_name().startswith('_')]
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == '*' for n in ast.walk(tree)):
        return unused, []
    known = top | IMPLIED | set(dir(builtins))
    missing = {s.get_name() for scope in scopes for s in scope.get_symbols()
               if s.is_referenced() and s.get_name() not in known and (s.is_global() or scope is scopes[0])}
    places = sorted((n.lineno, n.col_offset, n.id) for n in ast.walk(tree)
                    if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and n.id in missing)
    return unused, [{'name': name, 'line': line} for line, _, name in places]


def facts():
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter('always')
        compile(source, given['entry'], 'exec', dont_inherit=True)
        tree = ast.parse(source)
    nodes = sorted((n for n in ast.walk(tree) if hasattr(n, 'lineno')), key=lambda n: (n.lineno, n.col_offset))

    def all_of(*kinds):
        return [n for n in nodes if isinstance(n, kinds)]

    unused, undefined = names(tree)
    return {
        'functions': [function_of(n) for n in all_of(*FUNCTIONS)],
        'classes': [{'name': n.name, 'line': n.lineno, 'endLine': n.end_lineno, 'bases': list(filter(None, map(dotted, n.bases))),
                     'methods': [m.name for m in n.body if isinstance(m, FUNCTIONS)][:MOST]} for n in all_of(ast.ClassDef)],
        'imports': [each for n in all_of(ast.Import, ast.ImportFrom) for each in imports_of(n)],
        'assignments': [{'name': n.id, 'line': n.lineno} for n in all_of(ast.Name) if isinstance(n.ctx, ast.Store)],
        'calls': [{'name': dotted(n.func), 'line': n.lineno} for n in all_of(ast.Call) if dotted(n.func)],
        'loops': [{'kind': LOOPS[type(n)], 'line': n.lineno, 'endLine': n.end_lineno} for n in all_of(*LOOPS)],
        'unusedNames': list(dict.fromkeys(unused)),
        'undefinedNames': undefined,
        'warnings': [{'line': d.lineno, 'message': str(d.message)} for d in doubts],
    }


def error_of(error):
    if isinstance(error, SyntaxError):
        return {'message': error.msg, 'line': error.lineno or 1, 'column': max(error.offset or 1, 1), 'endLine': error.end_lineno,
                'endColumn': error.end_offset, 'text': (error.text or '').rstrip('\n') or None}
    message = str(error) if isinstance(error, ValueError) else 'the program is nested too deeply'
    return {'message': message, 'line': 1, 'column': 1, 'endLine': None, 'endColumn': None, 'text': None}


try:
    result = {'ok': True, 'syntaxError': None, **{name: found[:MOST] for name, found in facts().items()}}
except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
    result = {'ok': False, 'syntaxError': error_of(error)}
with open(HARNESS + 'result.json', 'w', encoding='utf-8', errors='replace') as file:
    json.dump(result, file)
