// Older texts of a program: kept when it is run or handed in, with the learner at the server. What cannot be sent waits here.
import { readCopy, writeCopy } from './draftCopies';
import { element } from './elements';
import { post } from './gateway';
import { comparison } from './comparison';

/** A version as Exercises tells it. */
interface Version {
  id: string;
  at: string;
  title: string | null;
  code: string;
}

interface Waiting {
  at: string;
  title?: string;
  code: string;
}

const mostWaiting = 30;
const addressOf = (name: string) => `/api/exercises/drafts/${encodeURIComponent(name)}/versions`;
const sending = new Map<string, Promise<void>>();

/** Keeps `code` as a version of the program `name`, unless the newest has the same text. */
export function keepVersion(name: string, code: string, title?: string): Promise<void> {
  const waiting = readCopy<Waiting[]>('versions', name) ?? [];
  if (waiting[0]?.code !== code)
    writeCopy('versions', name, [{ at: new Date().toISOString(), title, code }, ...waiting].slice(0, mostWaiting));
  const sent = (sending.get(name) ?? Promise.resolve()).then(() => send(name));
  sending.set(name, sent);
  return sent;
}

async function send(name: string): Promise<void> {
  for (;;) {
    const next = (readCopy<Waiting[]>('versions', name) ?? []).at(-1);
    if (!next) return;
    try {
      await post(addressOf(name), { code: next.code, title: next.title ?? null });
    } catch {
      return; // it waits for the next one, or for the page to be opened again
    }
    const left = (readCopy<Waiting[]>('versions', name) ?? []).slice(0, -1);
    writeCopy('versions', name, left.length > 0 ? left : null);
  }
}

/** Makes the button open the list; taking a version back calls `restore`. */
export function attachVersions(name: string, restore: (code: string) => void, current: () => string = currentText): void {
  const button = document.querySelector<HTMLButtonElement>('[data-versions]')!;
  const panel = document.querySelector<HTMLElement>('[data-version-list]')!;
  if (readCopy('versions', name)) void send(name);
  addEventListener('online', () => void send(name));

  button.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) void open();
  });

  async function open(): Promise<void> {
    const list = element('ul', {});
    const preview = element('div', { 'data-version-preview': '', class: 'version-preview' });
    panel.replaceChildren(element('p', { role: 'status' }, 'Looking for older versions…'));
    await sending.get(name);
    const versions = await read(name);
    if (versions.length === 0) {
      panel.replaceChildren(element('p', {}, 'Every run keeps a version here. There is none yet.'));
      return;
    }

    list.replaceChildren(...versions.map(version => {
      const choose = element('button', { type: 'button', class: 'tool' }, words(version));
      choose.addEventListener('click', () => {
        for (const other of list.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === choose));
        preview.replaceChildren(...look(version, choose));
      });
      choose.setAttribute('aria-pressed', 'false');
      return element('li', {}, choose);
    }));
    panel.replaceChildren(list, preview);
  }

  function look(version: Version, chosen: HTMLButtonElement): HTMLElement[] {
    const back = element('button', { type: 'button', class: 'button button-quiet' }, 'Take this version back');
    back.addEventListener('click', () => {
      restore(version.code);
      button.click();
      button.focus();
    });
    return [comparison(version.code, current()), element('div', { class: 'version-actions' }, back, ...(version.id ? [naming(version, chosen)] : []))];
  }

  function naming(version: Version, chosen: HTMLButtonElement): HTMLElement {
    const field = element('input', { id: 'version-name', maxlength: '60', autocomplete: 'off', value: version.title ?? '' });
    const said = element('span', { role: 'status' });
    const save = element('button', { type: 'button', class: 'tool' }, 'Keep the name');
    const keep = async () => {
      const response = await fetch(`${addressOf(name)}/${version.id}`, {
        method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title: field.value }),
      }).catch(() => null);
      const answer = await response?.json().catch(() => null);
      if (response?.ok) {
        version.title = answer.title;
        chosen.textContent = words(version);
      }
      said.textContent = response?.ok ? 'Kept' : answer?.detail ?? 'The server did not answer; try again.';
    };
    save.addEventListener('click', () => void keep());
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter') return;
      event.preventDefault(); // the field stands in the program's form, which would run it
      event.stopPropagation();
      void keep();
    });
    return element('div', { class: 'version-name' }, element('label', { for: 'version-name' }, 'Name of this version'), field, save, said);
  }
}

async function read(name: string): Promise<Version[]> {
  const waiting = (readCopy<Waiting[]>('versions', name) ?? []).map(version => ({ id: '', title: version.title ?? null, at: version.at, code: version.code }));
  const response = await fetch(addressOf(name), { headers: { accept: 'application/json' }, cache: 'no-store' }).catch(() => null);
  return [...waiting, ...(response?.ok ? await response.json() as Version[] : [])];
}

function words(version: Version): string {
  const count = version.code.split('\n').length;
  const when = `${new Date(version.at).toLocaleString()} · ${count} ${count === 1 ? 'line' : 'lines'}`;
  return version.title ? `${version.title} · ${when}` : when;
}

function currentText(): string {
  return document.querySelector<HTMLTextAreaElement>('#code')!.value;
}
