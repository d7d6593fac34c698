import { attributes, flatten, get } from './api.js';
import { attributeList, duration, h, later, list, time, tone } from './dom.js';
import { go, remember } from './app.js';

export const title = 'Trace';
const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

export async function open(main, query, traceId) {
  let selected = query.get('span');
  const search = h('input', { type: 'search', placeholder: 'Find spans: words, duration:>10, @key:value', 'aria-label': 'Find spans', oninput: later(find), onkeydown: event => event.key === 'Enter' && next(event.shiftKey ? -1 : 1), value: query.get('search') });
  const hitCount = h('span', { class: 'soft', role: 'status' });
  const count = h('span', { class: 'count' });
  const heading = h('h1', {}, title);
  const place = h('div', { class: 'scroll' });
  const details = h('aside', { 'aria-label': 'Span' });
  main.append(heading, h('div', { class: 'bar' }, search, hitCount, h('button', { onclick: () => next(1), title: 'Next span found (Enter)' }, 'Next'), h('a', { href: `/logs?traceId=${traceId}&severity=Trace` }, 'Logs of this trace'), count), h('div', { class: 'split' }, place, details));
  let spans = [], hits = null;

  async function load() {
    const { data, totalCount } = await get(`/api/telemetry/traces/${traceId}`);
    if (totalCount === spans.length) return;
    spans = flatten(data, 'resourceSpans', 'scopeSpans', 'spans').map(s => ({ ...s, start: Number(s.startTimeUnixNano) / 1e6, end: Number(s.endTimeUnixNano) / 1e6 }));
    await find();
  }

  // The API's search, so that the same words find the same here and everywhere.
  async function find() {
    remember({ span: selected, search: search.value });
    const { data } = search.value ? await get('/api/telemetry/spans', { traceId, search: search.value, limit: 10000 }) : {};
    hits = data && new Set(flatten(data, 'resourceSpans', 'scopeSpans', 'spans').map(s => s.spanId));
    hitCount.textContent = hits ? `${hits.size} found` : '';
    draw();
  }

  function next(step) {
    const found = [...place.querySelectorAll('.label:not(.dim) button')];
    if (!hits || found.length === 0) return;
    const at = found.findIndex(b => b.dataset.span === selected);
    const b = found[at < 0 ? 0 : (at + step + found.length) % found.length];
    choose({ spanId: b.dataset.span });
    place.querySelector(`[data-span="${b.dataset.span}"]`).scrollIntoView({ block: 'center' });
  }

  function draw() {
    const start = Math.min(...spans.map(s => s.start));
    const length = Math.max(...spans.map(s => s.end)) - start || 1;
    const ids = new Set(spans.map(s => s.spanId));
    const byParent = Map.groupBy([...spans].sort((a, b) => a.start - b.start), s => ids.has(s.parentSpanId) ? s.parentSpanId : undefined);
    const rows = (id, depth) => (byParent.get(id) ?? []).flatMap(s => [[s, depth], ...rows(s.spanId, depth + 1)]);
    const isHit = s => !hits || hits.has(s.spanId);
    const ordered = rows(undefined, 0);
    heading.textContent = `${ordered[0]?.[0].resource}: ${ordered[0]?.[0].name}`;
    count.textContent = `${spans.length} spans, ${new Set(spans.map(s => s.resource)).size} resources, ${duration(length)}`;
    place.replaceChildren(h('div', { class: 'waterfall' }, ordered.flatMap(([s, depth]) => {
      const left = (s.start - start) / length * 100, width = (s.end - s.start) / length * 100;
      const dim = isHit(s) ? '' : ' dim';
      return [
        h('div', { class: `label${dim}`, style: { 'padding-left': `${8 + depth * 14}px` } },
          h('button', { class: 'link', 'data-span': s.spanId, 'aria-pressed': s.spanId === selected ? 'true' : 'false', title: s.name, onclick: () => choose(s) }, h('span', { class: 'who', style: { 'border-color': tone(s.resource) } }, s.resource), ` ${s.name}`)),
        h('div', { class: `lane${dim}` },
          h('span', { class: `span${s.status?.code === 2 ? ' failed' : ''}`, style: { left: `${left}%`, width: `${Math.max(width, 0.2)}%`, '--tone': tone(s.resource) } }),
          h('span', { class: 'took', style: left + width > 75 ? (left < 25 ? { right: '2px' } : { right: `${100 - left + 0.5}%` }) : { left: `${left + width + 0.5}%` } }, duration(s.end - s.start))),
      ];
    })));
    const chosen = spans.find(s => s.spanId === selected);
    details.replaceChildren(...chosen ? describe(chosen) : []);
  }

  function choose(span) {
    selected = selected === span.spanId ? null : span.spanId;
    remember({ span: selected, search: search.value });
    const focused = document.activeElement?.dataset?.span;
    draw();
    if (focused) place.querySelector(`[data-span="${focused}"]`)?.focus();
  }

  const describe = s => [
    h('h2', {}, s.name),
    h('p', {}, h('a', { href: `/logs?traceId=${traceId}&search=span-id:${s.spanId}&severity=Trace` }, 'Logs of this span')),
    list([['resource', s.resource], ['kind', kinds[s.kind] ?? ''], ['started', time(s.start)], ['took', duration(s.end - s.start)], ['status', ['unset', 'ok', 'error'][s.status?.code ?? 0]], ['message', s.status?.message], ['scope', s.scope], ['span id', s.spanId], ['parent', s.parentSpanId]].filter(([, v]) => v)),
    h('h2', {}, 'Attributes'),
    attributeList(attributes(s.attributes), text => go(`/traces?search=${encodeURIComponent(text)}`)),
    ...(s.events?.length ? [h('h2', {}, 'Events'), ...s.events.map(e => h('div', {}, h('p', {}, `${duration(Number(e.timeUnixNano) / 1e6 - s.start)}: ${e.name}`), list(attributes(e.attributes))))] : []),
    ...(s.links?.length ? [h('h2', {}, 'Links'), ...s.links.map(l => h('p', {}, h('a', { href: `/trace/${l.traceId}?span=${l.spanId}`, class: 'mono' }, l.traceId)))] : []),
  ];

  await load();
  return { changed: changed => changed.includes('spans') && load() };
}
