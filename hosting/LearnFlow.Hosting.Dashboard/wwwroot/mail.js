import { get } from './api.js';
import { h, table, time } from './dom.js';

export const title = 'Mail';

export async function open(main) {
  const place = h('div');
  const details = h('aside', { 'aria-label': 'Mail' });
  main.append(h('h1', {}, title), h('p', { class: 'soft' }, 'What would have been sent outside of development.'), h('div', { class: 'split' }, place, details));

  async function redraw() {
    const mail = await get('/api/mail');
    place.replaceChildren(table(['Time', 'To', 'Subject'], mail.map(m => [
      { class: 'time', value: time(m.time) },
      m.to,
      h('button', { class: 'link', onclick: () => details.replaceChildren(h('h2', {}, m.subject), h('pre', { class: 'wrap' }, m.body)) }, m.subject),
    ]), 'No mail yet.'));
  }

  await redraw();
  return { changed: changed => changed.includes('logs') && redraw() };
}
