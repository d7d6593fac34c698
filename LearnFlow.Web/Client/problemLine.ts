// The first problem in the program, as a sentence under the editor: for those who do not see the marks or cannot point at them.
import type { Mark } from './editor/codeEditor';

const button = document.querySelector<HTMLButtonElement>('[data-problem]')!;
let go = (): void => undefined;
button.addEventListener('click', () => go());

/** Shows the first of `marks`, errors before warnings; a press goes there. */
export function showProblem(marks: readonly Mark[], goTo: (line: number) => void): void {
  const first = marks.find(mark => mark.severity === 'error') ?? marks[0];
  button.textContent = first ? `Line ${first.line}: ${first.message.split('\n').at(-1) || first.message}` : '';
  button.dataset.severity = first?.severity ?? '';
  button.hidden = !first;
  if (first) go = () => goTo(first.line);
}
