// The shell: shows the page of the address, and tells it when something has changed.
import { h } from './dom.js';
import { listen } from './keys.js';

const pages = {
  '': () => import('./resources.js'),
  resources: () => import('./resources.js'),
  graph: () => import('./graph.js'),
  console: () => import('./console.js'),
  logs: () => import('./logs.js'),
  traces: () => import('./traces.js'),
  trace: () => import('./trace.js'),
  metrics: () => import('./metrics.js'),
  messages: () => import('./messages.js'),
  state: () => import('./state.js'),
  mail: () => import('./mail.js'),
};

const main = document.getElementById('main');
let current;

/** Goes to another page, or to the same one with another query, without loading the shell again. */
export function go(path) {
  history.pushState(null, '', path);
  show();
}

/** Remembers the page's settings in its address. */
export function remember(query) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  history.replaceState(null, '', search.size ? `${location.pathname}?${search}` : location.pathname);
}

async function show() {
  const [first, second] = location.pathname.slice(1).split('/');
  current?.leave?.();
  current = undefined;
  for (const a of document.querySelectorAll('header nav a')) {
    const isHere = a.pathname === `/${first === 'trace' ? 'traces' : first === 'resources' ? '' : first}`;
    a.removeAttribute('aria-current');
    if (!isHere) continue;
    a.setAttribute('aria-current', 'page');
    a.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
  const page = await (pages[first] ?? pages[''])();
  main.replaceChildren();
  document.title = `${page.title} – dashboard`;
  try {
    current = await page.open(main, new URLSearchParams(location.search), second && decodeURIComponent(second));
  } catch (error) {
    main.replaceChildren(h('h1', {}, page.title), h('p', { class: 'empty' }, error.message));
  }
}

document.addEventListener('click', event => {
  const a = event.target.closest?.('a');
  if (!a || a.target || a.origin !== location.origin || a.hasAttribute('download') || a.pathname.startsWith('/api/') || event.ctrlKey || event.metaKey || event.shiftKey || a.hash) return;
  event.preventDefault();
  go(a.pathname + a.search);
  main.focus();
});
addEventListener('popstate', show);
listen(path => { go(path); main.focus(); });

const signOf = element => `${element.getAttribute('href') ?? ''} ${element.getAttribute('aria-label') ?? ''} ${Object.values(element.dataset)} ${element.textContent}`;

// What changed since the last time, by name: the page draws itself again when it shows that.
const changes = new EventSource('/api/changes');
let last = {};
let busy = false;
changes.onmessage = async event => {
  const now = JSON.parse(event.data);
  const changed = Object.keys(now).filter(name => now[name] !== last[name]);
  // Nobody's selection or focus goes because something came.
  if (busy || (!getSelection().isCollapsed && main.contains(getSelection().anchorNode))) return;
  last = now;
  document.getElementById('connection').textContent = '';
  if (!current?.changed) return;
  busy = true;
  const focused = document.activeElement, sign = signOf(focused);
  try {
    await current.changed(changed);
    if (!focused.isConnected && document.activeElement === document.body) [...main.querySelectorAll(focused.tagName)].find(e => signOf(e) === sign)?.focus({ preventScroll: true });
  } catch (error) {
    document.getElementById('connection').textContent = error.message;
  } finally {
    busy = false;
  }
};
changes.onerror = () => { document.getElementById('connection').textContent = 'The AppHost does not answer'; };

show();
