import { get, post } from './api.js';
import { h, link, list, plain, table, time } from './dom.js';
import { remember } from './app.js';

export const title = 'Resources';

export async function open(main, query) {
  let selected = query.get('resource');
  const place = h('div');
  const details = h('aside', { 'aria-label': 'Details' });
  const message = h('span', { role: 'status' });
  main.append(h('h1', {}, title), h('div', { class: 'bar' }, message, h('span', { class: 'count' }, h('a', { href: '/api/telemetry/export', download: 'telemetry.zip' }, 'Download all telemetry'), ' ', h('label', { class: 'file' }, 'Import a zip', h('input', { type: 'file', accept: '.zip', onchange: take })))), h('div', { class: 'split' }, place, details));
  let drawn = '';

  async function draw() {
    const resources = await get('/api/resources');
    const text = JSON.stringify([resources, selected]);
    if (text === drawn) return;
    drawn = text;
    const focused = document.activeElement?.dataset?.key;
    place.replaceChildren(table(
      ['Name', 'State', 'Started', 'Addresses', 'Source', 'Commands'],
      ordered(resources).map(r => ({
        class: [r.id === selected && 'selected', parent(r) && 'child'].filter(Boolean).join(' '),
        cells: [
          h('button', { class: 'link', 'data-key': r.id, onclick: () => { selected = selected === r.id ? null : r.id; remember({ resource: selected }); draw(); } }, r.id),
          state(r),
          { class: 'time', value: r.started ? time(Date.parse(r.started)) : '' },
          h('div', {}, r.urls.filter(u => !u.isInternal).map(u => h('div', {}, link(u.url, u.text || u.url)))),
          { class: 'soft', value: source(r) },
          h('div', { class: 'chips' }, r.commands.map(c => h('button', { disabled: !c.isEnabled, title: c.description, 'data-key': `${r.id}/${c.name}`, onclick: () => run(r, c) }, c.displayName))),
        ],
      })),
      'The model has no resources.'));
    const chosen = resources.find(r => r.id === selected);
    details.replaceChildren(...chosen ? describe(chosen) : []);
    if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  async function run(resource, command) {
    if (command.confirmation && !confirm(command.confirmation)) return;
    message.textContent = `${command.displayName} ${resource.id}…`;
    try {
      const result = await post(`/api/resources/${encodeURIComponent(resource.id)}/commands/${encodeURIComponent(command.name)}`);
      message.textContent = result?.message ?? `${command.displayName} ${resource.id}: done.`;
    } catch (error) {
      message.textContent = error.message;
    }
  }

  async function take(event) {
    const [file] = event.target.files;
    message.textContent = `Importing ${file.name}…`;
    try {
      const { refused } = await post('/api/telemetry/import', file);
      message.textContent = refused ? `${file.name}: ${refused} records found no room.` : `${file.name} is imported.`;
    } catch (error) {
      message.textContent = error.message;
    }
    event.target.value = '';
  }

  await draw();
  return { changed: changed => changed.includes('resources') && draw() };
}

const parent = r => r.relationships.find(x => x.type === 'Parent')?.resource;

function ordered(resources) {
  const roots = resources.filter(r => !resources.some(p => p.name === parent(r)));
  const below = r => [r, ...resources.filter(c => c !== r && parent(c) === r.name).flatMap(below)];
  return roots.flatMap(below);
}

export function state(r) {
  const failed = r.state === 'FailedToStart' || (r.exitCode ?? 0) !== 0;
  const name = failed ? 'bad' : r.state === 'Running' ? (r.health === 'Healthy' ? 'good' : 'warn') : r.state === 'Finished' || r.state === 'Active' ? 'good' : 'warn';
  const text = r.state === 'Running' && r.health && r.health !== 'Healthy' ? `Running (${r.health})` : r.exitCode ? `${r.state} (exit code ${r.exitCode})` : r.state ?? 'Unknown';
  const why = reason(r);
  return h('span', {}, h('span', { class: `state ${name}` }, text), why && h('div', { class: 'soft why' }, plain(why)));
}

const reason = r => r.properties.find(p => p.name === 'resource.reason')?.value ?? r.healthReports.find(x => x.status && x.status !== 'Healthy')?.description;
const source = r => (r.properties.find(p => ['project.path', 'executable.path', 'container.image', 'resource.source'].includes(p.name))?.value ?? r.type).split('/').pop();

function describe(r) {
  const reveal = v => {
    const shown = h('span', {}, v.value);
    if (!v.isMasked) return shown;
    return h('span', {}, shown, ' ', h('button', {
      class: 'link', 'aria-label': `Show ${v.name}`, onclick: async event => {
        shown.textContent = (await get(`/api/resources/${encodeURIComponent(r.id)}/environment/${encodeURIComponent(v.name)}`)).value;
        event.target.remove();
      },
    }, 'show'));
  };
  return [
    h('h2', {}, r.id),
    h('p', { class: 'chips' }, h('a', { href: `/console?resource=${r.id}` }, 'Console'), h('a', { href: `/logs?resource=${r.name}` }, 'Logs'), h('a', { href: `/traces?resource=${r.name}` }, 'Traces'), h('a', { href: `/metrics?resource=${r.name}` }, 'Metrics')),
    list([['type', r.type], ['state', state(r)], r.exitCode !== null && ['exit code', String(r.exitCode)], ...r.properties.map(p => [p.name, plain(p.value ?? '')])].filter(Boolean)),
    ...section('Addresses', r.urls, urls => list(urls.map(u => [u.name ?? '', link(u.url)]))),
    ...section('Health', r.healthReports, reports => list(reports.map(x => [x.name, h('span', {}, `${x.status ?? 'not checked yet'} ${x.description ?? ''}`, x.exception && h('pre', {}, x.exception.slice(0, 2000)))]))),
    ...section('Relations', r.relationships, all => list(all.map(x => [x.type, x.resource]))),
    ...section('Volumes', r.volumes, all => list(all.map(v => [v.target, v.source]))),
    ...section('Environment', r.environment, all => list(all.map(v => [v.name, reveal(v)]))),
  ];
}

const section = (name, values, draw) => values?.length ? [h('h2', {}, name), draw(values)] : [];
