// Monaco itself: this module and what it imports are one lazily loaded chunk.
import { editor } from 'monaco-editor/editor/editor.api.js';
import './features';
import { defineThemes } from './themes';

const environment = globalThis as { MonacoEnvironment?: object };
environment.MonacoEnvironment = {
  ...environment.MonacoEnvironment,
  getWorker: () => new Worker('/dist/editor.worker.js', { type: 'module', name: 'editor' }),
};
defineThemes();

/** An editor in `host` with the text and the label of `source`. */
export function createEditor(host: HTMLElement, source: HTMLTextAreaElement): editor.IStandaloneCodeEditor {
  return editor.create(host, {
    value: source.value,
    language: 'python',
    ariaLabel: source.labels?.[0]?.textContent?.trim() ?? 'Code',
    accessibilitySupport: 'auto',
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    contextmenu: true,
    fixedOverflowWidgets: true,
    fontFamily: getComputedStyle(source).fontFamily,
    fontSize: 15,
    lineHeight: 24,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    padding: { top: 12, bottom: 12 },
    renderLineHighlightOnlyWhenFocus: true,
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    stickyScroll: { enabled: false },
    tabSize: 4,
    insertSpaces: true,
    quickSuggestions: false,
    wordBasedSuggestions: 'off',
    unicodeHighlight: { ambiguousCharacters: false },
    wordWrap: 'on',
  });
}
