// Keys that go to a page, as the stock dashboard has them, and the list of them.
import { h } from './dom.js';

const pages = { r: '/', g: '/graph', c: '/console', s: '/logs', t: '/traces', m: '/metrics', e: '/messages', d: '/state', i: '/mail' };

export function listen(go) {
  const names = key => document.querySelector(`header nav a[href="${pages[key]}"]`)?.textContent;
  const help = h('dialog', { 'aria-label': 'Keys' },
    h('h2', {}, 'Keys'),
    h('dl', {}, ...Object.keys(pages).flatMap(key => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, names(key))]),
      h('dt', {}, h('kbd', {}, '/')), h('dd', {}, 'Search on this page'), h('dt', {}, h('kbd', {}, '?')), h('dd', {}, 'This list')),
    h('form', { method: 'dialog' }, h('button', {}, 'Close')));
  document.body.append(help);
  document.getElementById('keys').addEventListener('click', () => help.showModal());
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.target.matches?.('input:not([type=checkbox]), select, textarea')) return;
    if (event.key === '?') help.showModal();
    else if (event.key === '/' && document.querySelector('input[type=search]')) document.querySelector('input[type=search]').focus();
    else if (pages[event.key]) go(pages[event.key]);
    else return;
    event.preventDefault();
  });
}
