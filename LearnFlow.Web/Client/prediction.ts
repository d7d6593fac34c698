// An exercise that asks what a program prints: the program is read, the answer is written down, nothing is run.
import { currentDraft, keepDraft } from './draft';
import { attachHelp } from './help';
import { attachLookup } from './lookup';
import { highlight } from './python/highlight';
import { handIn } from './results';

const form = document.querySelector<HTMLFormElement>('[data-workspace]')!;
const answer = form.querySelector<HTMLTextAreaElement>('[name=Code]')!;
const saved = form.querySelector<HTMLElement>('[data-saved]')!;
const slug = form.dataset.exerciseId!;

for (const block of document.querySelectorAll<HTMLElement>('[data-program] code, .statement code.language-python')) highlight(block);
answer.value = currentDraft(slug) || answer.value;
answer.addEventListener('input', () => {
  keepDraft(slug, answer.value);
  saved.textContent = navigator.onLine ? 'Kept in this browser' : 'Offline: your answer is kept in this browser';
});
form.addEventListener('submit', event => {
  event.preventDefault();
  void handIn(slug, answer.value, graded => graded.passed ? 'Right: that is what the program prints. Well done!' : 'Not yet: the program prints something else.');
});
attachHelp(() => ({ code: answer.value, exerciseId: slug }), answer);
attachLookup(null);
