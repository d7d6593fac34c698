// An exercise that asks what a program prints: the program is read, the answer is written down, nothing is run.
import { attachAfter } from './after';
import { attachDraft, keepDraft } from './draft';
import { attachHelp } from './help';
import { attachLookup } from './lookup';
import { handIn } from './results';

const form = document.querySelector<HTMLFormElement>('[data-workspace]')!;
const answer = form.querySelector<HTMLTextAreaElement>('[name=Code]')!;
const saved = form.querySelector<HTMLElement>('[data-saved]')!;
const slug = form.dataset.exerciseId!;

form.addEventListener('submit', event => {
  event.preventDefault();
  void handIn(slug, answer.value, graded => graded.passed ? 'Right: that is what the program prints. Well done!' : 'Not yet: the program prints something else.');
});
attachAfter(slug);
attachHelp(() => ({ code: answer.value, exerciseId: slug }), answer);
attachLookup(null);
attachDraft(slug, { code: answer.value, etag: form.dataset.draftEtag || null }, text => { answer.value = text; }, sentence => { saved.textContent = sentence; });
answer.addEventListener('input', () => keepDraft(slug, answer.value));
