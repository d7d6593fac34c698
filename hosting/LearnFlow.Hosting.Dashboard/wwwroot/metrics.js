import { get } from './api.js';
import { h, svg, table, time, tone } from './dom.js';
import { remember } from './app.js';

export const title = 'Metrics';

export async function open(main, query) {
  let chosen = { resource: query.get('resource'), scope: query.get('scope'), name: query.get('name') };
  const minutes = h('select', { 'aria-label': 'Time', onchange: redraw }, [['1', 'last minute'], ['5', 'last 5 minutes'], ['30', 'last 30 minutes'], ['180', 'last 3 hours']].map(([v, t]) => h('option', { value: v }, t)));
  minutes.value = '5';
  const names = h('div');
  const chart = h('div');
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, minutes), h('div', { class: 'split' }, chart, h('aside', {}, names)));

  async function drawNames() {
    const instruments = await get('/api/metrics', { resource: chosen.name ? undefined : chosen.resource });
    if (instruments.length === 0) {
      names.replaceChildren(h('p', { class: 'empty' }, 'No metrics have come yet.'));
      return;
    }
    if (!chosen.name) chosen = instruments[0];
    names.replaceChildren(...Object.entries(Object.groupBy(instruments, i => i.resource)).flatMap(([resource, all]) => [
      h('h2', {}, resource),
      ...all.map(i => h('div', {}, h('button', {
        class: 'link', 'aria-pressed': String(i.name === chosen.name && i.resource === chosen.resource), title: i.description,
        onclick: () => { chosen = i; remember({ resource: i.resource, scope: i.scope, name: i.name }); redraw(); },
      }, i.name), h('span', { class: 'soft' }, ` ${i.unit}`))),
    ]));
  }

  async function redraw() {
    if (!chosen.name) return;
    const series = await get('/api/metrics/series', { ...chosen, minutes: minutes.value });
    const isHistogram = series.some(s => s.points.some(p => p.percentiles));
    const text = value => value === null || value === undefined ? '' : Number(value.toPrecision(4)).toLocaleString('en');
    const label = s => Object.entries(s.attributes).map(([k, v]) => `${k}=${v}`).join(', ') || 'all';
    const curves = series.flatMap(s => isHistogram
      ? ['p50', 'p99'].map(p => ({ name: `${p} ${label(s)}`, points: s.points.filter(x => x.percentiles?.[p] !== null && x.percentiles?.[p] !== undefined).map(x => [x.time, x.percentiles[p]]) }))
      : [{ name: label(s), points: s.points.flatMap(x => [[x.time, x.value], [x.until, x.value]]) }]);
    const latest = s => s.points.at(-1) ?? {};
    chart.replaceChildren(
      h('h2', {}, `${chosen.resource}: ${chosen.name} ${chosen.unit ? `(${chosen.unit})` : ''}`),
      h('p', { class: 'soft' }, chosen.description ?? ''),
      draw(curves),
      table(isHistogram ? ['Dimensions', { class: 'number', value: 'Count' }, { class: 'number', value: 'p50' }, { class: 'number', value: 'p90' }, { class: 'number', value: 'p99' }, 'Exemplars'] : ['Dimensions', { class: 'number', value: 'Value' }, 'Exemplars'],
        series.map(s => [
          h('span', { class: 'mono' }, label(s)),
          ...(isHistogram ? [latest(s).count, latest(s).percentiles?.p50, latest(s).percentiles?.p90, latest(s).percentiles?.p99] : [latest(s).value]).map(v => ({ class: 'number', value: text(v) })),
          h('span', { class: 'chips' }, s.exemplars.slice(-3).map(e => h('a', { href: `/trace/${e.traceId}?span=${e.spanId}` }, text(e.value)))),
        ]), 'No values in this time.'));
  }

  function draw(curves) {
    const points = curves.flatMap(c => c.points);
    if (points.length === 0) return h('p', { class: 'empty' }, 'No values in this time.');
    const [w, top, height] = [1000, 10, 190];
    const now = Date.now(), since = now - Number(minutes.value) * 60000;
    const max = Math.max(...points.map(p => p[1]), 0) || 1, min = Math.min(...points.map(p => p[1]), 0);
    const x = t => Math.max(0, (t - since) / (now - since)) * w, y = v => top + height - (v - min) / (max - min || 1) * height;
    return svg('svg', { class: 'chart', viewBox: `0 0 ${w} 220`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Values over time; the table below holds the latest' },
      curves.map(c => svg('polyline', { class: new Set(c.points.map(p => p[0])).size === 1 ? 'dot' : null, points: (c.points.length === 1 ? [c.points[0], c.points[0]] : c.points).map(([t, v]) => `${x(t).toFixed(1)},${y(v).toFixed(1)}`).join(' '), style: { stroke: tone(c.name) } }, svg('title', {}, c.name))),
      svg('text', { x: 4, y: 20 }, max.toPrecision(3)), svg('text', { x: 4, y: 214 }, time(since)), svg('text', { x: w - 80, y: 214 }, 'now'));
  }

  await drawNames();
  await redraw();
  let lastNames = Date.now();
  return {
    changed: async changed => {
      if (!changed.includes('metrics')) return;
      await redraw();
      if (Date.now() - lastNames > 5000) { lastNames = Date.now(); await drawNames(); }
    },
  };
}
