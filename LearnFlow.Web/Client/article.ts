// An article's examples run where they stand: as they are, or changed. What a program finds beside it and reads is taken
// from the article's own blocks, which the server marks (Articles/CodeRenderer.cs).
import { element } from './elements';
import { reasonOf } from './gateway';
import { runToEnd } from './run';

interface Surroundings {
  files: { name: string; content: string }[];
  stdin: string;
}

const words: Record<string, string> = { ok: 'It printed', error: 'It ended with an error', waitingForInput: 'It wants more input than the article gives' };

let files: Surroundings['files'] = [];
for (const block of document.querySelectorAll<HTMLElement>('[data-article] :is([data-example], [data-code=file])')) {
  if (block.matches('[data-code=file]')) {
    files = [...files, { name: block.dataset.name!, content: textOf(block) }];
  } else {
    const next = block.nextElementSibling as HTMLElement | null;
    attach(block, { files, stdin: next?.matches('[data-code=input]') ? textOf(next) : '' });
    files = [];
  }
}

function textOf(block: HTMLElement): string {
  return block.querySelector('pre')!.textContent ?? '';
}

function attach(example: HTMLElement, given: Surroundings): void {
  const shown = example.querySelector('pre')!;
  const code = shown.textContent ?? '';
  const field = element('textarea', { class: 'example-code', 'aria-label': 'The example, to be changed', spellcheck: 'false', autocapitalize: 'off', rows: String(code.split('\n').length) });
  const run = element('button', { type: 'button', class: 'button' }, 'Run');
  const change = element('button', { type: 'button', class: 'button button-quiet' }, 'Change it');
  const result = element('div', { class: 'example-result', role: 'status' });
  const practise = document.querySelector('#practise') ? [element('a', { href: '#practise' }, 'Practise this')] : [];
  field.value = code;
  field.hidden = true;
  example.append(field, element('div', { class: 'example-bar' }, run, change, ...practise), result);

  change.addEventListener('click', () => {
    const isChanging = field.hidden;
    if (!isChanging) field.value = code;
    field.hidden = !isChanging;
    shown.hidden = isChanging;
    change.textContent = isChanging ? 'As it was' : 'Change it';
    (isChanging ? field : change).focus();
  });
  run.addEventListener('click', async () => {
    run.disabled = true;
    result.replaceChildren(element('p', { class: 'soft' }, 'Running…'));
    try {
      const ended = await runToEnd({ code: field.value, exerciseId: null, ...given }, new AbortController().signal);
      result.replaceChildren(element('p', { class: 'soft' }, words[ended.status] ?? 'It was stopped'), ...printed(ended.output, ''), ...printed(ended.error, 'example-error'));
      if (!ended.output && !ended.error) result.append(element('p', {}, 'It printed nothing.'));
    } catch (failure) {
      result.replaceChildren(element('p', { class: 'example-error' }, reasonOf(failure)));
    } finally {
      run.disabled = false;
      run.focus();
    }
  });
}

function printed(text: string, kind: string): HTMLElement[] {
  return text ? [element('pre', { tabindex: '0', class: kind }, text)] : [];
}
