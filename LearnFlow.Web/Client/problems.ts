// What Python's parser says of the program, asked while somebody types: not at every key, and less often when the server is busy.
import type { Mark } from './editor/codeEditor';
import { syntaxError } from './python/errors';

/** The part of POST /analyze's answer (docs/sandbox.md) that is shown. */
interface Analysis {
  ok: boolean;
  syntaxError: { message: string; line: number; column: number; endLine: number | null; endColumn: number | null } | null;
  undefinedNames: { name: string; line: number }[];
  warnings: { line: number; message: string }[];
}

const pauseMs = 700;
const leastMs = 2_000;
/** Runs share the budget: the last ones are theirs. */
const leftForRuns = 30;

/** Calls `found` with the marks for `program()` after `typed()` was called and a pause; with nothing while it is not known. */
export function watchProblems(program: () => string, found: (marks: Mark[]) => void): { typed(): void } {
  let timer = 0;
  let earliest = 0;
  let asked: AbortController | null = null;
  let last: string | null = null;
  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), Math.max(ms, earliest - Date.now()));
  };

  async function ask(): Promise<void> {
    const code = program();
    if (code === last) return;
    if (!code.trim()) {
      last = code;
      return found([]);
    }

    earliest = Date.now() + leastMs;
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch('/api/sandbox/analyze', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ language: 'python', code }), signal: asked.signal,
      });
      const waitSeconds = Number(response.headers.get('retry-after')) || Number(response.headers.get('ratelimit-reset')) || 10;
      if (!response.ok || Number(response.headers.get('ratelimit-remaining') ?? leftForRuns) < leftForRuns) earliest = Date.now() + waitSeconds * 1000;
      if (!response.ok) return plan(0);
      const marks = marksOf(await response.json(), code);
      last = code;
      if (code === program()) found(marks);
    } catch {
      // aborted by the next one, or offline: the next key asks again
    }
  }

  return {
    typed() {
      if (program() !== last) plan(pauseMs);
    },
  };
}

function marksOf(analysis: Analysis, code: string): Mark[] {
  const lines = code.split('\n');
  const error = analysis.syntaxError;
  if (error) {
    const endColumn = error.endLine === error.line && error.endColumn && error.endColumn > error.column ? error.endColumn : undefined;
    return [{ line: error.line, column: Math.min(error.column, (lines[error.line - 1]?.length ?? 0) || 1), endColumn, message: syntaxError(error.message), severity: 'error' }];
  }

  return [
    ...analysis.undefinedNames.filter(({ name }) => !isBlank(name)).map(({ name, line }): Mark => {
      const column = (lines[line - 1]?.search(new RegExp(`\\b${name}\\b`, 'u')) ?? -1) + 1;
      return { line, ...column > 0 ? { column, endColumn: column + name.length } : {}, message: `The name ${name} is nowhere given a value.`, severity: 'warning' };
    }),
    ...analysis.warnings.map(({ line, message }): Mark => ({ line, message, severity: 'warning' })),
  ];
}

/** What an exercise leaves for the learner to fill in. */
function isBlank(name: string): boolean {
  return /^_{2,}$/.test(name);
}
