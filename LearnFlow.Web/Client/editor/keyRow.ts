// The keys that a program needs and a phone's keyboard hides. They act without taking the focus, so that the keyboard stays up.
import { acceptCompletion } from '@codemirror/autocomplete';
import { indentLess, indentMore, redo, undo } from '@codemirror/commands';
import type { EditorView } from '@codemirror/view';
import { element } from '../elements';

const texts = [':', '(', ')', '[', ']', '{', '}', '"', "'", '=', '_', '#', '<', '>', '+', '-', '*', '/', '%'];
const names: Record<string, string> = {
  ':': 'colon', '(': 'opening round bracket', ')': 'closing round bracket', '[': 'opening square bracket', ']': 'closing square bracket',
  '{': 'opening curly bracket', '}': 'closing curly bracket', '"': 'double quote', "'": 'single quote', '=': 'equal sign', _: 'underscore',
  '#': 'number sign', '<': 'less than', '>': 'greater than', '+': 'plus', '-': 'minus', '*': 'asterisk', '/': 'slash', '%': 'percent sign',
};

/** Fills the page's row of keys for `view`. */
export function fillKeyRow(view: EditorView): void {
  const row = document.querySelector<HTMLElement>('[data-key-row]');
  if (!row) return;
  const key = (label: string, name: string, act: () => void) => {
    const button = element('button', { type: 'button', class: 'key', 'aria-label': name }, label);
    button.addEventListener('pointerdown', event => event.preventDefault());
    button.addEventListener('click', () => {
      act();
      view.focus();
    });
    return button;
  };
  row.replaceChildren(
    key('⇥', 'Tab: move to the right', () => acceptCompletion(view) || indentMore(view)),
    key('⇤', 'Move to the left', () => indentLess(view)),
    ...texts.map(text => key(text, names[text]!, () => view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true }))),
    key('↶', 'Undo', () => undo(view)),
    key('↷', 'Redo', () => redo(view)));
}
