// “Look it up”: finds articles and shows one beside the editor, with its examples ready to try.
import { element } from './elements';

/** Makes the panel answer; `use` takes an example into the editor, where there is one. */
export function attachLookup(use: ((code: string) => void) | null): void {
  const form = document.querySelector<HTMLFormElement>('[data-concept-search]')!;
  const body = document.querySelector<HTMLElement>('[data-concept-body]')!;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const question = form.querySelector('input')!.value.trim();
    if (!question) return;
    const response = await fetch(`/api/concepts/concepts/search?limit=5&q=${encodeURIComponent(question)}`).catch(() => null);
    const found: { slug: string; title: string; summary: string }[] = response?.ok ? await response.json() : [];
    body.replaceChildren(found.length === 0
      ? element('p', { class: 'panel-empty' }, response?.ok ? 'No article fits that; try other words.' : 'The articles do not answer at the moment.')
      : element('ul', { class: 'link-list' }, ...found.map(article => {
        const link = element('a', { href: `/concepts/${encodeURIComponent(article.slug)}` }, element('span', { class: 'link-text' }, article.title));
        link.addEventListener('click', clicked => {
          clicked.preventDefault();
          open(article.slug, article.title).catch(() => location.assign(link.href));
        });
        return element('li', {}, link);
      })));
  });

  /** The article as the site's own page renders it: its Markdown has been made safe there. */
  async function open(slug: string, title: string): Promise<void> {
    const page = new DOMParser().parseFromString(await (await fetch(`/concepts/${encodeURIComponent(slug)}`)).text(), 'text/html');
    const prose = document.importNode(page.querySelector('.prose')!, true);
    for (const block of use ? prose.querySelectorAll('[data-example] pre') : []) {
      const button = element('button', { type: 'button', class: 'tool' }, 'Try it');
      button.addEventListener('click', () => use!(block.textContent ?? ''));
      block.after(element('div', { class: 'try' }, button));
    }
    const heading = element('h3', { tabindex: '-1' }, title);
    body.replaceChildren(heading, prose);
    heading.focus();
  }
}
