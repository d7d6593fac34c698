// The workspace: the plain form of the page, made live. The textarea stays the form's field and the fall-back; an editor
// replaces it as soon as it has loaded and keeps it filled.
import { attachAfter } from './after';
import { attachSizes, currentSize } from './codeSize';
import { showFailure, showResult, showRunning, showStopped, showWhere } from './console';
import { download } from './download';
import { attachDraft, keepDraft } from './draft';
import { plainEditor, type CodeEditor, type Mark } from './editor/codeEditor';
import { openEditor } from './editor/editor';
import { attachFiles } from './files';
import { attachHelp } from './help';
import { attachLookup } from './lookup';
import { showProblem } from './problemLine';
import { watchProblems } from './problems';
import { explain } from './python/errors';
import { awaitGrade, handIn } from './results';
import { runProgram, type Program, type RunResult } from './run';
import { attachShare } from './share';
import { trace } from './steps/trace';
import { attachVisualiser } from './steps/visualiser';
import { attachVersions, keepVersion } from './versions';

const form = document.querySelector<HTMLFormElement>('[data-workspace]')!;
const code = form.querySelector<HTMLTextAreaElement>('[name=Code]')!;
const stdin = form.querySelector<HTMLTextAreaElement>('[name=Stdin]')!;
const runButton = form.querySelector<HTMLButtonElement>('[data-run]')!;
const saved = form.querySelector<HTMLElement>('[data-saved]')!;
const exerciseId = form.dataset.exerciseId || null;
const draft = form.dataset.draft!;
const limits = ['wallTimeLimit', 'cpuTimeLimit', 'memoryLimit', 'outputLimit'];

let editor: CodeEditor = plainEditor(code);
let running: AbortController | null = null;

const files = attachFiles(code, draft);
files.use(editor);

const visualiser = attachVisualiser(form.querySelector<HTMLElement>('[data-trace]')!, { program, editor: () => editor, show: files.show });
const problems = watchProblems(files.main, mark);

function program(): Program {
  return { code: files.main(), files: files.others(), stdin: stdin.value, exerciseId };
}

async function run(): Promise<void> {
  if (running) {
    running.abort();
    return;
  }

  const { signal } = running = new AbortController();
  const ran = program();
  const inputs: string[] = [];
  runButton.dataset.state = 'running';
  visualiser.close();
  keepVersion(draft, ran.code);
  const screen = showRunning();
  try {
    const result = await runProgram(ran, { ...screen, ask: async until => {
      const line = await screen.ask(until);
      if (line !== null) inputs.push(line);
      return line;
    } }, signal);
    showResult(result, goTo);
    markError(result, ran.code);
    if (limits.includes(result.status) && !result.errorLine) await tellWhere(ran, inputs);
  } catch (failure) {
    if (!signal.aborted) showFailure(failure);
    else {
      showStopped();
      await tellWhere(ran, inputs);
    }
  } finally {
    running = null;
    delete runButton.dataset.state;
  }
}

function goTo(file: string, line: number): void {
  if (files.show(file)) editor.goTo(line);
}

/** Says which line a program was at that was stopped: the sandbox does not know, so the first steps are looked at. */
async function tellWhere(ran: Program, inputs: string[]): Promise<void> {
  const maxSteps = 2_000;
  const looked = await trace({ ...ran, stdin: ran.stdin || inputs.map(line => `${line}\n`).join('') }, { interactive: false, maxSteps, wallTimeMs: 2_000 }).catch(() => null);
  const last = looked?.steps.at(-1);
  if (!looked || !last || looked.status === 'ok' || looked.status === 'error') return;
  const text = ran.code.split('\n')[last.line - 1]?.trim() ?? '';
  const when = looked.status === 'stepLimit' ? `After ${looked.steps.length.toLocaleString('en')} steps it was` : 'It was';
  showWhere(`${when} in line ${last.line}: ${text}`, () => goTo(last.file, last.line), last.line);
}

function markError(result: RunResult, ranCode: string): void {
  if (!result.errorType || !result.errorLine || ranCode !== files.main()) return;
  const message = result.errorMessage ?? '';
  const plain = explain(result.errorType, message)?.sentence ?? '';
  mark([{ line: result.errorLine, message: `${result.errorType}${message ? `: ${message}` : ''}\n${plain}`, severity: 'error' }]);
}

function mark(marks: Mark[]): void {
  editor.showMarks(marks);
  showProblem(marks, line => goTo('main.py', line));
}

/** Puts `text` into the editor as the main file. */
function replaceCode(text: string): void {
  files.show('main.py');
  keepVersion(draft, code.value);
  code.value = text;
  code.dispatchEvent(new Event('replaced'));
  code.dispatchEvent(new Event('input', { bubbles: true }));
}

form.addEventListener('submit', event => {
  event.preventDefault();
  if (event.submitter?.matches('[data-submit]')) {
    keepVersion(draft, files.main());
    void handIn(exerciseId!, files.main());
  } else {
    void run();
  }
});

form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.stopPropagation();
    void run();
  }
}, { capture: true });

form.querySelector<HTMLElement>('[data-tools]')!.hidden = false;
form.querySelector('[data-restart]')?.addEventListener('click', () =>
  replaceCode(document.querySelector<HTMLTemplateElement>('[data-starter]')!.content.textContent ?? ''));
form.querySelector('[data-download]')!.addEventListener('click', () => void download(draft, files.main(), files.others()));
attachSizes(form, () => editor);
attachVersions(draft, replaceCode, files.main);
attachShare(() => ({ title: document.querySelector('h1')!.textContent!.trim(), code: files.main() }));
attachHelp(() => ({ code: files.main(), exerciseId }), code);
attachLookup(replaceCode);
if (exerciseId) {
  attachAfter(exerciseId);
  void awaitGrade(exerciseId);
}
document.addEventListener('show-line', event => goTo('main.py', (event as CustomEvent<number>).detail));

attachDraft(draft, { code: files.main(), etag: form.dataset.draftEtag || null }, files.setMain, sentence => { saved.textContent = sentence; });

code.addEventListener('input', () => {
  visualiser.close();
  if (files.shown === 'main.py') {
    keepDraft(draft, code.value);
    editor.showMarks([]);
  }

  problems.typed();
});

openEditor(code, { wayOut: 'editor-way-out', textSize: currentSize(form), stylesHref: form.dataset.editorStyles! }).then(opened => {
  editor = opened;
  files.use(editor);
}).catch(error => console.error(error));
