// Monaco behind the page's interface.
import { currentTheme, watchTheme } from '../theme';
import type { CodeEditor, Mark, ShownFile } from './codeEditor';
import type { EditorOptions } from './editor';
import { allowInlineStylesOf } from './strictCsp';
import { loadStyles } from './styles';

const themeName = (theme: string) => `learnflow-${theme}`;

export async function createEditor(options: EditorOptions): Promise<CodeEditor> {
  const { host, source } = options;
  allowInlineStylesOf(host); // before Monaco's first module
  const [{ createMonaco, editorApi }] = await Promise.all([import('./monaco'), loadStyles(options.stylesHref)]);
  source.after(host);
  const monaco = createMonaco(options, themeName(currentTheme()));
  watchTheme(theme => editorApi.setTheme(themeName(theme)));
  letEscapeThenTabLeave();

  const models = new Map([['main.py', monaco.getModel()!]]);
  const step = monaco.createDecorationsCollection();
  const errors = monaco.createDecorationsCollection();
  monaco.onDidChangeModelContent(() => options.changed(monaco.getValue()));

  return {
    show,
    replace: text => {
      if (text !== monaco.getValue()) monaco.executeEdits('replaced', [{ range: monaco.getModel()!.getFullModelRange(), text }]);
    },
    focus: () => monaco.focus(),
    goTo: line => {
      monaco.setPosition({ lineNumber: line, column: monaco.getModel()!.getLineFirstNonWhitespaceColumn(line) || 1 });
      monaco.revealLineInCenterIfOutsideViewport(line);
      monaco.focus();
    },
    showMarks,
    showStep: line => {
      step.set(line === null ? [] : [{ range: wholeLine(line), options: { isWholeLine: true, className: 'step-line', linesDecorationsClassName: 'step-arrow' } }]);
      if (line !== null) monaco.revealLineInCenterIfOutsideViewport(line);
    },
    setTextSize: pixels => monaco.updateOptions({ fontSize: pixels, lineHeight: Math.round(pixels * 1.6) }),
  };

  function show(file: ShownFile): void {
    const model = models.get(file.name) ?? editorApi.createModel(file.text, file.name.endsWith('.py') ? 'python' : 'plaintext');
    models.set(file.name, model);
    if (model.getValue() !== file.text) model.setValue(file.text);
    monaco.setModel(model);
    monaco.updateOptions({ readOnly: file.readOnly });
  }

  function showMarks(marks: readonly Mark[]): void {
    const model = models.get('main.py')!;
    const last = model.getLineCount();
    editorApi.setModelMarkers(model, 'learnflow', marks.filter(mark => mark.line <= last).map(mark => ({
      severity: mark.severity === 'error' ? 8 : 4, // MarkerSeverity.Error and Warning
      message: mark.message,
      startLineNumber: mark.line,
      endLineNumber: mark.line,
      startColumn: mark.column ?? (model.getLineFirstNonWhitespaceColumn(mark.line) || 1),
      endColumn: mark.endColumn ?? model.getLineMaxColumn(mark.line),
    })));
    errors.set(marks.filter(mark => mark.severity === 'error' && mark.line <= last)
      .map(mark => ({ range: wholeLine(mark.line), options: { isWholeLine: true, className: 'error-line' } })));
  }

  /** Tab indents; after Escape it moves on instead, until another key is pressed (WCAG 2.1.2). */
  function letEscapeThenTabLeave(): void {
    const leaves = (on: boolean) => monaco.updateOptions({ tabFocusMode: on });
    monaco.onKeyDown(event => {
      if (event.browserEvent.key === 'Escape') leaves(true);
      else if (!['Tab', 'Shift'].includes(event.browserEvent.key)) leaves(false);
    });
    monaco.onDidBlurEditorText(() => leaves(false));
  }
}

function wholeLine(line: number) {
  return { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 };
}
