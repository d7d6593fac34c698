// Monaco's colours, taken from the page's palette (styles/tokens.css) so that editor and page are one surface.
import { editor } from 'monaco-editor/editor/editor.api.js';

/** Defines `learnflow-light` and `learnflow-dark`. */
export function defineThemes(): void {
  editor.defineTheme('learnflow-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'keyword', foreground: '7a3e9d' },
      { token: 'string', foreground: '2f6f3e' },
      { token: 'number', foreground: '9a4a00' },
      { token: 'comment', foreground: '66707c', fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#1c2430',
      'editorLineNumber.foreground': '#7b8592',
      'editorLineNumber.activeForeground': '#1c2430',
      'editor.lineHighlightBackground': '#f3f6f8',
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': '#cfe8e4',
      'editorCursor.foreground': '#0b6b62',
      focusBorder: '#00000000',
      'editorSuggestWidget.background': '#ffffff',
      'editorSuggestWidget.border': '#87939f',
      'editorSuggestWidget.selectedBackground': '#e0f1ee',
      'editorSuggestWidget.selectedForeground': '#1c2430',
      'editorSuggestWidget.highlightForeground': '#0b6b62',
      'editorSuggestWidget.focusHighlightForeground': '#0b6b62',
      ...brackets('#3d4754'),
    },
  });
  editor.defineTheme('learnflow-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'keyword', foreground: 'd3a6f0' },
      { token: 'string', foreground: '9bd6a3' },
      { token: 'number', foreground: 'f2b57a' },
      { token: 'comment', foreground: '93a0b0', fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': '#171d26',
      'editor.foreground': '#e4e9ef',
      'editorLineNumber.foreground': '#7d8a9a',
      'editorLineNumber.activeForeground': '#e4e9ef',
      'editor.lineHighlightBackground': '#1d2530',
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': '#22504c',
      'editorCursor.foreground': '#5cc7ba',
      focusBorder: '#00000000',
      'editorSuggestWidget.background': '#171d26',
      'editorSuggestWidget.border': '#6d7a8a',
      'editorSuggestWidget.selectedBackground': '#15322f',
      'editorSuggestWidget.selectedForeground': '#e4e9ef',
      'editorSuggestWidget.highlightForeground': '#5cc7ba',
      'editorSuggestWidget.focusHighlightForeground': '#5cc7ba',
      ...brackets('#b9c4d0'),
    },
  });
}

/** One quiet colour for brackets at every depth. */
function brackets(colour: string): Record<string, string> {
  return Object.fromEntries([1, 2, 3, 4, 5, 6].map(depth => [`editorBracketHighlight.foreground${depth}`, colour]));
}
