// What a test expected beside what came, line by line, with the white space that differs made visible.
import { element } from './elements';

/** Two labelled columns of lines; `diff` are the server's: "  " in both, "- " expected only, "+ " came only. */
export function difference(diff: string[]): HTMLElement {
  const rows: [string | null, string | null][] = [];
  let missing: string[] = [];
  let extra: string[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(missing.length, extra.length); at++) rows.push([missing[at] ?? null, extra[at] ?? null]);
    missing = [];
    extra = [];
  };
  for (const line of diff) {
    const text = line.slice(1).replace(/^ /, '');
    if (line.startsWith('-')) missing.push(text);
    else if (line.startsWith('+')) extra.push(text);
    else {
      flush();
      rows.push([text, text]);
    }
  }

  flush();
  return element('div', { class: 'difference' }, column('Expected', rows), column('Yours', rows.map(([expected, came]) => [came, expected])));
}

/** Two texts that have no lines in common, as two columns. */
export function bothTexts(expected: string, actual: string): HTMLElement {
  return difference([...expected.split('\n').map(line => `- ${line}`), ...actual.split('\n').map(line => `+ ${line}`)]);
}

function column(title: string, lines: [own: string | null, other: string | null][]): HTMLElement {
  const list = element('pre', { tabindex: '0', 'aria-label': title, role: 'group' });
  for (const [own, other] of lines) {
    const differs = own !== other;
    const line = element('span', differs ? { class: 'differs' } : {});
    if (own === null) line.append(element('span', { class: 'no-line' }, 'no line'));
    else line.append(...differs ? visible(own, other ?? '') : [own]);
    list.append(line, '\n');
  }
  return element('div', {}, element('h3', {}, title), list);
}

/** `text` with what differs from `other` marked, and its spaces and tabulators as signs there. */
function visible(text: string, other: string): (Node | string)[] {
  let start = 0;
  while (start < text.length && text[start] === other[start]) start++;
  let end = 0;
  while (end < text.length - start && end < other.length - start && text.at(-1 - end) === other.at(-1 - end)) end++;
  const middle = text.slice(start, text.length - end);
  if (!middle) return text ? [text] : [element('span', { class: 'no-line' }, 'an empty line')];
  return [text.slice(0, start), element('mark', {}, ...signs(middle)), text.slice(text.length - end)];
}

function signs(text: string): (Node | string)[] {
  return text.split(/([ \t])/).filter(Boolean).map(piece =>
    piece === ' ' ? element('span', { class: 'space' }, '·') : piece === '\t' ? element('span', { class: 'space' }, '⇥') : piece);
}
