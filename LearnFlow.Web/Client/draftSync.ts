// Brings drafts to the server: a moment after typing, one request at a time for each draft, again and again while the server
// does not answer. A text that two devices changed is merged line by line; where both changed the same lines, the other
// device's text becomes a version, and nothing is lost.
import { merge } from 'node-diff3';
import { isUnsaved, namesOf, readCopy, writeCopy, type DraftCopy } from './draftCopies';
import { keepVersion } from './versions';

const pauseMs = 500;
const longestRetryMs = 30_000;

/** To save a text at once: reading what another device wrote, writing, and once more. */
const mostTries = 3;

interface Sync {
  timer: number;
  /** The work under way, after which a change of the server's is looked at. */
  work: Promise<void> | null;
  failures: number;
  trouble: string | null;
}

const syncs = new Map<string, Sync>();
const syncOf = (name: string): Sync => {
  let sync = syncs.get(name);
  if (!sync) syncs.set(name, sync = { timer: 0, work: null, failures: 0, trouble: null });
  return sync;
};

/** Another learner signed in, in another tab: nothing of this page's is sent any more. */
let isStopped = false;

/** Why the text is not at the server, in a sentence; null when there is no trouble. */
export const trouble = (name: string): string | null => syncOf(name).trouble;

/** Whether a request is under way or about to be. */
export const isSaving = (name: string): boolean => syncOf(name).work !== null || syncOf(name).timer !== 0;

/** Saves the draft a moment later; further changes until then go with it. */
export function saveSoon(name: string): void {
  const sync = syncOf(name);
  changed(name, null);
  if (sync.timer || isStopped) return;
  sync.timer = window.setTimeout(() => {
    sync.timer = 0;
    void saveNow(name);
  }, sync.failures === 0 ? pauseMs : Math.min(longestRetryMs, 1000 * 2 ** sync.failures));
}

/** Saves all that is unsaved at once; whether the server has it then. */
export async function saveAll(): Promise<boolean> {
  const unsaved = () => namesOf('draft').filter(name => isUnsaved(readCopy<DraftCopy>('draft', name)!));
  for (let tries = 0; tries < mostTries && unsaved().length > 0; tries++) {
    await Promise.all(unsaved().map(name => {
      clearTimeout(syncOf(name).timer);
      syncOf(name).timer = 0;
      return saveNow(name);
    }));
  }
  return unsaved().length === 0;
}

/** Sends nothing more. */
export function stopSaving(): void {
  isStopped = true;
}

/** The server has another text than `etag` says this page knows; `code` is it when it came with the page. */
export function serverChanged(name: string, etag: string | null, code?: string): Promise<void> {
  return oneAtATime(name, async () => {
    const copy = readCopy<DraftCopy>('draft', name);
    if (etag !== null && copy?.etag === etag) {
      if (code !== undefined && copy.code !== code) changed(name, copy.code);
    } else if (code !== undefined) {
      await join(name, code, etag!);
    } else {
      await read(name);
    }
    if (isUnsaved(readCopy<DraftCopy>('draft', name) ?? { code: '', base: '', etag: null })) saveSoon(name);
  });
}

function saveNow(name: string): Promise<void> {
  return oneAtATime(name, async () => {
    if (isStopped) return;
    const copy = readCopy<DraftCopy>('draft', name);
    if (!copy || !isUnsaved(copy)) return;
    if (copy.etag === null) await read(name);
    else await write(name, copy);
    if (isUnsaved(readCopy<DraftCopy>('draft', name)!)) saveSoon(name);
  });
}

async function write(name: string, copy: DraftCopy): Promise<void> {
  const response = await fetch(`/drafts/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': copy.etag! },
    body: JSON.stringify({ code: copy.code, learner: document.documentElement.dataset.learner ?? '' }),
    keepalive: copy.code.length < 20_000, // a browser carries 64 KiB past the end of a page (Fetch, section 4.6)
  });
  if (response.status === 412) {
    await read(name);
  } else if (response.ok) {
    const now = readCopy<DraftCopy>('draft', name)!;
    writeCopy('draft', name, { code: now.code, base: copy.code, etag: response.headers.get('etag') });
  } else {
    await refuse(response);
  }
}

async function read(name: string): Promise<void> {
  const response = await fetch(`/api/exercises/drafts/${encodeURIComponent(name)}`, { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!response.ok) await refuse(response);
  await join(name, (await response.json()).code ?? null, response.headers.get('etag')!);
}

/** Joins the server's text, null while it has none, with the one here. */
async function join(name: string, server: string | null, etag: string): Promise<void> {
  const copy = readCopy<DraftCopy>('draft', name);
  let code = server ?? copy?.code ?? '';
  if (server !== null && copy && isUnsaved(copy) && copy.code !== server) {
    const merged = merge(lines(copy.code), lines(copy.base ?? ''), lines(server));
    if (merged.conflict || copy.base === null) await keepVersion(name, server, 'From another device');
    code = merged.conflict || copy.base === null ? copy.code : merged.result.join('\n');
  }
  writeCopy('draft', name, { code, base: server, etag });
  changed(name, code === copy?.code ? null : code);
}

const lines = (text: string): string[] => text.split('\n');

/** Runs `work` after what is under way for the draft; a failure is told, and the draft is tried again later. */
function oneAtATime(name: string, work: () => Promise<void>): Promise<void> {
  const sync = syncOf(name);
  const mine = (sync.work ?? Promise.resolve()).then(async () => {
    try {
      await work();
      [sync.failures, sync.trouble] = [0, null];
    } catch (failure) {
      sync.failures++;
      sync.trouble = failure instanceof Refused ? failure.message : 'The server does not answer: kept in this browser';
      if (!(failure instanceof Refused && failure.isFinal)) saveSoon(name);
    }
  }).finally(() => {
    if (sync.work === mine) sync.work = null;
    changed(name, null);
  });
  sync.work = mine;
  return mine;
}

/** The server's reason; final when trying again does not help. */
class Refused extends Error {
  constructor(message: string, readonly isFinal: boolean) {
    super(message);
  }
}

async function refuse(response: Response): Promise<never> {
  const problem = await response.json().catch(() => ({}));
  if (response.status === 409) stopSaving();
  throw new Refused(`Not saved: ${problem.detail ?? `HTTP ${response.status}`}`, response.status < 500 && response.status !== 429);
}

function changed(name: string, text: string | null): void {
  dispatchEvent(new CustomEvent('draft-changed', { detail: { name, text } }));
}

addEventListener('online', () => {
  for (const name of namesOf('draft')) {
    if (isUnsaved(readCopy<DraftCopy>('draft', name)!)) {
      clearTimeout(syncOf(name).timer);
      [syncOf(name).timer, syncOf(name).failures] = [0, 0];
      void saveNow(name);
    }
  }
});
