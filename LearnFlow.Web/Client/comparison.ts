// Compares two texts line by line, in words and marks as well as in colours.
import { diffComm } from 'node-diff3';
import { element } from './elements';

/** What stands in `version` only, in `now` only, and in both. */
export function comparison(version: string, now: string): HTMLElement {
  if (version === now) return element('div', {}, element('p', {}, 'It is the same as what is in the editor now.'), element('pre', { tabindex: '0' }, version));
  const shown = element('pre', { tabindex: '0', role: 'group', 'aria-label': 'This version compared with the editor' });
  for (const part of diffComm(version.split('\n'), now.split('\n'))) {
    if ('common' in part && part.common) shown.append(...part.common.map(text => line('same', ' ', '', text)));
    else if ('buffer1' in part) {
      shown.append(...part.buffer1.map(text => line('version', '−', 'only in this version: ', text)));
      shown.append(...part.buffer2.map(text => line('now', '+', 'only in the editor: ', text)));
    }
  }
  return element('div', {}, element('p', { class: 'legend' },
    element('span', { class: 'line-version' }, '− in this version'), ' ', element('span', { class: 'line-now' }, '+ in the editor now')), shown);
}

function line(kind: string, mark: string, words: string, text: string): HTMLElement {
  return element('span', { class: `line-${kind}` },
    element('span', { 'aria-hidden': 'true' }, `${mark} `), element('span', { class: 'visually-hidden' }, words), `${text}\n`);
}
