// Shows a run in the console. What a program printed is set as text, never as HTML; a turtle's picture is an image, which
// cannot run scripts. The server renders the same markup for pages without scripts (Pages/Shared/_Console.cshtml); the
// words for each status are given there, once.
import { reasonOf } from './gateway';
import type { Conversation, RunResult } from './run';

const panel = document.querySelector<HTMLElement>('[data-console]')!;
const part = <T extends HTMLElement>(name: string) => panel.querySelector<T>(`[data-${name}]`)!;
const status = part('status');
const measures = part('measures');
const output = part('output');
const error = part('error');
const hint = part('hint');
const turtle = part<HTMLImageElement>('turtle');
const input = part<HTMLFormElement>('input');
const words: Record<string, string> = JSON.parse(panel.dataset.words!);

function show(state: string, statusText: string, texts: { output?: string; error?: string; measures?: string; hint?: string; picture?: string }): void {
  panel.dataset.state = state;
  status.textContent = statusText;
  measures.textContent = texts.measures ?? '';
  input.hidden = true;
  for (const [element, text] of [[output, texts.output], [error, texts.error], [hint, texts.hint]] as const) {
    element.textContent = text ?? '';
    element.hidden = !text;
  }
  turtle.hidden = !texts.picture;
  if (texts.picture) turtle.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(texts.picture)}`;
}

/** The program has been sent. */
export function showRunning(): void {
  show('running', 'Running…', {});
}

/** The program ran to an end. */
export function showResult(result: RunResult, transcript?: string): void {
  show(result.status === 'ok' ? 'ok' : 'failed', words[result.status] ?? result.status, {
    output: transcript ?? result.output,
    error: result.error,
    measures: `${formatMs(result.elapsedMs)} · ${formatMebibytes(result.peakMemoryBytes)}`,
    hint: result.truncated ? 'The output was longer than is kept; its end is missing.'
      : result.output || result.error || result.turtle ? '' : 'The program printed nothing.',
    picture: result.turtle?.svg,
  });
}

/** The program was not run, or the answer did not arrive. */
export function showFailure(failure: unknown): void {
  if (failure instanceof DOMException && failure.name === 'AbortError') {
    show('idle', 'Stopped', { hint: 'You stopped waiting for this run.' });
    return;
  }

  show('refused', 'Not run', { hint: reasonOf(failure) });
}

/** A run that asks the learner for input in the console. */
export function converse(): Conversation & { transcript(): string } {
  let text = '';
  const field = input.querySelector('input')!;
  const write = (added: string) => {
    text += added;
    output.textContent = text;
    output.hidden = !text;
  };
  return {
    transcript: () => text,
    shown: (added, isError) => { if (!isError) write(added); },
    restarted: () => { text = ''; write(''); },
    ask: signal => new Promise((resolve, reject) => {
      status.textContent = 'Waiting for your input';
      field.value = '';
      input.hidden = false;
      field.focus();
      const answered = new AbortController();
      signal.addEventListener('abort', () => { answered.abort(); reject(signal.reason); }, { signal: answered.signal });
      input.addEventListener('submit', event => {
        event.preventDefault();
        answered.abort();
        input.hidden = true;
        status.textContent = 'Running…';
        resolve(field.value);
      }, { signal: answered.signal });
    }),
  };
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function formatMebibytes(bytes: number): string {
  return `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
