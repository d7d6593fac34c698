import { get } from './api.js';
import { h, svg } from './dom.js';

export const title = 'Graph';

const width = 170, height = 40, gapX = 90, gapY = 18;

/** Columns by what depends on what: a resource stands right of everything that it refers to or waits for. */
export async function open(main) {
  const place = h('div', { class: 'scroll plan', tabindex: 0, role: 'region', 'aria-label': 'The graph' });
  main.append(h('h1', {}, title), place);
  let drawn = '';

  async function draw() {
    const resources = await get('/api/resources');
    const text = JSON.stringify(resources.map(r => [r.id, r.state, r.health, r.relationships]));
    if (text === drawn) return;
    drawn = text;
    const byName = new Map(resources.map(r => [r.name, r]));
    const edges = r => [...new Set(r.relationships.map(x => x.resource))].map(name => byName.get(name)).filter(x => x && x !== r);
    const column = new Map();
    const depth = (r, seen = new Set()) => {
      if (column.has(r)) return column.get(r);
      if (seen.has(r)) return 0;
      seen.add(r);
      const value = Math.max(0, ...edges(r).map(e => depth(e, seen) + 1));
      column.set(r, value);
      return value;
    };
    resources.forEach(r => depth(r));
    const columns = [];
    for (const r of resources) (columns[column.get(r)] ??= []).push(r);
    const at = new Map();
    columns.forEach((members, x) => members.forEach((r, y) => at.set(r, { x: 20 + x * (width + gapX), y: 20 + y * (height + gapY) })));
    const size = { w: 40 + columns.length * (width + gapX), h: 40 + Math.max(...columns.map(c => c.length)) * (height + gapY) };
    const tone = r => r.state === 'Running' && r.health === 'Healthy' ? 'var(--good)' : r.exitCode || r.state === 'FailedToStart' ? 'var(--bad)' : 'var(--warn)';
    place.replaceChildren(svg('svg', { class: 'graph', width: size.w, height: size.h, viewBox: `0 0 ${size.w} ${size.h}`, role: 'group', 'aria-label': 'Resources and what they refer to' },
      resources.flatMap(r => edges(r).map(e => {
        const [from, to] = [at.get(r), at.get(e)];
        const [x1, y1, x2, y2] = [from.x, from.y + height / 2, to.x + width, to.y + height / 2];
        return svg('path', { d: `M${x1} ${y1} C${x1 - gapX / 2} ${y1} ${x2 + gapX / 2} ${y2} ${x2} ${y2}` });
      })),
      resources.map(r => svg('a', { href: `/?resource=${encodeURIComponent(r.id)}` },
        svg('rect', { x: at.get(r).x, y: at.get(r).y, width, height, rx: 8 }),
        svg('circle', { cx: at.get(r).x + 14, cy: at.get(r).y + height / 2, r: 5, style: { fill: tone(r) } }),
        svg('text', { x: at.get(r).x + 28, y: at.get(r).y + height / 2 + 4 }, r.id)))));
  }

  await draw();
  return { changed: changed => changed.includes('resources') && draw() };
}
