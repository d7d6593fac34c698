// Monaco's suggestions and explanations for Python.
import { languages } from 'monaco-editor/editor/editor.api.js';
import { builtins } from '../python/builtins';
import { suggestions, type Kind } from '../python/words';

const kinds: Record<Kind, languages.CompletionItemKind> = {
  function: languages.CompletionItemKind.Function,
  keyword: languages.CompletionItemKind.Keyword,
  module: languages.CompletionItemKind.Module,
  name: languages.CompletionItemKind.Variable,
};

export function teachPython(): void {
  languages.registerCompletionItemProvider('python', {
    provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const lineBefore = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: word.startColumn, endColumn: word.endColumn };
      return {
        suggestions: suggestions(lineBefore, model.getValue()).map(({ name, kind, detail }) => ({ label: name, kind: kinds[kind], detail, insertText: name, range })),
      };
    },
  });
  languages.registerHoverProvider('python', {
    provideHover(model, position) {
      const word = model.getWordAtPosition(position)?.word ?? '';
      const known = Object.hasOwn(builtins, word) ? builtins[word]! : null;
      return known && { contents: [{ value: `\`${known[0]}\`` }, { value: known[1].replace(/[\\*_[\]<>`]/g, '\\$&') }] };
    },
  });
}
