"""Where the cause of a failing test is likely to be.

First by trying small changes (changes.py); where none repairs the program, by which lines ran in failing and in passing
tests (Ochiai: R. Abreu et al., On the Accuracy of Spectrum-based Fault Localization, 2007) and what they do.
"""
import ast
import math
import time

import changes
import trial

MOST_TRIED = 2500
MOST_KEPT = 12


def ochiai(trials):
    """The suspicion of each line that a failing test ran."""
    failing = sum(not t.passed for t in trials)
    marks = {}
    for line in {line for t in trials for line in t.lines}:
        failed = sum(line in t.lines and not t.passed for t in trials)
        passed = sum(line in t.lines and t.passed for t in trials)
        if failed:
            marks[line] = failed / math.sqrt(failing * (failed + passed))
    return marks


class Search:
    """Tries changes in the order of their likelihood until time is over."""

    def __init__(self, tree, tests, trials, seconds):
        self.tree, self.tests = tree, tests
        self.failing = [test for test, t in zip(tests, trials) if not t.passed]
        self.passing = [test for test, t in zip(tests, trials) if t.passed][:20]
        self.marks = ochiai(trials)
        self.end = time.perf_counter() + seconds
        self.most_ticks = 500 + 5 * max((sum(t.lines.values()) for t in trials if t.passed), default=200)
        self.tried = 0
        self.expected = plain_values(self.failing)

    def over(self):
        return self.tried >= MOST_TRIED or time.perf_counter() > self.end

    def passes(self, program, test):
        return trial.run(program, test, self.most_ticks).passed

    def attempt(self, change):
        """How many failing tests pass with the change, and how many passing ones break."""
        undo = change.apply()
        try:
            self.tried += 1
            try:
                program = compile(self.tree, trial.FILE, 'exec')
            except (SyntaxError, ValueError, TypeError):
                return 0, 0
            fixed = 0
            for index, test in enumerate(self.failing):
                if self.passes(program, test):
                    fixed += 1
                elif index - fixed >= 2 or (index == 2 and not fixed):
                    break
            broken = sum(not self.passes(program, test) for test in self.passing) if fixed else 0
            return fixed, broken
        finally:
            undo()

    def ordered(self):
        found = [c for c in changes.all_changes(self.tree, self.expected) if c.line in self.marks or c.about in ('missingReturn', 'branch', 'place')]
        return sorted(found, key=self.likelihood, reverse=True)

    def likelihood(self, change):
        return change.weight * (0.3 + self.marks.get(change.line, 0.3))

    def run(self):
        """The repairing changes and the improving ones, the most likely first."""
        repairs, better = [], []
        for change in self.ordered():
            if self.over():
                break
            fixed, broken = self.attempt(change)
            if fixed == len(self.failing) and not broken:
                repairs.append(change)
                if len(repairs) >= MOST_KEPT:
                    break
            elif fixed > broken and not change.by_heart:
                better.append((fixed - broken, self.likelihood(change), change))
        better.sort(key=lambda item: item[:2], reverse=True)
        if repairs:
            return self.by_agreement(repairs), []
        return self.pairs([change for _, _, change in better[:6]]), [change for _, _, change in better]

    def by_agreement(self, repairs):
        """Repairs of the line first that most of the likelihood speaks for."""
        votes = {}
        for change in repairs:
            votes[change.line] = votes.get(change.line, 0) + self.likelihood(change) ** 2
        return sorted(repairs, key=lambda change: (-votes[change.line], -self.likelihood(change)))

    def pairs(self, firsts):
        """A second change on top of one that helped."""
        for first in firsts:
            if self.over():
                break
            undo = first.apply()
            try:
                for second in self.ordered():
                    if self.over():
                        break
                    fixed, broken = self.attempt(second)
                    if fixed == len(self.failing) and not broken:
                        return [first, second]
            finally:
                undo()
        return []


def plain_values(tests):
    values = []
    for test in tests:
        value = test.get('expected') if test.get('expectedRepr') is None else trial.literal(test['expectedRepr'])
        if test.get('function') is not None and (isinstance(value, (int, float, str, bool, type(None))) or value in ([], {})) and len(repr(value)) < 30:
            if not any(value == v and type(value) is type(v) for v in values):
                values.append(value)
    return values[:4]


def by_coverage(tree, tests, trials):
    """The lines by Ochiai, times what such a line usually has to do with a wrong result, times its part in this one."""
    marks = ochiai(trials)
    test, failing = next((test, t) for test, t in zip(tests, trials) if not t.passed)
    makers = makers_of_result(tree, test, failing)
    statements = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not getattr(node, 'is_tick', False) and node.lineno in marks:
            statements.setdefault(node.lineno, node)
    for line in marks:
        marks[line] *= weight(statements.get(line)) * (1.5 if line in makers else 1)
        if line == failing.error_line:
            marks[line] += 1
    return sorted(marks, key=lambda line: (-marks[line], line))


def where_nothing_comes_back(tree, tests, trials):
    """The line that gives back nothing where the first failing test expects something: a bare return, or the function's last line."""
    test, failing = next((test, t) for test, t in zip(tests, trials) if not t.passed)
    if failing.actual != 'None' or failing.error_type not in (None, 'AssertionError') or failing.last_line is None:
        return None
    around = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.lineno <= failing.last_line <= node.end_lineno]
    if not around:
        return None
    last = next((node for node in ast.walk(around[-1]) if isinstance(node, ast.Return) and node.lineno == failing.last_line), None)
    return failing.last_line if last is not None else changes.last_that_does_something(around[-1].body).end_lineno


def weight(statement):
    return {
        ast.If: 1.0, ast.While: 0.95, ast.For: 0.85, ast.Return: 0.9, ast.AugAssign: 0.8, ast.Assign: 0.75, ast.Expr: 0.7,
    }.get(type(statement), 0.2)


def makers_of_result(tree, test, failing):
    """The lines that made the wrong text or value: the one that wrote or returned it, and those that last gave its names a value."""
    line = failing.last_line
    if trial.is_output(test):
        line = trial.writer_of_difference(failing, test.get('expectedOutput') or '')
    result = next((n for n in ast.walk(tree) if isinstance(n, (ast.Return, ast.Expr)) and n.lineno == line and not getattr(n, 'is_tick', False)), None)
    if result is None:
        return set() if line is None else {line}
    value = result.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == 'print' and len(value.args) == 1:
        value = value.args[0]
    if not isinstance(value, ast.Name):
        return {line}
    return {n.lineno for n in ast.walk(tree) if gives_value(n, value.id) and n.lineno in failing.lines}


def gives_value(node, name):
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Name) and t.id == name or isinstance(t, ast.Subscript) and isinstance(t.value, ast.Name) and t.value.id == name for t in node.targets)
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name) and node.target.id == name
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
            and isinstance(node.value.func.value, ast.Name) and node.value.func.value.id == name)
