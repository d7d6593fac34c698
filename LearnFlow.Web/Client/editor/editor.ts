// Replaces a textarea by Monaco, and keeps the textarea's value equal to the editor's.
import { watchTheme } from '../theme';
import { loadStyles } from './styles';
import { allowInlineStylesOf } from './strictCsp';

/** Loads Monaco beside `source` and shows it once it is ready; until then, and if loading fails, the textarea serves. */
export async function openEditor(source: HTMLTextAreaElement, stylesHref: string): Promise<void> {
  const host = document.createElement('div');
  host.className = 'code-editor';
  host.dataset.editor = '';
  allowInlineStylesOf(host);
  const [{ createEditor }] = await Promise.all([import('./monaco'), loadStyles(stylesHref)]);
  const hadFocus = document.activeElement === source;
  source.after(host);

  const editor = createEditor(host, source);
  source.hidden = true;
  editor.onDidChangeModelContent(() => {
    source.value = editor.getValue();
    source.dispatchEvent(new Event('input', { bubbles: true }));
  });
  source.addEventListener('replaced', () => {
    if (source.value === editor.getValue()) return;
    editor.executeEdits('replaced', [{ range: editor.getModel()!.getFullModelRange(), text: source.value }]); // undo brings the old text back
  });
  watchTheme(theme => editor.updateOptions({ theme: theme === 'dark' ? 'learnflow-dark' : 'learnflow-light' }));
  if (hadFocus) editor.focus();
  host.dataset.ready = '';
}
