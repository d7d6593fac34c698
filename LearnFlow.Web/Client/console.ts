// The console: what a run prints, asks and draws, and how it ended. What a program printed is text, never HTML. The server
// renders the same markup for pages without scripts (Pages/Shared/_Console.cshtml); the words for each status are given there.
import { element } from './elements';
import { reasonOf } from './gateway';
import { explain } from './python/errors';
import type { RunResult, Screen } from './run';
import { TerminalView } from './terminalView';
import { Drawing } from './turtle/drawing';

const panel = document.querySelector<HTMLElement>('[data-console]')!;
const part = <T extends HTMLElement>(name: string) => panel.querySelector<T>(`[data-${name}]`)!;
const status = part('status');
const measures = part('measures');
const reason = part('reason');
const error = part('error');
const hint = part('hint');
const input = part<HTMLFormElement>('input');
const line = input.querySelector('input')!;
const pane = panel.querySelector<HTMLElement>('.console-body')!;
const terminal = new TerminalView(part('output'), pane);
const drawing = new Drawing(part('drawing'));
const words: Record<string, string> = JSON.parse(panel.dataset.words!);

/** Goes to a line of a file of the program. */
export type GoTo = (file: string, line: number) => void;

/** The program has been sent; the answer is where its run is shown. */
export function showRunning(): Screen {
  part('output').replaceChildren(); // what the server rendered
  terminal.clear();
  drawing.clear();
  error.textContent = '';
  error.hidden = true;
  conclude('running', 'Running…');
  comeIntoSight();
  return {
    wrote(text, isError) {
      status.textContent = 'Running…';
      if (isError) writeError(text);
      else terminal.write(text);
    },
    queued: ahead => { status.textContent = ahead > 0 ? `Waiting: ${ahead} before yours` : 'Waiting: yours is next'; },
    restarted: () => {
      terminal.clear();
      error.textContent = '';
    },
    drew: picture => {
      drawing.show(picture);
      comeIntoSight();
    },
    ask,
  };
}

/** The program ran to an end, or to one of its limits. */
export function showResult(result: RunResult, goTo: GoTo): void {
  terminal.render();
  showTraceback(result.error, goTo);
  conclude(result.status === 'ok' ? 'ok' : 'failed', words[result.status] ?? result.status, [
    ...errorIn(result, goTo),
    ...drawing.notes(),
    terminal.hiddenLines ? `The first ${terminal.hiddenLines.toLocaleString('en')} lines are not shown. ` : '',
    result.status === 'ok' && terminal.isEmpty && !result.error && !result.turtle ? 'The program printed nothing.' : '',
  ]);
  measures.textContent = `${formatMs(result.elapsedMs)} · ${(result.peakMemoryBytes / (1 << 20)).toFixed(1)} MiB`;
}

/** The learner pressed Stop: what was printed stays. */
export function showStopped(): void {
  terminal.render();
  conclude('idle', 'Stopped', ['You stopped the program. ']);
}

/** Says where a program was that had to be stopped. */
export function showWhere(sentence: string, go: () => void, at: number): void {
  reason.append(element('span', { 'data-where': '' }, `${sentence} `), goButton(at, go));
}

/** The program was not run, or the answer did not arrive. */
export function showFailure(failure: unknown): void {
  terminal.render();
  conclude('refused', 'Not run', [reasonOf(failure)]);
}

function comeIntoSight(): void {
  panel.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function conclude(state: string, statusText: string, sentences: (Node | string)[] = []): void {
  panel.dataset.state = state;
  status.textContent = statusText;
  measures.textContent = '';
  input.hidden = true;
  hint.replaceChildren(...sentences.filter(each => typeof each === 'string'));
  reason.replaceChildren(...sentences.filter(each => typeof each !== 'string'));
  hint.hidden = !hint.textContent;
}

function errorIn({ errorType: type, errorMessage, errorLine: at }: RunResult, goTo: GoTo): Node[] {
  if (!type) return [];
  const explained = explain(type, errorMessage ?? '');
  return [
    element('strong', {}, at ? `${type} in line ${at}. ` : `${type}. `),
    ...explained ? [element('span', { 'data-explained': '' }, `${explained.sentence} `)] : [],
    ...at ? [goButton(at, () => goTo('main.py', at)), ' '] : [],
    ...explained ? [element('a', { href: `/concepts/${explained.article}`, 'data-article': '' }, 'Read more')] : [],
  ].map(each => typeof each === 'string' ? document.createTextNode(each) : each);
}

function goButton(at: number, go: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'link-button', 'data-go': String(at) }, `Go to line ${at}`);
  button.addEventListener('click', go);
  return button;
}

function writeError(text: string): void {
  error.append(text);
  error.hidden = false;
}

/** The traceback, in which each line of the learner's own files leads there. */
function showTraceback(text: string, goTo: GoTo): void {
  error.hidden = !text;
  error.replaceChildren(...text.split(/(File "[^"\n]+", line \d+)/).map(piece => {
    const place = /^File "([^"\n]+)", line (\d+)$/.exec(piece);
    if (!place) return piece;
    const button = element('button', { type: 'button', class: 'link-button' }, piece);
    button.addEventListener('click', () => goTo(place[1]!, Number(place[2])));
    return button;
  }));
  if (text) pane.scrollTop = pane.scrollHeight;
}

function ask(signal: AbortSignal): Promise<string | null> {
  terminal.render();
  return new Promise((resolve, reject) => {
    panel.dataset.state = 'waiting';
    status.textContent = 'Waiting for your input';
    line.value = '';
    input.hidden = false;
    line.focus();
    pane.scrollTop = pane.scrollHeight;
    const answered = new AbortController();
    const listening = { signal: answered.signal };
    const answer = (text: string | null) => {
      answered.abort();
      input.hidden = true;
      panel.dataset.state = 'running';
      status.textContent = 'Running…';
      resolve(text);
    };
    signal.addEventListener('abort', () => { answered.abort(); reject(signal.reason); }, listening);
    input.addEventListener('submit', event => { event.preventDefault(); answer(line.value); }, listening);
    input.querySelector('[data-end-of-input]')!.addEventListener('click', () => answer(null), listening);
    line.addEventListener('keydown', event => {
      if (event.key.toLowerCase() !== 'd' || !event.ctrlKey || line.value) return;
      event.preventDefault();
      answer(null);
    }, listening);
  });
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
