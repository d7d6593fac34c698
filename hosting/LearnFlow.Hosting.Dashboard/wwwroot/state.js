import { get } from './api.js';
import { h, later, list, table, time } from './dom.js';
import { remember } from './app.js';

export const title = 'State';

export async function open(main, query) {
  const stores = await get('/api/state');
  const store = h('select', { 'aria-label': 'State store', onchange: redraw }, stores.map(s => h('option', { value: s.name }, `${s.name} (${s.type})`)));
  if (query.get('store')) store.value = query.get('store');
  const search = h('input', { type: 'search', placeholder: 'Keys that hold …', 'aria-label': 'Search keys', oninput: later(redraw), value: query.get('search') });
  const count = h('span', { class: 'count', role: 'status' });
  const place = h('div');
  const details = h('aside', { 'aria-label': 'Value' });
  main.append(h('h1', {}, title), h('p', { class: 'soft' }, 'What apps keep in Dapr’s state stores, read only. Keys begin with the app’s id.'), h('div', { class: 'bar' }, store, search, h('button', { onclick: redraw }, 'Read again'), count), h('div', { class: 'split' }, place, details));

  async function redraw() {
    if (stores.length === 0) {
      place.replaceChildren(table([], [], 'No running sidecar has a state store.'));
      return;
    }
    remember({ store: store.value === stores[0].name ? '' : store.value, search: search.value });
    const { items, isAll } = await get(`/api/state/${encodeURIComponent(store.value)}`, { search: search.value, limit: 200 });
    count.textContent = isAll ? `${items.length}` : `the first ${items.length}`;
    place.replaceChildren(table(['Key', { class: 'number', value: 'Bytes' }, 'Changed', 'Goes'], items.map(i => [
      { class: 'wide', value: h('button', { class: 'link mono', onclick: () => show(i.key) }, i.key) },
      { class: 'number', value: i.bytes.toLocaleString('en') },
      { class: 'time', value: i.changed ? time(Date.parse(i.changed)) : '' },
      { class: 'time', value: i.expiresAt ? time(Date.parse(i.expiresAt)) : '' },
    ]), 'No key holds that.'));
  }

  async function show(key) {
    const found = await get(`/api/state/${encodeURIComponent(store.value)}/value`, { key });
    details.replaceChildren(h('h2', {}, 'Value'), list([['key', key], ['ETag', found.etag], found.expires && ['goes', found.expires]].filter(Boolean)), h('pre', { class: 'wrap' }, JSON.stringify(found.value, null, 2)));
  }

  await redraw();
  return {};
}
