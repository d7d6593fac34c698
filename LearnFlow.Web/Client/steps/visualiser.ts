// “Step through”: where the editor is, the program step by step, forward and back. The line is marked in the editor.
import type { CodeEditor } from '../editor/codeEditor';
import { element } from '../elements';
import { reasonOf } from '../gateway';
import type { Program } from '../run';
import { Memory } from './memory';
import { trace, type Step, type Trace } from './trace';
import { sentence } from './words';

export interface Stage {
  program(): Program;
  editor(): CodeEditor;
  /** Shows a file of the program; false when there is none of that name. */
  show(file: string): boolean;
}

const section = document.querySelector<HTMLElement>('[data-visualiser]')!;
const body = section.querySelector<HTMLElement>('[data-visualiser-body]')!;
const workspace = document.querySelector<HTMLElement>('.workspace')!;

/** Makes `button` open the visualiser; the answer closes it. */
export function attachVisualiser(button: HTMLElement, stage: Stage): { close(): void } {
  let asked = new AbortController();
  button.addEventListener('click', () => void open());

  async function open(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    section.hidden = false;
    workspace.classList.add('is-stepping');
    body.replaceChildren(element('p', {}, 'Your program is being watched…'));
    section.querySelector('h2')!.focus();
    await watch(stage.program(), undefined, 0, asked.signal);
  }

  async function watch(program: Program, session: unknown, from: number, signal: AbortSignal): Promise<void> {
    try {
      const found = await trace(program, { interactive: true, session }, signal);
      if (found.steps.length > 0) player(found, program, from, signal);
      else body.replaceChildren(element('p', { role: 'alert' }, found.error ?? 'There is no step to show.'), closeButton());
    } catch (failure) {
      if (!signal.aborted) body.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)), closeButton());
    }
  }

  function close(): void {
    if (section.hidden) return;
    asked.abort();
    section.hidden = true;
    workspace.classList.remove('is-stepping');
    stage.editor().showStep(null);
  }

  function closeButton(): HTMLElement {
    const made = element('button', { type: 'button', class: 'button button-quiet', 'data-close': '' }, 'Close');
    made.addEventListener('click', () => {
      close();
      button.focus();
    });
    return made;
  }

  function player(found: Trace, program: Program, from: number, signal: AbortSignal): void {
    const { steps } = found;
    const lines = program.code.split('\n');
    const last = steps.length - 1;
    const button = (text: string, name: string, data: string) => element('button', { type: 'button', class: 'button button-quiet', 'aria-label': name, [`data-${data}`]: '' }, text);
    const [first, back, forward, end] = [button('«', 'First step', 'first'), button('Back', 'Back', 'back'), button('Forward', 'Forward', 'forward'), button('»', 'Last step', 'last')];
    const slider = element('input', { type: 'range', min: '0', max: String(last), value: '0', 'aria-label': 'Step', 'data-step': '' });
    const count = element('p', { class: 'step-count', 'data-step-count': '' });
    const told = element('p', { class: 'step-told', role: 'status', 'data-step-told': '' });
    const output = element('pre', { class: 'trace-output', tabindex: '0', 'aria-label': 'Printed so far', role: 'group' });
    const memory = new Memory();
    const input = found.status === 'waitingForInput' ? inputForm(line => {
      const more = { ...program, stdin: `${program.stdin}${program.stdin && !program.stdin.endsWith('\n') ? '\n' : ''}${line}\n` };
      void watch(more, found.session, last, signal);
    }) : null;
    body.replaceChildren(
      element('div', { class: 'replay-bar' }, first, back, slider, forward, end, closeButton()),
      count, told, ...input ? [input] : [], memory.root, element('h3', {}, 'Printed so far'), output);
    if (found.truncated && !input) body.append(element('p', { class: 'hint' }, `The program went on; only its first ${steps.length.toLocaleString('en')} steps are shown.`));

    const go = (index: number) => {
      slider.value = String(Math.min(last, Math.max(0, index)));
      render();
    };
    first.addEventListener('click', () => go(0));
    back.addEventListener('click', () => go(Number(slider.value) - 1));
    forward.addEventListener('click', () => go(Number(slider.value) + 1));
    end.addEventListener('click', () => go(last));
    slider.addEventListener('input', render);
    body.onkeydown = event => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      go(Number(slider.value) + by);
    };
    go(from);
    if (input && from === last) input.querySelector('input')!.focus();

    function render(): void {
      const index = Number(slider.value);
      const step: Step = steps[index]!;
      const isEnd = index === last;
      count.textContent = `Step ${index + 1} of ${last + 1} · line ${step.line}`;
      told.textContent = isEnd && input ? `${sentence(steps, index, lines)} It waits for a line of input.` : sentence(steps, index, lines);
      slider.setAttribute('aria-valuetext', `Step ${index + 1} of ${last + 1}`);
      output.textContent = step.stdout || '(nothing yet)';
      memory.show(step, steps[index - 1]);
      if (input) input.hidden = !isEnd;
      if (stage.show(step.file)) stage.editor().showStep(step.line);
      for (const [control, off] of [[first, index === 0], [back, index === 0], [forward, isEnd], [end, isEnd]] as const) control.setAttribute('aria-disabled', String(off));
    }
  }

  return { close };
}

function inputForm(answer: (line: string) => void): HTMLFormElement {
  const field = element('input', { id: 'step-line', autocomplete: 'off', maxlength: '1000', spellcheck: 'false' });
  const form = element('form', { class: 'console-input', 'data-step-input': '' }, element('label', { for: 'step-line' }, 'Input for the program'), field, element('button', { class: 'button button-quiet' }, 'Send'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    answer(field.value);
  });
  return form;
}
