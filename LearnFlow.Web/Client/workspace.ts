// The workspace: the plain form of the page, made live. The textarea stays the form's field and the fall-back; the editor
// replaces it as soon as it has loaded and keeps it filled.
import { converse, showFailure, showResult, showRunning } from './console';
import { attachAfter } from './after';
import { attachDraft, keepDraft } from './draft';
import { attachHelp } from './help';
import { attachLookup } from './lookup';
import { handIn } from './results';
import { runConversation, runProgram } from './run';
import { attachShare } from './share';
import { attachVersions, keepVersion } from './versions';
import { stepThrough } from './visualiser';

const form = document.querySelector<HTMLFormElement>('[data-workspace]')!;
const code = form.querySelector<HTMLTextAreaElement>('[name=Code]')!;
const stdin = form.querySelector<HTMLTextAreaElement>('[name=Stdin]')!;
const runButton = form.querySelector<HTMLButtonElement>('[data-run]')!;
const saved = form.querySelector<HTMLElement>('[data-saved]')!;
const exerciseId = form.dataset.exerciseId || null;
const draft = form.dataset.draft!;

let running: AbortController | null = null;

async function run(): Promise<void> {
  if (running) {
    running.abort();
    return;
  }

  running = new AbortController();
  runButton.dataset.state = 'running';
  keepVersion(draft, code.value);
  showRunning();
  const program = { code: code.value, stdin: stdin.value, exerciseId };
  try {
    if (!program.stdin && /\binput\s*\(/.test(program.code)) {
      const talk = converse();
      showResult(await runConversation(program, talk, running.signal), talk.transcript());
    } else {
      showResult(await runProgram(program, running.signal));
    }
  } catch (error) {
    showFailure(error);
  } finally {
    running = null;
    delete runButton.dataset.state;
  }
}

/** Puts `text` into the editor, or the textarea while there is none. */
function replaceCode(text: string): void {
  keepVersion(draft, code.value);
  code.value = text;
  code.dispatchEvent(new Event('replaced'));
  code.dispatchEvent(new Event('input', { bubbles: true }));
}

form.addEventListener('submit', event => {
  event.preventDefault();
  if (event.submitter?.matches('[data-submit]')) {
    keepVersion(draft, code.value);
    void handIn(exerciseId!, code.value);
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
form.querySelector('[data-trace]')!.addEventListener('click', () => void stepThrough(code.value, stdin.value));
form.querySelector('[data-restart]')?.addEventListener('click', () =>
  replaceCode(document.querySelector<HTMLTemplateElement>('[data-starter]')!.content.textContent ?? ''));
attachVersions(draft, replaceCode);
attachShare(() => ({ title: document.querySelector('h1')!.textContent!.trim(), code: code.value }));
attachHelp(() => ({ code: code.value, exerciseId }));
attachLookup(replaceCode);
if (exerciseId) attachAfter(exerciseId);

attachDraft(draft, { code: code.value, etag: form.dataset.draftEtag || null }, text => {
  if (code.value === text) return;
  code.value = text;
  code.dispatchEvent(new Event('replaced'));
}, sentence => { saved.textContent = sentence; });
code.addEventListener('input', () => keepDraft(draft, code.value));

// Monaco is not made for touch screens (its own FAQ says so): there the textarea is better, and nothing is loaded.
if (!matchMedia('(pointer: coarse)').matches) {
  const { openEditor } = await import('./editor/editor');
  openEditor(code, form.dataset.editorStyles!).catch(error => console.error(error));
}
