// Shows a terminal's lines in a <pre>: only those that changed, once a frame, as text and never as HTML. While the end is in
// sight it stays in sight.
import { element } from './elements';
import { Terminal, type Run } from './terminal';

export class TerminalView {
  private readonly terminal = new Terminal();
  private shown: HTMLElement[] = [];
  private frame = 0;

  /** `pane` scrolls; `output` is in it; `left` says how much was left out. */
  constructor(private readonly output: HTMLElement, private readonly pane: HTMLElement) {}

  get isEmpty(): boolean {
    return this.terminal.isEmpty;
  }

  get hiddenLines(): number {
    return this.terminal.hiddenLines;
  }

  clear(): void {
    this.terminal.clear();
    this.render();
  }

  write(text: string): void {
    this.terminal.write(text);
    this.frame ||= requestAnimationFrame(() => this.render());
  }

  render(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const follows = this.pane.scrollHeight - this.pane.scrollTop - this.pane.clientHeight < 40;
    const { left, changed } = this.terminal.takeChanges();
    for (const line of this.shown.splice(0, left)) line.remove();
    const last = this.terminal.lineCount - 1;
    for (const row of changed) {
      const line = element('span', {}, ...this.terminal.runs(row).map(piece), row < last ? '\n' : '');
      if (this.shown[row]) this.shown[row].replaceWith(line);
      else this.output.append(line);
      this.shown[row] = line;
    }

    this.output.hidden = this.terminal.isEmpty;
    if (follows) this.pane.scrollTop = this.pane.scrollHeight;
  }
}

function piece({ text, look }: Run): Node | string {
  const [ink, ground] = look.inverse ? [look.ground, look.ink] : [look.ink, look.ground];
  const classes = [
    ink >= 0 ? `ink-${ink}` : look.inverse ? 'ink-inverse' : '', ground >= 0 ? `ground-${ground}` : look.inverse ? 'ground-inverse' : '',
    look.bold ? 'bold' : '', look.italic ? 'italic' : '', look.underlined ? 'underlined' : '',
  ].filter(Boolean).join(' ');
  return classes ? element('span', { class: classes }, text) : text;
}
