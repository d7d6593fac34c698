import { attributes, flatten, get } from './api.js';
import { duration, h, later, list, time, tone } from './dom.js';
import { remember } from './app.js';

export const title = 'Trace';
const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

export async function open(main, query, traceId) {
  let selected = query.get('span');
  const search = h('input', { type: 'search', placeholder: 'Find spans of this trace', 'aria-label': 'Find spans', oninput: later(draw) });
  const count = h('span', { class: 'count' });
  const heading = h('h1', {}, title);
  const place = h('div', { class: 'scroll' });
  const details = h('aside', { 'aria-label': 'Span' });
  main.append(heading, h('div', { class: 'bar' }, search, h('a', { href: `/logs?traceId=${traceId}&severity=Trace` }, 'Logs of this trace'), count), h('div', { class: 'split' }, place, details));
  let spans = [];

  async function load() {
    const { data, totalCount } = await get(`/api/telemetry/traces/${traceId}`);
    if (totalCount === spans.length) return;
    spans = flatten(data, 'resourceSpans', 'scopeSpans', 'spans').map(s => ({ ...s, start: Number(s.startTimeUnixNano) / 1e6, end: Number(s.endTimeUnixNano) / 1e6 }));
    draw();
  }

  function draw() {
    const start = Math.min(...spans.map(s => s.start));
    const length = Math.max(...spans.map(s => s.end)) - start || 1;
    const ids = new Set(spans.map(s => s.spanId));
    const children = id => spans.filter(s => (ids.has(s.parentSpanId) ? s.parentSpanId : undefined) === id).sort((a, b) => a.start - b.start);
    const rows = (id, depth) => children(id).flatMap(s => [[s, depth], ...rows(s.spanId, depth + 1)]);
    const wanted = search.value.toLowerCase();
    const isHit = s => !wanted || [s.name, s.resource, ...attributes(s.attributes).flat()].some(t => t.toLowerCase().includes(wanted));
    const ordered = rows(undefined, 0);
    heading.textContent = `${ordered[0]?.[0].resource}: ${ordered[0]?.[0].name}`;
    count.textContent = `${spans.length} spans, ${new Set(spans.map(s => s.resource)).size} resources, ${duration(length)}`;
    place.replaceChildren(h('div', { class: 'waterfall' }, ordered.flatMap(([s, depth]) => {
      const left = (s.start - start) / length * 100, width = (s.end - s.start) / length * 100;
      const dim = isHit(s) ? '' : ' dim';
      return [
        h('div', { class: `label${dim}`, style: { 'padding-left': `${8 + depth * 14}px` } },
          h('button', { class: 'link', 'aria-pressed': s.spanId === selected ? 'true' : 'false', title: s.name, onclick: () => choose(s) }, h('span', { style: { color: tone(s.resource) } }, s.resource), ` ${s.name}`)),
        h('div', { class: `lane${dim}` },
          h('span', { class: `span${s.status?.code === 2 ? ' failed' : ''}`, style: { left: `${left}%`, width: `${Math.max(width, 0.2)}%`, '--tone': tone(s.resource) } }),
          h('span', { class: 'took', style: left + width > 75 ? { right: `${100 - left + 0.5}%` } : { left: `${left + width + 0.5}%` } }, duration(s.end - s.start))),
      ];
    })));
    const chosen = spans.find(s => s.spanId === selected);
    details.replaceChildren(...chosen ? describe(chosen) : []);
  }

  function choose(span) {
    selected = selected === span.spanId ? null : span.spanId;
    remember({ span: selected });
    draw();
  }

  const describe = s => [
    h('h2', {}, s.name),
    h('p', {}, h('a', { href: `/logs?traceId=${traceId}&search=span-id:${s.spanId}&severity=Trace` }, 'Logs of this span')),
    list([['resource', s.resource], ['kind', kinds[s.kind] ?? ''], ['started', time(s.start)], ['took', duration(s.end - s.start)], ['status', ['unset', 'ok', 'error'][s.status?.code ?? 0]], ['message', s.status?.message], ['scope', s.scope], ['span id', s.spanId], ['parent', s.parentSpanId]].filter(([, v]) => v)),
    h('h2', {}, 'Attributes'),
    list(attributes(s.attributes)),
    ...(s.events?.length ? [h('h2', {}, 'Events'), ...s.events.map(e => h('div', {}, h('p', {}, `${duration(Number(e.timeUnixNano) / 1e6 - s.start)}: ${e.name}`), list(attributes(e.attributes))))] : []),
    ...(s.links?.length ? [h('h2', {}, 'Links'), ...s.links.map(l => h('p', {}, h('a', { href: `/trace/${l.traceId}?span=${l.spanId}`, class: 'mono' }, l.traceId)))] : []),
  ];

  await load();
  return { changed: changed => changed.includes('spans') && load() };
}
