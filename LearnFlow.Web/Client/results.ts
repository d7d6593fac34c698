// Hands a solution in and shows how every test ended.
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

/** Hands `code` in for the exercise `slug`. */
export async function handIn(slug: string, code: string): Promise<void> {
  section.hidden = false;
  body.replaceChildren(element('p', {}, 'Your solution is being tested…'));
  try {
    const response = await post(`/api/exercises/exercises/${encodeURIComponent(slug)}/submissions`, { code });
    const graded: Graded = await response.json();
    show(graded);
    section.dispatchEvent(new CustomEvent('graded', { detail: graded, bubbles: true }));
  } catch (failure) {
    body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
  }
  section.querySelector('h2')!.focus();
}

function show(graded: Graded): void {
  body.replaceChildren(
    element('p', { class: 'verdict', 'data-verdict': graded.passed ? 'right' : 'wrong', role: 'status' },
      graded.passed ? `All ${graded.testsTotal} tests passed. Well done!` : `${graded.testsPassed} of ${graded.testsTotal} tests passed`),
    element('ul', { class: 'tests' }, ...graded.tests.map(item)));
}

function item(test: Test): HTMLElement {
  const shown = element('li', { 'data-passed': String(test.passed) }, element('strong', {}, `${test.passed ? 'Passed' : 'Failed'}: ${test.name}`));
  if (test.passed) return shown;
  if (test.hidden) shown.append(element('p', {}, 'This test’s data is hidden.'));
  if (test.errorType) shown.append(element('p', {}, `${test.errorType}${test.errorMessage ? `: ${test.errorMessage}` : ''}`));
  if (test.input) shown.append(element('p', {}, 'With ', element('code', {}, test.input)));
  if (test.diff?.length) shown.append(element('pre', { class: 'diff', tabindex: '0' }, ...test.diff.map(line)));
  else if (test.expected !== null) shown.append(element('p', {}, 'Expected ', element('code', {}, test.expected), ', but came ', element('code', {}, test.actual ?? 'nothing')));
  return shown;
}

function line(text: string): HTMLElement {
  const kind = text.startsWith('+') ? 'added' : text.startsWith('-') ? 'removed' : 'same';
  return element('span', { class: `diff-${kind}` }, `${text}\n`);
}
