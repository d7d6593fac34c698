// What the learner has typed, kept in this browser at every change: a killed tab or a lost connection costs nothing.
// Storage can be full or forbidden (private windows); then the text lives as long as the page.
const key = (name: string) => `learnflow.draft.${name}`;

/** The text kept under `name`; null when there is none. */
export function currentDraft(name: string): string | null {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

/** Keeps `text` under `name`. */
export function keepDraft(name: string, text: string): void {
  try {
    localStorage.setItem(key(name), text);
  } catch {
    // nothing to do: see above
  }
}
