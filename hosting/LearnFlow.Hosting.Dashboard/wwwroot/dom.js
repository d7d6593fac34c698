// Builds elements. Text is always text: nothing that a resource sends becomes HTML.

/** h('a', {href: '/x', class: 'soft', onclick: f}, 'text', child, …) */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [property, v] of Object.entries(value)) element.style.setProperty(property, v);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Only http and https become links; a resource could name any other scheme. */
export const link = (url, text = url) => /^https?:\/\//i.test(url) ? h('a', { href: url, target: '_blank', rel: 'noreferrer' }, text) : h('span', {}, text);

/** rows: arrays of cells; a cell is a node, a text, or {class, value}. */
export function table(heads, rows, whenEmpty) {
  if (rows.length === 0) return h('div', { class: 'scroll' }, h('p', { class: 'empty' }, whenEmpty));
  const cell = (tag, c) => c?.value === undefined || c instanceof Node ? h(tag, {}, c ?? '') : h(tag, { class: c.class }, c.value);
  return h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(c => cell('th', c)))),
    h('tbody', {}, rows.map(row => h('tr', { class: row.class }, (row.cells ?? row).map(c => cell('td', c)))))));
}

/** pairs: [name, value or node] */
export const list = pairs => h('dl', {}, pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', { class: 'mono' }, value ?? '')]));

/** Attributes, each with a button that looks for others of the same value. */
export const attributeList = (pairs, find) => list(pairs.map(([name, value]) => [name, h('span', {}, value, ' ',
  h('button', { class: 'link find', 'aria-label': `Only ${name} ${value}`, title: 'Only with this value', onclick: () => find(`@${name}:"${value.replaceAll('"', '')}"`) }, '⌕'))]));

/** A choice of how far to look back; its values are the API's. */
export function sinceChoice(value, onchange) {
  const choice = h('select', { 'aria-label': 'Time', onchange }, [['', 'Any time'], ['1m', 'Last minute'], ['5m', 'Last 5 minutes'], ['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['1d', 'Last day']].map(([v, t]) => h('option', { value: v }, t)));
  choice.value = value ?? '';
  if (choice.selectedIndex < 0) choice.append(h('option', { value, selected: true }, `Since ${value}`));
  return choice;
}

/** A line without its terminal escapes (ECMA-48). */
export const plain = text => text.replace(/\x1b(\[[0-?]*[ -/]*[@-~]|.)/g, '');

const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false });
export const time = ms => clock.format(ms);
export const duration = ms => ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** A steady colour for a name. */
export function tone(name) {
  let hash = 0;
  for (const c of name) hash = (hash * 31 + c.codePointAt(0)) % 360;
  return `hsl(${hash} 55% 48%)`;
}

/** Calls f when nobody has typed for a moment. */
export function later(f) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(f, 200); };
}
