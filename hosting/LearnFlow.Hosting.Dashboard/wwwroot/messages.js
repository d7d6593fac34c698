import { get, post, url } from './api.js';
import { duration, h, table, time } from './dom.js';
import { remember } from './app.js';

export const title = 'Messages';

export async function open(main, query) {
  const topic = h('select', { 'aria-label': 'Topic', onchange: redraw }, h('option', { value: '' }, 'All topics'));
  const count = h('span', { class: 'count', role: 'status' });
  const said = h('span', { role: 'status' });
  const dead = h('div');
  const place = h('div');
  let wanted = query.get('topic') ?? '';
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, topic, said, count), dead, place);

  async function redraw(event) {
    if (event) wanted = topic.value;
    remember({ topic: wanted });
    const { total, topics, messages, undelivered } = await get('/api/messages', { topic: wanted, limit: 200 });
    for (const t of topics) if (![...topic.options].some(o => o.value === t.name)) topic.append(h('option', {}, t.name));
    topic.value = wanted;
    count.textContent = `${messages.length} of ${total}`;
    dead.replaceChildren(...undelivered.length ? [
      h('h2', {}, 'Not taken by their consumers'),
      table(['Time', 'Topic', 'Event', 'To', 'Why', 'Went to', ''], undelivered.map(e => [
        { class: 'time', value: time(Date.parse(e.time)) }, e.topic, h('span', { class: 'mono soft' }, e.id), e.consumer, e.reason, e.deadLetterTopic ?? 'dropped',
        h('button', { onclick: () => again(e) }, 'Deliver again'),
      ])),
      h('h2', {}, 'All events'),
    ] : []);
    place.replaceChildren(table(['Published', 'Topic', 'Event', 'From', 'To (delay, duration)', 'Trace'], messages.map(m => [
      { class: 'time', value: m.published ? time(m.published) : '' },
      m.topic,
      h('span', {}, m.type, h('div', { class: 'mono soft' }, m.id)),
      m.producer,
      h('div', {}, m.deliveries.map(d => h('div', { class: d.outcome && d.outcome !== 'success' ? 'text-bad' : null },
        `${d.consumer} (${d.delayMs === null ? '' : `${duration(d.delayMs)}, `}${duration(d.durationMs)})${d.attempts > 1 ? `, ${d.attempts} attempts` : ''}${d.outcome && d.outcome !== 'success' ? `: ${d.outcome}` : ''}`)),
        m.deliveries.length === 0 && h('span', { class: 'soft' }, 'not delivered yet')),
      h('a', { href: `/trace/${m.traceId}`, class: 'mono' }, m.traceId.slice(0, 7)),
    ]), 'No event has been published yet.'));
  }

  async function again(event) {
    said.textContent = `Giving ${event.id} to ${event.consumer}…`;
    try {
      said.textContent = (await post(url(`/api/messages/${encodeURIComponent(event.id)}/deliver`, { consumer: event.consumer }))).message;
    } catch (error) {
      said.textContent = error.message;
    }
    await redraw();
  }

  await redraw();
  return { changed: changed => changed.includes('spans') && redraw() };
}
