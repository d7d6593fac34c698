// “Get help”: asks the tutor for the next rung of the hint ladder and shows the answer as it comes.
import { element } from './elements';
import { post, reasonOf } from './gateway';
import { renderMarkdown } from './markdown';
import { readEvents } from './sse';

const kinds: Record<string, string> = {
  syntax: 'How it is written', runtimeError: 'An error while running', wrongResult: 'Another result', endless: 'It does not end',
};

/** Makes the tutor's card answer; `program` gives what stands in the editor, `field` tells when it changes. */
export function attachHelp(program: () => { code: string; exerciseId: string | null }, field: HTMLElement): void {
  const panel = document.querySelector<HTMLElement>('[data-help]');
  if (!panel) return;
  const question = panel.querySelector<HTMLTextAreaElement>('[data-help-question]')!;
  const button = panel.querySelector<HTMLButtonElement>('[data-help-ask]')!;
  const answers = panel.querySelector<HTMLElement>('[data-help-answers]')!;
  const askedWith = new Map<HTMLElement, string>();
  panel.hidden = false;
  field.addEventListener('input', markStale);

  button.addEventListener('click', async () => {
    button.disabled = true;
    const head = element('p', { class: 'help-head' }, 'The tutor is reading your program…');
    const body = element('div', { class: 'prose' });
    const answer = element('article', { class: 'help-answer', 'data-help-answer': '' }, head, body);
    const asked = program();
    answers.prepend(answer);
    askedWith.set(answer, asked.code);
    markStale();
    try {
      await ask(asked, answer, head, body);
    } catch (failure) {
      head.textContent = reasonOf(failure);
    } finally {
      button.disabled = false;
    }
  });

  /** A hint is about the program that it was asked with. */
  function markStale(): void {
    const { code } = program();
    for (const [answer, of] of askedWith) {
      const isStale = of.trim() !== code.trim();
      if (isStale === ('stale' in answer.dataset)) continue;
      if (isStale) {
        answer.dataset.stale = '';
        answer.append(element('p', { class: 'stale-note' }, 'Your program has changed since this hint.'));
      } else {
        delete answer.dataset.stale;
        answer.querySelector('.stale-note')?.remove();
      }
    }
  }

  async function ask(asked: object, answer: HTMLElement, head: HTMLElement, body: HTMLElement): Promise<void> {
    const response = await post('/api/triage/help', { ...asked, question: question.value.trim() || null }, undefined, 'text/event-stream');
    let text = '';
    for await (const { name, data } of readEvents(response)) {
      const value = JSON.parse(data);
      if (name === 'diagnosis') {
        answer.dataset.level = value.level;
        head.textContent = `Hint ${value.level} of ${value.levels} · ${kinds[value.kind] ?? 'A look at your program'}${value.source === 'offline' ? '' : ` · ${value.source}`}`;
        button.textContent = value.level < value.levels ? 'Get more help' : 'Get help again';
      } else if (name === 'text') {
        text += value.text;
        body.replaceChildren(renderMarkdown(text));
      } else if (name === 'done') {
        answer.dataset.done = '';
        answer.append(feedback(value.requestId));
      }
    }
  }
}

function feedback(requestId: string): HTMLElement {
  const row = element('p', { class: 'feedback' }, 'Did that help? ');
  for (const [label, helped] of [['Yes', true], ['No', false]] as const) {
    const button = element('button', { type: 'button', class: 'tool' }, label);
    button.addEventListener('click', () => {
      row.textContent = helped ? 'Good.' : 'Thank you; the next hint goes further.';
      post(`/api/triage/help/${encodeURIComponent(requestId)}/feedback`, { helped }).catch(() => undefined); // only statistics
    });
    row.append(button);
  }
  return row;
}
