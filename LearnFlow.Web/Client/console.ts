// Shows a run in the console. What a program printed is set as text, never as HTML. The server renders the same markup
// for pages without scripts (Pages/Shared/_Console.cshtml); the words for each status are given there, once.
import { Refusal, type RunResult } from './run';

const panel = document.querySelector<HTMLElement>('[data-console]')!;
const status = panel.querySelector<HTMLElement>('[data-status]')!;
const measures = panel.querySelector<HTMLElement>('[data-measures]')!;
const output = panel.querySelector<HTMLElement>('[data-output]')!;
const error = panel.querySelector<HTMLElement>('[data-error]')!;
const hint = panel.querySelector<HTMLElement>('[data-hint]')!;
const words: Record<string, string> = JSON.parse(panel.dataset.words!);

function show(state: string, statusText: string, texts: { output?: string; error?: string; measures?: string; hint?: string }): void {
  panel.dataset.state = state;
  status.textContent = statusText;
  measures.textContent = texts.measures ?? '';
  for (const [element, text] of [[output, texts.output], [error, texts.error], [hint, texts.hint]] as const) {
    element.textContent = text ?? '';
    element.hidden = !text;
  }
}

/** The program has been sent. */
export function showRunning(): void {
  show('running', 'Running…', {});
}

/** The program ran to an end. */
export function showResult(result: RunResult): void {
  show(result.status === 'ok' ? 'ok' : 'failed', words[result.status] ?? result.status, {
    output: result.output,
    error: result.error,
    measures: `${formatMs(result.elapsedMs)} · ${formatMebibytes(result.peakMemoryBytes)}`,
    hint: result.truncated ? 'The output was longer than is kept; its end is missing.'
      : result.output || result.error ? '' : 'The program printed nothing.',
  });
}

/** The program was not run, or the answer did not arrive. */
export function showFailure(failure: unknown): void {
  if (failure instanceof DOMException && failure.name === 'AbortError') {
    show('idle', 'Stopped', { hint: 'You stopped waiting for this run.' });
    return;
  }

  const reason = failure instanceof Refusal ? failure.message : 'The server did not answer. Check your connection and run it again; your code is still here.';
  show('refused', 'Not run', { hint: reason });
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function formatMebibytes(bytes: number): string {
  return `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
