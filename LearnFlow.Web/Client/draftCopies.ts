// The browser's copies of drafts, keyed by the learner: what is typed is here before the server has it. Signing out clears
// them. Storage can be full or forbidden (private windows): then the text lives as long as the page.

/** A draft in this browser. */
export interface DraftCopy {
  /** What the editor holds. */
  code: string;
  /** The text that the server had when it was last heard of; null when it never was. */
  base: string | null;
  /** The ETag of `base`. */
  etag: string | null;
}

const prefix = 'learnflow.';
let isClosed = false;
const learner = document.documentElement.dataset.learner ?? '';
const keyOf = (kind: string, name: string) => `${prefix}${learner}.${kind}.${name}`;

/** Whether the server lacks a copy's text. */
export const isUnsaved = (copy: DraftCopy): boolean => copy.code !== copy.base;

/** The value kept under a kind and a name; null when there is none. */
export function readCopy<T>(kind: string, name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(kind, name)) ?? 'null');
  } catch {
    return null; // storage is forbidden, or somebody else wrote there
  }
}

/** Keeps a value; null takes it away. */
export function writeCopy(kind: string, name: string, value: unknown): void {
  if (isClosed) return;
  try {
    if (value === null) localStorage.removeItem(keyOf(kind, name));
    else localStorage.setItem(keyOf(kind, name), JSON.stringify(value));
  } catch {
    // nothing to do: see above
  }
}

/** The names under which this learner has something of a kind. */
export function namesOf(kind: string): string[] {
  const start = keyOf(kind, '');
  return ourKeys().filter(key => key.startsWith(start)).map(key => key.slice(start.length));
}

/** Takes away what other learners left here and the server has already; or all of it, and keeps nothing more on this page. */
export function clearCopies(which: 'others' | 'all'): void {
  isClosed = which === 'all';
  for (const key of ourKeys()) {
    if (which === 'all' || !key.startsWith(`${prefix}${learner}.`) && isOnServer(key)) localStorage.removeItem(key);
  }
}

function isOnServer(key: string): boolean {
  try {
    const copy = JSON.parse(localStorage.getItem(key)!);
    return !Array.isArray(copy) && !isUnsaved(copy);
  } catch {
    return true; // not of this form: an older release's
  }
}

function ourKeys(): string[] {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(prefix));
  } catch {
    return [];
  }
}
