// The files of a program as tabs over one editor: main.py first. In free practice the learner makes files and removes them;
// those of an exercise can only be read.
import { attachDraft, keepDraft } from './draft';
import type { CodeEditor, ShownFile } from './editor/codeEditor';
import { element } from './elements';
import type { ProgramFile } from './run';

const most = 8;
const main = 'main.py';

export interface Files {
  /** The main file's text. */
  main(): string;
  /** Another device, or an older version, has another text of the main file. */
  setMain(text: string): void;
  /** Those beside it. */
  others(): ProgramFile[];
  /** The file that is shown. */
  readonly shown: string;
  /** Shows a file; false when there is none of that name. */
  show(name: string): boolean;
  /** The editor that shows them has been replaced by another. */
  use(editor: CodeEditor): void;
}

/** `area` holds the text of the file that is shown. */
export function attachFiles(area: HTMLTextAreaElement, draft: string): Files {
  const bar = document.querySelector<HTMLElement>('[data-file-bar]');
  const tabs = bar?.querySelector<HTMLElement>('[data-file-tabs]');
  const given = [...tabs?.querySelectorAll<HTMLElement>('[data-file]') ?? []].map(tab => ({ name: tab.dataset.file!, text: tab.dataset.content ?? '', readOnly: true }));
  const files: ShownFile[] = [{ name: main, text: area.value, readOnly: false }, ...given];
  const isPractice = !!bar?.querySelector('[data-new-file]');
  const draftOfFiles = `${draft}-files`;
  let shown = files[0]!;
  let editor: CodeEditor | null = null;

  if (bar && tabs) {
    bar.hidden = false;
    if (isPractice) {
      attachDraft(draftOfFiles, { code: '[]', etag: null }, adopt, () => undefined);
      bar.querySelector('[data-new-file]')!.addEventListener('click', () => askForName());
      bar.querySelector('[data-remove-file]')!.addEventListener('click', remove);
    }

    render();
    tabs.addEventListener('click', event => {
      const name = (event.target as HTMLElement).closest<HTMLElement>('[role=tab]')?.dataset.name;
      if (name) show(name);
    });
    tabs.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      show(files[(files.indexOf(shown) + step + files.length) % files.length]!.name);
      tabs.querySelector<HTMLElement>('[aria-selected=true]')!.focus();
    });
  }

  area.addEventListener('input', () => {
    shown.text = area.value;
    if (shown.name !== main && isPractice) keep();
  });

  return {
    main: mainText,
    setMain(text) {
      if (text === mainText()) return;
      files[0]!.text = text;
      if (shown !== files[0]) return;
      area.value = text;
      area.dispatchEvent(new Event('replaced'));
    },
    others: () => files.slice(1).map(({ name, text }) => ({ name, content: text })),
    get shown() { return shown.name; },
    show,
    use(next) {
      editor = next;
      if (shown.name !== main) editor.show(shown);
    },
  };

  function mainText(): string {
    return shown === files[0] ? area.value : files[0]!.text;
  }

  function show(name: string): boolean {
    const next = files.find(file => file.name === name);
    if (!next) return false;
    if (next === shown) return true;
    shown.text = area.value;
    shown = next;
    area.value = shown.text;
    editor?.show(shown);
    render();
    return true;
  }

  function render(): void {
    if (!bar || !tabs) return;
    tabs.replaceChildren(...files.map(file => element('button', {
      type: 'button', class: 'file-tab', role: 'tab', 'aria-controls': 'code-field', 'aria-selected': String(file === shown),
      tabindex: file === shown ? '0' : '-1', 'data-name': file.name,
    }, file.name)));
    bar.querySelector('[data-remove-file]')?.toggleAttribute('hidden', shown.name === main);
    bar.querySelector('[data-file-note]')?.toggleAttribute('hidden', !shown.readOnly);
  }

  function askForName(): void {
    const button = bar!.querySelector<HTMLElement>('[data-new-file]')!;
    const field = element('input', { 'aria-label': 'Name of the new file', placeholder: 'notes.txt', maxlength: '60', class: 'file-name', spellcheck: 'false', autocapitalize: 'off' });
    let isOpen = true;
    const finish = (chosen: boolean) => {
      if (!isOpen) return; // removing the field takes its focus, which ends here again
      const problem = chosen ? problemOf(field.value.trim()) : null;
      field.setCustomValidity(problem ?? '');
      if (problem) {
        field.reportValidity();
        return;
      }

      isOpen = false;
      field.remove();
      button.hidden = false;
      if (!chosen) return button.focus();
      files.push({ name: field.value.trim(), text: '', readOnly: false });
      keep();
      show(files.at(-1)!.name);
      editor?.focus();
    };
    field.addEventListener('input', () => field.setCustomValidity(''));
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finish(event.key === 'Enter');
    });
    field.addEventListener('blur', () => finish(field.value.trim() !== '' && !problemOf(field.value.trim())));
    button.hidden = true;
    button.before(field);
    field.focus();
  }

  function problemOf(name: string): string | null {
    if (!/^[\w-][\w .-]*\.\w+$/.test(name)) return 'Use a name such as notes.txt or shapes.py.';
    if (files.some(file => file.name.toLowerCase() === name.toLowerCase())) return 'There is a file of that name.';
    return files.length >= most ? `There can be at most ${most} files.` : null;
  }

  function remove(): void {
    const removed = shown;
    show(main);
    files.splice(files.indexOf(removed), 1);
    keep();
    render();
  }

  function keep(): void {
    keepDraft(draftOfFiles, written());
  }

  function written(): string {
    return JSON.stringify(files.slice(1).map(({ name, text }) => ({ name, text })));
  }

  /** The files as another page or device wrote them. */
  function adopt(text: string): void {
    if (text === written()) return;
    files.splice(1, files.length - 1, ...parse(text));
    const same = files.find(file => file.name === shown.name) ?? files[0]!;
    if (same === shown) return render();
    shown = same;
    area.value = shown.text;
    editor?.show(shown);
    render();
  }
}

function parse(text: string): ShownFile[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.slice(0, most - 1).map(({ name, text }) => ({ name: String(name), text: String(text), readOnly: false })) : [];
  } catch {
    return []; // not written by this page
  }
}
