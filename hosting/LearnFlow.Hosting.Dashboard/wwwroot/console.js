import { get, lines } from './api.js';
import { h, later, plain, time } from './dom.js';
import { remember } from './app.js';

export const title = 'Console';
const mostLines = 5000;

export async function open(main, query) {
  const resources = await get('/api/resources');
  const choice = h('select', { 'aria-label': 'Resource', onchange: start }, h('option', { value: '' }, 'All resources'), resources.map(r => h('option', { value: r.id }, r.id)));
  choice.value = resources.some(r => r.id === query.get('resource')) ? query.get('resource') : '';
  const search = h('input', { type: 'search', placeholder: 'Search the lines', 'aria-label': 'Search the lines', oninput: later(draw), value: query.get('search') });
  const follow = h('input', { type: 'checkbox', checked: true });
  const output = h('pre', { class: 'console', tabindex: 0, 'aria-label': 'Console output' });
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, choice, search, h('label', {}, follow, ' Follow'), h('button', { onclick: download }, 'Download')), output);

  let all = [];
  let stop = new AbortController();

  function start() {
    stop.abort();
    stop = new AbortController();
    all = [];
    output.replaceChildren();
    remember({ resource: choice.value, search: search.value });
    lines('/api/console', { resource: choice.value, follow: true }, stop.signal, take).catch(error => error.name === 'AbortError' || take([{ resource: choice.value, text: error.message, isError: true }]));
  }

  let waiting = false;
  function take(news) {
    all.push(...news);
    if (all.length > mostLines * 2) all = all.slice(-mostLines);
    if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); }
  }

  function draw() {
    remember({ resource: choice.value, search: search.value });
    const wanted = search.value.toLowerCase();
    const shown = all.filter(l => !wanted || l.text.toLowerCase().includes(wanted)).sort((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).slice(-mostLines);
    output.replaceChildren(...shown.map(l => h('div', { class: l.isError ? 'error' : null },
      h('span', { class: 'when' }, l.time ? `${time(Date.parse(l.time))} ` : ''),
      !choice.value && h('span', { class: 'who' }, `${l.resource} `),
      wanted ? marked(l.text, wanted) : ansi(l.text))));
    if (shown.length === 0) output.append(h('span', { class: 'when' }, wanted ? 'No line holds that.' : 'Nothing has been written yet.'));
    if (follow.checked) output.scrollTop = output.scrollHeight;
  }

  function download() {
    const text = all.map(l => `${l.time ?? ''} ${l.resource} ${l.text}`).join('\n');
    const a = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/plain' })), download: `${choice.value || 'all'}.log` });
    a.click();
    URL.revokeObjectURL(a.href);
  }

  start();
  return { leave: () => stop.abort() };
}

/** The text without escapes, what was searched marked. */
function marked(text, wanted) {
  const line = plain(text), parts = [];
  let from = 0;
  for (let at; (at = line.toLowerCase().indexOf(wanted, from)) >= 0; from = at + wanted.length) parts.push(line.slice(from, at), h('mark', {}, line.slice(at, at + wanted.length)));
  return [...parts, line.slice(from)];
}

/** ANSI colours and bold (ECMA-48, SGR); other escapes are left out. */
export function ansi(text) {
  const parts = text.split(/\x1b\[([0-9;]*)m/);
  if (parts.length === 1) return plain(text);
  let classes = [];
  return parts.map((part, i) => {
    if (i % 2 === 0) return part && h('span', { class: classes.join(' ') }, part);
    for (const code of part.split(';').map(Number)) {
      if (code === 0) classes = [];
      else if (code === 1 || (code >= 30 && code <= 37)) classes = [...classes.filter(c => code === 1 || c === 'ansi-1'), `ansi-${code}`];
      else if (code >= 90 && code <= 97) classes = [...classes.filter(c => c === 'ansi-1'), `ansi-${code - 60}`];
      else if (code === 39) classes = classes.filter(c => c === 'ansi-1');
    }
    return null;
  });
}
