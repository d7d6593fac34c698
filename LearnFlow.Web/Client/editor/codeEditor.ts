// What the page needs of an editor. It does not know which it has: Monaco, CodeMirror, or the plain textarea.

/** Something to be seen at a line. */
export interface Mark {
  /** Counts from 1. */
  line: number;
  /** Counts from 1; the whole line is marked without it. */
  column?: number;
  /** After the last marked character. */
  endColumn?: number;
  message: string;
  severity: 'error' | 'warning';
}

/** A file to be shown. Each keeps its own undo history. */
export interface ShownFile {
  name: string;
  text: string;
  readOnly: boolean;
}

export interface CodeEditor {
  show(file: ShownFile): void;
  /** Replaces the text as one step that undo takes back. */
  replace(text: string): void;
  focus(): void;
  /** Puts the cursor at the start of a line, in sight. */
  goTo(line: number): void;
  /** In place of all marks that were there. */
  showMarks(marks: readonly Mark[]): void;
  /** Marks the line that runs next; null for none. */
  showStep(line: number | null): void;
  setTextSize(pixels: number): void;
}

/** The textarea as an editor: it cannot mark anything. */
export function plainEditor(area: HTMLTextAreaElement): CodeEditor {
  return {
    show: file => {
      area.value = file.text;
      area.readOnly = file.readOnly;
    },
    replace: text => { area.value = text; },
    focus: () => area.focus(),
    goTo: line => {
      const lines = area.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    },
    showMarks: () => undefined,
    showStep: () => undefined,
    setTextSize: () => undefined, // the style sheet does it
  };
}
