// Loads the editor that fits the device in place of a textarea, and keeps the textarea's value equal to the editor's.
// Monaco needs a mouse and a keyboard (its own FAQ says so); CodeMirror is made for touch.
import type { CodeEditor } from './codeEditor';

/** What an editor is made with. */
export interface EditorOptions {
  host: HTMLElement;
  source: HTMLTextAreaElement;
  label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  wayOut: string;
  textSize: number;
  stylesHref: string;
  changed(text: string): void;
}

/** Shows the editor once it is ready; until then, and if loading fails, the textarea serves. */
export async function openEditor(source: HTMLTextAreaElement, settings: { wayOut: string; textSize: number; stylesHref: string }): Promise<CodeEditor> {
  const host = document.createElement('div');
  host.className = 'code-editor';
  host.dataset.editor = '';
  const options: EditorOptions = {
    ...settings,
    host,
    source,
    label: source.labels?.[0]?.textContent?.trim() ?? 'Code',
    changed: text => {
      source.value = text;
      source.dispatchEvent(new Event('input', { bubbles: true }));
    },
  };
  const { createEditor } = matchMedia('(pointer: coarse)').matches ? await import('./touch') : await import('./desktop');
  const hadFocus = document.activeElement === source;
  const editor = await createEditor(options);
  source.hidden = true;
  source.addEventListener('replaced', () => editor.replace(source.value));
  if (hadFocus) editor.focus();
  host.dataset.ready = '';
  return editor;
}
