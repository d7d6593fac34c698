// CodeMirror 6 behind the page's interface, with a row of the keys that a phone's keyboard hides.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, StateEffect, StateField, Transaction, type Extension } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { builtins } from '../python/builtins';
import { suggestions, type Kind } from '../python/words';
import { currentTheme, watchTheme } from '../theme';
import type { CodeEditor, Mark, ShownFile } from './codeEditor';
import type { EditorOptions } from './editor';
import { fillKeyRow } from './keyRow';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], class: 'code-keyword' },
  { tag: tags.string, class: 'code-string' },
  { tag: tags.number, class: 'code-number' },
  { tag: tags.comment, class: 'code-comment' },
]);

const setStep = StateEffect.define<number | null>();
const stepLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setStep)) return lines(transaction.state, effect.value === null ? [] : [effect.value], 'step-line');
    }
    return shown.map(transaction.changes);
  },
  provide: field => EditorView.decorations.from(field),
});

const setErrors = StateEffect.define<number[]>();
const errorLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setErrors)) return lines(transaction.state, effect.value, 'error-line');
    return shown.map(transaction.changes);
  },
  provide: field => EditorView.decorations.from(field),
});

export async function createEditor(options: EditorOptions): Promise<CodeEditor> {
  const { host, source } = options;
  const dark = new Compartment();
  const states = new Map<string, EditorState>();
  let shown = 'main.py';

  const extensions = (readOnly: boolean, isPython: boolean): Extension => [
    EditorView.cspNonce.of(document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''),
    EditorState.readOnly.of(readOnly),
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    indentUnit.of('    '),
    EditorState.tabSize.of(4),
    EditorView.lineWrapping,
    isPython ? [new LanguageSupport(pythonLanguage), indentOnInput(), bracketMatching(), closeBrackets(), autocompletion({ override: [complete], defaultKeymap: false, icons: false }), hoverTooltip(explain)] : [],
    syntaxHighlighting(colours),
    lintGutter(),
    stepLine,
    errorLines,
    keymap.of([{ key: 'Tab', run: acceptCompletion }, ...closeBracketsKeymap, ...completionKeymap.filter(binding => binding.key !== 'Enter'), ...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.contentAttributes.of({
      'aria-label': options.label, 'aria-describedby': options.wayOut, autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', enterkeyhint: 'enter',
    }),
    dark.of(EditorView.darkTheme.of(currentTheme() === 'dark')),
    EditorView.updateListener.of(update => { if (update.docChanged) options.changed(update.state.doc.toString()); }),
  ];
  const stateOf = (file: ShownFile) => EditorState.create({ doc: file.text, extensions: extensions(file.readOnly, file.name.endsWith('.py')) });

  const view = new EditorView({ state: stateOf({ name: shown, text: source.value, readOnly: false }), parent: host });
  source.after(host);
  watchTheme(theme => view.dispatch({ effects: dark.reconfigure(EditorView.darkTheme.of(theme === 'dark')) }));
  fillKeyRow(view);

  return {
    show(file) {
      states.set(shown, view.state);
      shown = file.name;
      const kept = states.get(shown);
      view.setState(kept && kept.doc.toString() === file.text ? kept : stateOf(file));
    },
    replace(text) {
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: Transaction.userEvent.of('input.replace') });
      }
    },
    focus: () => view.focus(),
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    showMarks(marks) {
      if (shown !== 'main.py') return;
      view.dispatch(setDiagnostics(view.state, marks.filter(mark => mark.line <= view.state.doc.lines).map(mark => diagnostic(view.state, mark))),
        { effects: setErrors.of(marks.filter(mark => mark.severity === 'error').map(mark => mark.line)) });
    },
    showStep(line) {
      const effects: StateEffect<unknown>[] = [setStep.of(line)];
      if (line !== null && line <= view.state.doc.lines) effects.push(EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'center' }));
      view.dispatch({ effects });
    },
    setTextSize: () => view.requestMeasure(), // the style sheet does it
  };
}

function lines(state: EditorState, numbers: number[], name: string): DecorationSet {
  return Decoration.set([...new Set(numbers)].sort((a, b) => a - b).filter(line => line <= state.doc.lines)
    .map(line => Decoration.line({ class: name }).range(state.doc.line(line).from)));
}

function diagnostic(state: EditorState, mark: Mark) {
  const line = state.doc.line(mark.line);
  const from = Math.min(line.to, line.from + (mark.column ?? 1) - 1);
  const to = mark.endColumn ? Math.min(line.to, line.from + mark.endColumn - 1) : line.to;
  return { from, to: Math.max(from, to), severity: mark.severity, message: mark.message };
}

const types: Record<Kind, string> = { function: 'function', keyword: 'keyword', module: 'namespace', name: 'variable' };

function complete(context: CompletionContext) {
  const word = context.matchBefore(/\w*/)!;
  if (word.from === word.to && !context.explicit) return null;
  const line = context.state.doc.lineAt(context.pos);
  const found = suggestions(context.state.sliceDoc(line.from, context.pos), context.state.doc.toString());
  return { from: word.from, validFor: /^\w*$/, options: found.map(({ name, kind, detail }) => ({ label: name, type: types[kind], detail })) };
}

function explain(view: EditorView, position: number) {
  const word = view.state.wordAt(position);
  const known = word && view.state.sliceDoc(word.from, word.to);
  if (!word || !known || !Object.hasOwn(builtins, known)) return null;
  return {
    pos: word.from,
    end: word.to,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'code-explanation';
      const signature = document.createElement('code');
      signature.textContent = builtins[known]![0];
      const sentence = document.createElement('p');
      sentence.textContent = builtins[known]![1];
      dom.append(signature, sentence);
      return { dom };
    },
  };
}
