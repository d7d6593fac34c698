// Step through a program: the line, the call stack with its variables, and what was printed so far (the sandbox's /trace).
import { element } from './elements';
import { post, reasonOf } from './gateway';

interface Value { text?: string; ref?: string }
interface Frame { function: string; line: number; locals: { name: string; value: Value }[] }
interface Step { line: number; event: string; function: string; stdout: string; stack: Frame[]; heap?: Record<string, Record<string, unknown>> }
interface Trace { status: string; error?: string | null; truncated: boolean; steps: Step[] }

const section = document.querySelector<HTMLElement>('[data-visualiser]')!;
const body = section.querySelector<HTMLElement>('[data-visualiser-body]')!;
const events: Record<string, string> = { call: 'is called', line: 'runs', return: 'returns', exception: 'raises an error' };

/** Traces `code` and shows its first step. */
export async function stepThrough(code: string, stdin: string): Promise<void> {
  section.hidden = false;
  body.replaceChildren(element('p', {}, 'Your program is being watched…'));
  section.querySelector('h2')!.focus();
  try {
    const trace: Trace = await (await post('/api/sandbox/trace', { language: 'python', code, stdin })).json();
    if (trace.steps.length === 0) body.replaceChildren(element('p', { role: 'alert' }, trace.error ?? 'There is no step to show.'));
    else show(trace, code.split('\n'));
  } catch (failure) {
    body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
  }
}

function show(trace: Trace, lines: string[]): void {
  const last = trace.steps.length - 1;
  const slider = element('input', { type: 'range', min: '0', max: String(last), value: '0', 'aria-label': 'Step', 'data-step': '' });
  const back = element('button', { type: 'button', class: 'button button-quiet' }, 'Back');
  const forward = element('button', { type: 'button', class: 'button button-quiet', 'data-forward': '' }, 'Forward');
  const told = element('p', { role: 'status', 'data-step-told': '' });
  const code = element('pre', { class: 'trace-code', tabindex: '0', 'aria-label': 'Program' }, ...lines.map((text, index) => element('span', { 'data-line': String(index + 1) }, `${text}\n`)));
  const stack = element('div', { class: 'trace-stack' });
  const output = element('pre', { class: 'trace-output', tabindex: '0', 'aria-label': 'Printed so far' });
  body.replaceChildren(
    element('div', { class: 'replay-bar' }, back, slider, forward), told,
    element('div', { class: 'trace' }, code, element('div', {}, element('h3', {}, 'Variables'), stack, element('h3', {}, 'Printed so far'), output)));
  if (trace.truncated) body.append(element('p', { class: 'hint' }, 'The program went on; only its first steps are shown.'));

  const go = (index: number) => {
    slider.value = String(Math.min(last, Math.max(0, index)));
    render();
  };
  const render = () => {
    const index = Number(slider.value);
    const step = trace.steps[index]!;
    const error = index === last && trace.error ? ` ${trace.error}` : '';
    told.textContent = `Step ${index + 1} of ${last + 1}: line ${step.line} ${events[step.event] ?? step.event}.${error}`;
    for (const line of code.children) line.toggleAttribute('data-now', line.getAttribute('data-line') === String(step.line));
    stack.replaceChildren(...step.stack.toReversed().map(frame => frameTable(frame, step.heap ?? {})));
    output.textContent = step.stdout || '(nothing yet)';
    back.disabled = index === 0;
    forward.disabled = index === last;
  };
  back.addEventListener('click', () => go(Number(slider.value) - 1));
  forward.addEventListener('click', () => go(Number(slider.value) + 1));
  slider.addEventListener('input', render);
  render();
}

function frameTable(frame: Frame, heap: Record<string, Record<string, unknown>>): HTMLElement {
  const caption = frame.function === '<module>' ? 'Program' : `${frame.function}()`;
  return element('table', { class: 'trace-frame' }, element('caption', {}, caption), element('tbody', {},
    ...frame.locals.map(({ name, value }) => element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, element('code', {}, textOf(value, heap)))))));
}

/** A value in a line: what it refers to is written out, three levels deep. */
function textOf(value: Value, heap: Record<string, Record<string, unknown>>, depth = 0): string {
  if (value.text !== undefined) return value.text;
  const object = heap[value.ref ?? ''];
  if (!object || depth > 2) return '…';
  const inner = (item: unknown): string => (item && typeof item === 'object' && ('text' in item || 'ref' in item) ? textOf(item as Value, heap, depth + 1) : String(item));
  const items = object.items ?? object.entries ?? object.attributes;
  if (!Array.isArray(items)) return typeof object.text === 'string' ? object.text : String(object.type);
  const parts = items.map(item => Array.isArray(item) ? item.map(inner).join(': ')
    : item && typeof item === 'object' && 'key' in item ? `${inner((item as { key: unknown }).key)}: ${inner((item as { value: unknown }).value)}`
      : item && typeof item === 'object' && 'name' in item ? `${(item as { name: string }).name}=${inner((item as { value: unknown }).value)}` : inner(item)).join(', ');
  return object.type === 'list' ? `[${parts}]` : object.type === 'tuple' ? `(${parts})` : object.type === 'dict' || object.type === 'set' ? `{${parts}}` : `${object.type}(${parts})`;
}
