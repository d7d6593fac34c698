// Older versions of a program, kept in this browser: one for every run that ran something new.
import { element } from './elements';

interface Version {
  at: number;
  code: string;
}

const most = 30;
const key = (name: string) => `learnflow.versions.${name}`;

function read(name: string): Version[] {
  try {
    return JSON.parse(localStorage.getItem(key(name)) ?? '[]');
  } catch {
    return []; // storage is forbidden, or somebody else wrote there
  }
}

/** Keeps `code`, unless it is the newest version already. */
export function keepVersion(name: string, code: string): void {
  const versions = read(name);
  if (versions[0]?.code === code) return;
  try {
    localStorage.setItem(key(name), JSON.stringify([{ at: Date.now(), code }, ...versions].slice(0, most)));
  } catch {
    // storage is full or forbidden: the draft matters more
  }
}

/** Makes the button open the list; choosing a version calls `restore`. */
export function attachVersions(name: string, restore: (code: string) => void): void {
  const button = document.querySelector<HTMLButtonElement>('[data-versions]')!;
  const list = document.querySelector<HTMLElement>('[data-version-list]')!;
  button.addEventListener('click', () => {
    list.hidden = !list.hidden;
    button.setAttribute('aria-expanded', String(!list.hidden));
    const versions = read(name);
    list.replaceChildren(versions.length === 0
      ? element('p', {}, 'Every run keeps a version here. There is none yet.')
      : element('ul', {}, ...versions.map(version => {
        const choose = element('button', { type: 'button', class: 'tool' }, `${new Date(version.at).toLocaleString()} · ${version.code.split('\n').length} lines`);
        choose.addEventListener('click', () => {
          restore(version.code);
          button.click();
          button.focus();
        });
        return element('li', {}, choose);
      })));
  });
}
