// Hands a solution in and shows how every test ended.
import { bothTexts, difference } from './difference';
import { element } from './elements';
import { get, post, reasonOf } from './gateway';

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

/** docs/submissions.md */
interface Submission {
  id: string;
  status: 'graded' | 'waiting' | 'notGraded';
  testsPassed: number;
  testsTotal: number;
  passed: boolean;
  tests: Test[];
}

type Verdict = (graded: Submission) => string;

const waiting = 'Your solution is kept and waits to be tested, because many are handing in. You need not hand it in again.';
const askAgainMs = 2_000;
const addressOf = (slug: string) => `/api/exercises/exercises/${encodeURIComponent(slug)}/submissions`;
const section = document.querySelector<HTMLElement>('[data-results]')!;
const body = section.querySelector<HTMLElement>('[data-results-body]')!;

/**
 * Hands `code` in for the exercise `slug` and shows every test; for a prediction, which has one, only `verdict`. The section
 * then gets an event `graded` whose detail is the server's answer.
 */
export async function handIn(slug: string, code: string, verdict?: Verdict): Promise<void> {
  section.hidden = false;
  body.replaceChildren(element('p', {}, 'Your solution is being tested…'));
  try {
    const submission: Submission = await (await post(addressOf(slug), { code })).json();
    if (submission.status === 'waiting') body.replaceChildren(element('p', { role: 'status' }, waiting));
    await showGrade(slug, submission, verdict);
  } catch (failure) {
    body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
  }
  section.querySelector('h2')!.focus();
}

/** Shows the grade of a solution that was waiting for it when the page was loaded. */
export async function awaitGrade(slug: string, verdict?: Verdict): Promise<void> {
  const id = body.querySelector<HTMLElement>('[data-waiting]')?.dataset.waiting;
  if (!id) return;
  try {
    await showGrade(slug, await (await get(`${addressOf(slug)}/${id}`)).json(), verdict);
  } catch (failure) {
    body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
  }
}

async function showGrade(slug: string, submission: Submission, verdict?: Verdict): Promise<void> {
  while (submission.status === 'waiting') {
    await new Promise(resolve => setTimeout(resolve, askAgainMs));
    submission = await (await get(`${addressOf(slug)}/${submission.id}`)).json();
  }

  if (submission.status === 'notGraded') {
    body.replaceChildren(element('p', { role: 'alert' }, 'Your solution is kept, but it could not be tested. Hand it in once more to have it tried again.'));
    return;
  }

  show(submission, verdict);
  section.dispatchEvent(new CustomEvent('graded', { bubbles: true, detail: submission }));
}

function show(graded: Submission, verdict?: Verdict): void {
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
