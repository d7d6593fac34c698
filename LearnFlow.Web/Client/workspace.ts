// The workspace: the plain form of the page, made live. The textarea stays the form's field and the fall-back; the editor
// replaces it as soon as it has loaded and keeps it filled.
import { currentDraft, keepDraft } from './draft';
import { runProgram } from './run';
import { showFailure, showResult, showRunning } from './console';

const form = document.querySelector<HTMLFormElement>('[data-workspace]')!;
const code = form.querySelector<HTMLTextAreaElement>('[name=Code]')!;
const stdin = form.querySelector<HTMLTextAreaElement>('[name=Stdin]')!;
const runButton = form.querySelector<HTMLButtonElement>('[data-run]')!;
const exerciseId = form.dataset.exerciseId || null;

let running: AbortController | null = null;

async function run(): Promise<void> {
  if (running) {
    running.abort();
    return;
  }

  running = new AbortController();
  runButton.dataset.state = 'running';
  showRunning();
  try {
    showResult(await runProgram({ code: code.value, stdin: stdin.value, exerciseId }, running.signal));
  } catch (error) {
    showFailure(error);
  } finally {
    running = null;
    delete runButton.dataset.state;
  }
}

form.addEventListener('submit', event => {
  event.preventDefault();
  void run();
});

form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.stopPropagation();
    void run();
  }
}, { capture: true });

code.value = currentDraft(form.dataset.draft!) ?? code.value;
code.addEventListener('input', () => keepDraft(form.dataset.draft!, code.value));

const { openEditor } = await import('./editor/editor');
openEditor(code, form.dataset.editorStyles!).catch(error => console.error(error));
