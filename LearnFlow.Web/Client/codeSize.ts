// The size of code, in steps. The choice is a cookie, so that the server renders it from the first byte.
import type { CodeEditor } from './editor/codeEditor';

const sizes = [13, 15, 18, 22];

/** The size that the page was rendered with. */
export function currentSize(form: HTMLElement): number {
  return Number(form.dataset.codeSize) || 15;
}

/** Makes the two buttons work. */
export function attachSizes(form: HTMLElement, editor: () => CodeEditor): void {
  const buttons = [form.querySelector<HTMLButtonElement>('[data-smaller]')!, form.querySelector<HTMLButtonElement>('[data-larger]')!] as const;
  const render = () => {
    const at = sizes.indexOf(currentSize(form));
    buttons[0].disabled = at === 0;
    buttons[1].disabled = at === sizes.length - 1;
  };
  const change = (by: number) => {
    const size = sizes[sizes.indexOf(currentSize(form)) + by];
    if (!size) return;
    form.dataset.codeSize = String(size);
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `code-size=${size}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    editor().setTextSize(size);
    render();
  };
  buttons[0].addEventListener('click', () => change(-1));
  buttons[1].addEventListener('click', () => change(1));
  render();
}
