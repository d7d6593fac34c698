"""Runs a learner's program against its tests and says where the cause of a failure is likely to be.

Reads program.py and tests.json ({"tests": […], "seconds": …}) and prints lines of JSON (ProgramBehaviour.cs
has the shape), of which the last counts.
"""
import ast
import json
import sys

import suspicion
import trial

PATIENCE = 4.0


def look(source, tests, seconds, tell):
    """Tells the answer twice when there is something to search: a change that is tried may bring the interpreter down."""
    try:
        tree = trial.with_ticks(ast.parse(source, trial.FILE))
        program = compile(tree, trial.FILE, 'exec')
    except (SyntaxError, ValueError) as error:
        tell({'syntaxError': {'type': type(error).__name__, 'message': getattr(error, 'msg', str(error)), 'line': getattr(error, 'lineno', None)}})
        return
    trials = try_all(program, tests)
    readings = [test['reading'] for test in tests if 'reading' in test]
    for index, test in enumerate(tests):  # what one test shows of its arguments holds for the others
        if readings and not trials[index].passed:
            test['reading'] = readings[0]
            trials[index] = trial.run(program, test, record=60)
    failing = next((t for t in trials if not t.passed), None)
    answer = {'trials': [t.as_json(test) for test, t in zip(tests, trials)], 'suspects': []}
    if failing and failing.error_type != 'Missing' and seconds > 0:
        answer['steps'] = [{'line': line, 'values': values} for line, values in failing.steps]
        answer['suspects'] = likely = [{'line': line, 'about': None, 'by': 'coverage'} for line in suspicion.by_coverage(tree, tests, trials)[:5]]
        end = suspicion.where_nothing_comes_back(tree, tests, trials)
        if end is not None:
            likely.insert(0, {'line': end, 'about': 'missingReturn', 'by': 'coverage'})
        tell(answer)
        repairs, better = suspicion.Search(tree, tests, trials, seconds).run()
        if end is not None:
            better = [change for change in better if change.line == end]
        answer['suspects'] = (
            [{'line': change.line, 'about': change.about, 'by': 'repair'} for change in repairs]
            + [{'line': change.line, 'about': change.about, 'by': 'improvement'} for change in better[:5]] + likely)
    tell(answer)


def try_all(program, tests):
    """Each test with its steps. What seems endless gets one patient run before it is called so; after that nothing gets much time."""
    trials, most = [], trial.MOST_TICKS
    for test in tests:
        one = trial.run(program, test, most, record=60)
        if one.endless and most == trial.MOST_TICKS:
            patient = trial.run(program, test, 100 * most, seconds=PATIENCE)
            if patient.endless:
                most //= 20
            else:
                patient.lines, patient.steps, patient.writers, patient.last_line = one.lines, one.steps, one.writers, one.last_line
                one = patient
        trials.append(one)
    return trials


if __name__ == '__main__':
    with open('tests.json', encoding='utf-8') as file:
        asked = json.load(file)
    with open('program.py', encoding='utf-8') as file:
        source = file.read()
    look(source, asked['tests'], asked['seconds'], lambda answer: print('\n' + json.dumps(answer), file=sys.__stdout__, flush=True))
