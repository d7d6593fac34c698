// Drafts: what a learner has in the editor. A change is in this browser at once and at the server a moment later
// (draftSync.ts); another device's change comes over the live stream.
import { readCopy, writeCopy, isUnsaved, type DraftCopy } from './draftCopies';
import { isSaving, saveSoon, serverChanged, trouble } from './draftSync';
import { liveStream } from './live';

/** The ETag of a draft that the server does not have: the page shows the text to start from. */
const nothing = '"0"';

/** The text kept under `name`; null when there is none. */
export function currentDraft(name: string): string | null {
  return readCopy<DraftCopy>('draft', name)?.code ?? null;
}

/** Keeps `text` under `name`, here and soon at the server. */
export function keepDraft(name: string, text: string): void {
  const copy = readCopy<DraftCopy>('draft', name) ?? { code: '', base: null, etag: null };
  if (copy.code === text && copy.base !== null) return;
  writeCopy('draft', name, { ...copy, code: text });
  saveSoon(name);
}

/**
 * Joins the draft `name` with the text that the page came with (`etag` is null when the page has no draft of the server).
 * `replace` is called with every text that another device wrote, `tell` with a sentence on where the text is kept.
 */
export function attachDraft(name: string, page: { code: string; etag: string | null }, replace: (text: string) => void, tell: (sentence: string) => void): void {
  const says = () => tell(sentence(name));
  addEventListener('draft-changed', event => {
    const { name: changed, text } = (event as CustomEvent<{ name: string; text: string | null }>).detail;
    if (changed !== name) return;
    if (text !== null) replace(text);
    says();
  });
  addEventListener('offline', says);
  addEventListener('online', says);

  const stream = liveStream();
  stream.addEventListener('draft', event => {
    const told = JSON.parse(event.data);
    if (told.name === name) void serverChanged(name, told.etag);
  });
  let wasOpen = stream.readyState === EventSource.OPEN;
  stream.addEventListener('open', () => {
    if (wasOpen) void serverChanged(name, null); // after a break: what was told meanwhile is not told again
    wasOpen = true;
  });
  addEventListener('pageshow', event => {
    if (event.persisted) void serverChanged(name, null);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void serverChanged(name, null); // a phone that slept hears nothing meanwhile
  });

  const copy = readCopy<DraftCopy>('draft', name);
  if (page.etag === null) {
    if (copy) replace(copy.code);
    void serverChanged(name, null);
  } else if (page.etag === nothing) {
    const typed = copy && isUnsaved(copy) && copy.etag === nothing ? copy.code : null; // while the server did not answer
    writeCopy('draft', name, { code: typed ?? page.code, base: page.code, etag: nothing });
    if (typed !== null) {
      replace(typed);
      saveSoon(name);
    }
  } else {
    void serverChanged(name, page.etag, page.code);
  }
  says();
}

function sentence(name: string): string {
  const copy = readCopy<DraftCopy>('draft', name);
  if (!copy || !isUnsaved(copy) && copy.etag === nothing) return '';
  if (!isUnsaved(copy)) return 'Saved';
  if (!navigator.onLine) return 'Offline: kept in this browser until you are online';
  const reason = trouble(name);
  return reason ?? (isSaving(name) ? 'Saving…' : 'Kept in this browser');
}
