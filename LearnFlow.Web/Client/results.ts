// Hands a solution in and shows how every test ended.
import { bothTexts, difference } from './difference';
import { element } from './elements';
import { post, reasonOf } from './gateway';

interface Test {
  name: string;
  hidden: boolean;
  passed: boolean;
  input: string | null;
  expected: string | null;
  actual: string | null;
  diff: string[] | null;
  errorType: string | null;
  errorMessage: string | null;
}

interface Graded {
  testsPassed: number;
  testsTotal: number;
  passed: boolean;
  tests: Test[];
}

const section = document.querySelector<HTMLElement>('[data-results]')!;
const body = section.querySelector<HTMLElement>('[data-results-body]')!;

/**
 * Hands `code` in for the exercise `slug` and shows every test; for a prediction, which has one, only `verdict`. The section
 * then gets an event `graded` whose detail is the server's answer.
 */
export async function handIn(slug: string, code: string, verdict?: (graded: Graded) => string): Promise<void> {
  section.hidden = false;
  body.replaceChildren(element('p', {}, 'Your solution is being tested…'));
  try {
    const response = await post(`/api/exercises/exercises/${encodeURIComponent(slug)}/submissions`, { code });
    const graded: Graded = await response.json();
    show(graded, verdict);
    section.dispatchEvent(new CustomEvent('graded', { bubbles: true, detail: graded }));
  } catch (failure) {
    body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
  }
  section.querySelector('h2')!.focus();
}

function show(graded: Graded, verdict?: (graded: Graded) => string): void {
  const words = verdict?.(graded) ?? (graded.passed ? `All ${graded.testsTotal} tests passed. Well done!` : `${graded.testsPassed} of ${graded.testsTotal} tests passed`);
  body.replaceChildren(
    element('p', { class: 'verdict', 'data-verdict': graded.passed ? 'right' : 'wrong', role: 'status' }, words),
    ...verdict ? [] : [element('ul', { class: 'tests' }, ...graded.tests.map(item))]);
}

function item(test: Test): HTMLElement {
  const shown = element('li', { 'data-passed': String(test.passed) }, element('strong', {}, `${test.passed ? 'Passed' : 'Failed'}: ${test.name}`));
  if (test.passed) return shown;
  if (test.hidden) shown.append(element('p', {}, 'This test’s data is hidden.'));
  if (test.errorType) shown.append(element('p', {}, `${test.errorType}${test.errorMessage ? `: ${test.errorMessage}` : ''}`));
  if (test.input) shown.append(element('p', {}, 'With this input:'), element('pre', { class: 'test-input', tabindex: '0' }, test.input));
  if (test.diff?.length) shown.append(difference(test.diff));
  else if (typeof test.expected === 'string') shown.append(bothTexts(test.expected, test.actual ?? ''));
  return shown;
}
