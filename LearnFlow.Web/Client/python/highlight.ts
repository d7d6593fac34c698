// Colours for programs that are only read. The classes are those of styles/code.css.

const keyword = 'False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield';
const token = new RegExp(`(?<comment>#.*)|(?<string>[rbfuRBFU]{0,2}(?:"""[\\s\\S]*?"""|'''[\\s\\S]*?'''|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'))|(?<number>\\b\\d[\\w.]*)|(?<keyword>\\b(?:${keyword})\\b)`, 'g');

/** Colours the program in `block`; its text stays what it was. */
export function highlight(block: HTMLElement): void {
  const text = block.textContent ?? '';
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [kind] = Object.entries(match.groups!).find(([, value]) => value !== undefined)!;
    const span = document.createElement('span');
    span.className = `code-${kind}`;
    span.textContent = match[0];
    parts.push(text.slice(end, match.index), span);
    end = match.index + match[0].length;
  }
  block.replaceChildren(...parts, text.slice(end));
}
