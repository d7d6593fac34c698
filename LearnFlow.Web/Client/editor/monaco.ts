// Monaco itself: this module and what it imports are one lazily loaded chunk.
import { editor } from 'monaco-editor/editor/editor.api.js';
import type { EditorOptions } from './editor';
import './features';
import { teachPython } from './monacoPython';
import { defineThemes } from './themes';

export { editor as editorApi };

const environment = globalThis as { MonacoEnvironment?: object };
environment.MonacoEnvironment = {
  ...environment.MonacoEnvironment,
  getWorker: () => new Worker('/dist/editor.worker.js', { type: 'module', name: 'editor' }),
};
defineThemes();
teachPython();

/** An editor with the text of the source. */
export function createMonaco({ host, source, label, wayOut, textSize }: EditorOptions, theme: string): editor.IStandaloneCodeEditor {
  return editor.create(host, {
    model: editor.createModel(source.value, 'python'), // given, so that it outlives the showing of another file
    theme,
    ariaLabel: `${label}. ${document.getElementById(wayOut)?.textContent ?? ''}`,
    accessibilitySupport: 'auto',
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    contextmenu: true,
    fixedOverflowWidgets: true,
    fontFamily: getComputedStyle(source).fontFamily,
    fontSize: textSize,
    lineHeight: Math.round(textSize * 1.6),
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
    quickSuggestions: { other: true, comments: false, strings: false },
    suggest: { showWords: false, showIcons: false, preview: false },
    tabCompletion: 'off',
    acceptSuggestionOnCommitCharacter: false,
    acceptSuggestionOnEnter: 'off', // a new line is a new line; Tab accepts
    wordBasedSuggestions: 'off',
    unicodeHighlight: { ambiguousCharacters: false },
    wordWrap: 'on',
  });
}
