import { get } from './api.js';
import { duration, h, later, sinceChoice, table, time, tone } from './dom.js';
import { remember } from './app.js';

export const title = 'Traces';

export async function open(main, query) {
  const names = (await get('/api/telemetry/resources')).map(r => r.name);
  const resource = h('select', { 'aria-label': 'Resource', onchange: redraw }, h('option', { value: '' }, 'All resources'), [...new Set(names)].map(n => h('option', {}, n)));
  resource.value = query.get('resource') ?? '';
  if (resource.selectedIndex < 0) resource.value = '';
  const search = h('input', { type: 'search', placeholder: 'Search: words, duration:>100, @http.route:…, -not', 'aria-label': 'Search', oninput: later(redraw), value: query.get('search') });
  const failed = h('input', { type: 'checkbox', onchange: redraw, checked: query.has('errors') });
  const since = sinceChoice(query.get('since'), redraw);
  const probes = h('input', { type: 'checkbox', onchange: redraw, checked: query.has('probes') });
  const probesName = h('span', {}, ' Health probes');
  const count = h('span', { class: 'count', role: 'status' });
  const place = h('div');
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, resource, since, search, h('label', {}, failed, ' Errors only'), h('label', {}, probes, probesName), count), place);

  async function redraw() {
    remember({ resource: resource.value, since: since.value, search: search.value, errors: failed.checked ? '1' : '', probes: probes.checked ? '1' : '' });
    const { total, hiddenProbes, traces } = await get('/api/traces', { resource: resource.value, since: since.value, search: search.value, hasError: failed.checked || '', probes: probes.checked || '', limit: 200 });
    probesName.textContent = hiddenProbes ? ` Health probes (${hiddenProbes})` : ' Health probes';
    count.textContent = `${traces.length} of ${total}`;
    place.replaceChildren(table(['Time', 'Name', 'Spans', { class: 'number', value: 'Duration' }], traces.map(t => [
      { class: 'time', value: time(t.start) },
      { class: 'wide', value: h('a', { href: `/trace/${t.traceId}` }, t.name) },
      h('span', { class: 'chips' }, Object.entries(t.spans).map(([name, n]) => h('span', { class: 'chip', style: { 'border-color': tone(name) } }, `${name} ${n}`)), t.errors > 0 && h('span', { class: 'chip text-bad' }, `${t.errors} failed`)),
      { class: 'number', value: duration(t.durationMs) },
    ]), 'No trace matches. Traces come when a service is used.'));
  }

  await redraw();
  return { changed: changed => changed.includes('spans') && redraw() };
}
