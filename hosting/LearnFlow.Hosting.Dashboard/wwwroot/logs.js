import { attributes, flatten, get, valueText } from './api.js';
import { attributeList, h, later, list, sinceChoice, table, time } from './dom.js';
import { remember } from './app.js';

export const title = 'Structured logs';

export async function open(main, query) {
  const names = (await get('/api/telemetry/resources')).map(r => r.name);
  const resource = h('select', { 'aria-label': 'Resource', onchange: redraw }, h('option', { value: '' }, 'All resources'), [...new Set(names)].map(n => h('option', {}, n)));
  resource.value = query.get('resource') ?? '';
  if (resource.selectedIndex < 0) resource.value = '';
  const level = h('select', { 'aria-label': 'Lowest level', onchange: redraw }, ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical'].map(l => h('option', {}, l)));
  level.value = query.get('severity') ?? 'Information';
  const search = h('input', { type: 'search', placeholder: 'Search: words, category:…, @attribute:…, -not', 'aria-label': 'Search', oninput: later(redraw), value: query.get('search') });
  const since = sinceChoice(query.get('since'), redraw);
  const traceId = query.get('traceId');
  const count = h('span', { class: 'count', role: 'status' });
  const place = h('div');
  const details = h('aside', { 'aria-label': 'Details' });
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, resource, level, since, search, traceId && h('a', { href: '/logs' }, `Trace ${traceId.slice(0, 7)} only: show all`), count), h('div', { class: 'split' }, place, details));

  async function redraw() {
    const asked = { resource: resource.value, severity: level.value, since: since.value, search: search.value, traceId };
    remember({ ...asked, severity: level.value === 'Information' ? '' : level.value });
    const { data, totalCount, returnedCount } = await get('/api/telemetry/logs', { ...asked, limit: 300 });
    count.textContent = `${returnedCount} of ${totalCount}`;
    const logs = flatten(data, 'resourceLogs', 'scopeLogs', 'logRecords').sort((a, b) => Number(BigInt(b.timeUnixNano) - BigInt(a.timeUnixNano)));
    const find = text => { search.value = `${search.value} ${text}`.trim(); redraw(); };
    place.replaceChildren(table(['Time', 'Resource', 'Level', 'Message', 'Trace'], logs.map(l => [
      { class: 'time', value: time(Number(l.timeUnixNano) / 1e6) },
      l.resource,
      { class: l.severityNumber >= 17 ? 'text-bad' : l.severityNumber >= 13 ? 'text-warn' : 'soft', value: l.severityText },
      { class: 'wide', value: h('button', { class: 'link', onclick: () => details.replaceChildren(...describe(l, find)) }, valueText(l.body).slice(0, 400) || '(no message)') },
      l.traceId ? h('a', { href: `/trace/${l.traceId}${l.spanId ? `?span=${l.spanId}` : ''}`, class: 'mono' }, l.traceId.slice(0, 7)) : '',
    ]), 'No log record matches.'));
  }

  await redraw();
  return { changed: changed => changed.includes('logs') && redraw() };
}

const describe = (l, find) => [
  h('h2', {}, 'Log record'),
  h('pre', { class: 'wrap' }, valueText(l.body)),
  list([['time', new Date(Number(l.timeUnixNano) / 1e6).toISOString()], ['resource', l.resource], ['instance', l.instance], ['category', l.scope], ['level', l.severityText], ['event', l.eventName], ['trace id', l.traceId], ['span id', l.spanId]].filter(([, v]) => v)),
  h('h2', {}, 'Attributes'),
  attributeList(attributes(l.attributes), find),
];
