// What a terminal makes of a program's output: carriage return, backspace, tabulator, form feed, and of ECMA-48's control
// sequences the colours (SGR), erasing, and moving the cursor. It holds text only; console.ts shows it. Other sequences are
// left out. Our own, because xterm.js (400 KB) draws a screen of fixed size that neither wraps like text nor reads as text.

/** How a character looks: the numbers of the 16 colours, −1 for the usual one. */
export interface Look {
  ink: number;
  ground: number;
  bold: boolean;
  italic: boolean;
  underlined: boolean;
  inverse: boolean;
}

export interface Run {
  text: string;
  look: Look;
}

const plain: Look = { ink: -1, ground: -1, bold: false, italic: false, underlined: false, inverse: false };
const sequence = /^\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z^-~])/;
const unfinished = /^\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]*)$/;
const maxLines = 1_000;
const maxColumn = 4_000;
const screenLines = 24;
const maxSequence = 256;

interface Cell {
  text: string;
  look: Look;
}

export class Terminal {
  private lines: Cell[][] = [[]];
  private row = 0;
  private column = 0;
  private look = plain;
  private rest = '';
  private saved = { row: 0, column: 0 };
  private changed = new Set<number>([0]);

  /** Lines that were left out at the start since the last look. */
  private left = 0;

  /** Lines left out altogether, since only the last ones are kept. */
  hiddenLines = 0;

  get isEmpty(): boolean {
    return this.lines.length === 1 && this.lines[0]!.length === 0;
  }

  get lineCount(): number {
    return this.lines.length;
  }

  clear(): void {
    this.rest = '';
    this.look = plain;
    this.hiddenLines = 0;
    this.erase();
  }

  write(text: string): void {
    this.rest += text;
    let at = 0;
    while (at < this.rest.length) {
      const character = String.fromCodePoint(this.rest.codePointAt(at)!);
      if (character !== '\x1b') {
        this.put(character);
        at += character.length;
        continue;
      }

      const from = this.rest.slice(at, at + maxSequence);
      const found = sequence.exec(from);
      if (found) {
        if (found[2]) this.control(found[2], found[1] ?? '');
        at += found[0].length;
      } else if (from.length < maxSequence && unfinished.test(from)) break;
      else at++;
    }

    this.rest = this.rest.slice(at);
  }

  /** The lines that have changed since the last call, by index, and how many were left out at the start before that. */
  takeChanges(): { left: number; changed: number[] } {
    const changes = { left: this.left, changed: [...this.changed].filter(row => row < this.lines.length).sort((a, b) => a - b) };
    this.left = 0;
    this.changed.clear();
    return changes;
  }

  /** A line as pieces that look the same. */
  runs(row: number): Run[] {
    const runs: Run[] = [];
    for (const { text, look } of this.lines[row]!) {
      const last = runs.at(-1);
      if (last?.look === look) last.text += text;
      else runs.push({ text, look });
    }
    return runs;
  }

  private put(character: string): void {
    switch (character) {
      case '\n': return this.moveTo(this.row + 1, 0);
      case '\r': return this.moveTo(this.row, 0);
      case '\b': return this.moveTo(this.row, this.column - 1);
      case '\t': return this.moveTo(this.row, (Math.floor(this.column / 8) + 1) * 8);
      case '\f': return this.erase();
    }

    if (character < ' ' || character === '\x7f') return;
    const line = this.lines[this.row]!;
    while (line.length < this.column) line.push({ text: ' ', look: plain });
    line[this.column] = { text: character, look: this.look };
    this.changed.add(this.row);
    this.column = Math.min(this.column + 1, maxColumn);
  }

  private moveTo(row: number, column: number): void {
    this.row = Math.max(0, row);
    this.column = Math.max(0, Math.min(column, maxColumn));
    while (this.lines.length <= this.row) {
      this.changed.add(this.lines.length - 1);
      this.lines.push([]);
      this.changed.add(this.lines.length - 1);
    }

    const tooMany = this.lines.length - maxLines;
    if (tooMany <= 0) return;
    this.lines.splice(0, tooMany);
    this.row -= tooMany;
    this.left += tooMany;
    this.hiddenLines += tooMany;
    this.changed = new Set([...this.changed].map(row => row - tooMany).filter(row => row >= 0));
  }

  private control(final: string, parameters: string): void {
    const numbers = parameters.split(/[;:]/).map(Number);
    const count = Math.min(numbers[0] || 1, maxColumn);
    const top = Math.max(0, this.lines.length - screenLines);
    switch (final) {
      case 'm': return this.colour(numbers);
      case 'J': return this.eraseScreen(numbers[0] || 0);
      case 'K': return this.eraseLine(numbers[0] || 0);
      case 'A': return this.moveTo(Math.max(top, this.row - count), this.column);
      case 'B': return this.moveTo(Math.min(this.lines.length - 1, this.row + count), this.column);
      case 'C': return this.moveTo(this.row, this.column + count);
      case 'D': return this.moveTo(this.row, this.column - count);
      case 'G': return this.moveTo(this.row, count - 1);
      case 'H':
      case 'f': return this.moveTo(top + Math.min(count, screenLines) - 1, (numbers[1] || 1) - 1);
      case 's': this.saved = { row: this.row, column: this.column }; return;
      case 'u': return this.moveTo(Math.min(this.saved.row, this.lines.length - 1), this.saved.column);
    }
  }

  private erase(): void {
    this.left += this.lines.length;
    this.lines = [[]];
    this.row = this.column = 0;
    this.changed = new Set([0]);
  }

  private eraseScreen(part: number): void {
    if (part >= 2) return this.erase();
    this.eraseLine(part);
    const top = Math.max(0, this.lines.length - screenLines);
    const [from, to] = part === 0 ? [this.row + 1, this.lines.length] : [top, this.row];
    for (let row = from; row < to; row++) {
      this.lines[row] = [];
      this.changed.add(row);
    }
  }

  private eraseLine(part: number): void {
    const line = this.lines[this.row]!;
    if (part !== 1) line.length = part === 0 ? Math.min(line.length, this.column) : 0;
    else for (let at = 0; at <= this.column && at < line.length; at++) line[at] = { text: ' ', look: plain };
    this.changed.add(this.row);
  }

  private colour(numbers: number[]): void {
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] || 0;
      if (number === 38 || number === 48) {
        at += numbers[at + 1] === 5 ? 2 : 4; // a colour beyond the sixteen is left out
        continue;
      }

      this.look = { ...this.look, ...change(number) };
    }
  }
}

function change(number: number): Partial<Look> {
  if (number === 0) return plain;
  if (number >= 30 && number <= 37) return { ink: number - 30 };
  if (number >= 90 && number <= 97) return { ink: number - 82 };
  if (number >= 40 && number <= 47) return { ground: number - 40 };
  if (number >= 100 && number <= 107) return { ground: number - 92 };
  return {
    1: { bold: true }, 3: { italic: true }, 4: { underlined: true }, 7: { inverse: true }, 22: { bold: false }, 23: { italic: false },
    24: { underlined: false }, 27: { inverse: false }, 39: { ink: -1 }, 49: { ground: -1 },
  }[number] ?? {};
}
