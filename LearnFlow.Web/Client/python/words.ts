// What the editors know of Python beside its grammar: which names there are to suggest.
import { builtins } from './builtins';

const keywords = ('and as assert async await break class continue def del elif else except finally for from global if import in is lambda '
  + 'match nonlocal not or pass raise return try while with yield').split(' ');

/** Modules of the standard library that run in the sandbox. */
export const modules = ('abc argparse array ast asyncio base64 bisect calendar cmath collections colorsys contextlib copy csv dataclasses datetime '
  + 'decimal difflib doctest enum fnmatch fractions functools getpass glob graphlib hashlib heapq html inspect io itertools json keyword '
  + 'locale logging math numbers operator os pathlib pickle pprint queue random re reprlib secrets shutil sqlite3 statistics string struct '
  + 'sys tempfile textwrap time timeit tokenize traceback turtle types typing unicodedata unittest uuid warnings weakref zlib').split(' ');

export type Kind = 'function' | 'keyword' | 'module' | 'name';

export interface Suggestion {
  name: string;
  kind: Kind;
  /** How it is called; empty when there is nothing to say. */
  detail: string;
}

/** What may follow: modules after `import` and `from`, nothing after a dot or in text, else names that the program, Python or its grammar has. */
export function suggestions(lineBefore: string, program: string): Suggestion[] {
  const word = /[A-Za-z_]\w*$/.exec(lineBefore)?.[0] ?? '';
  const before = lineBefore.slice(0, lineBefore.length - word.length);
  if (isInTextOrComment(before) || before.endsWith('.')) return [];
  if (/^\s*(import\s+([\w.]+\s*,\s*)*|from\s+)$/.test(before)) return modules.map(name => ({ name, kind: 'module', detail: 'standard library' }));
  return [
    ...[...ownNames(program)].filter(name => name !== word).map(name => ({ name, kind: 'name' as const, detail: 'in your program' })),
    ...Object.entries(builtins).map(([name, [signature]]) => ({ name, kind: 'function' as const, detail: signature === name ? '' : signature })),
    ...keywords.map(name => ({ name, kind: 'keyword' as const, detail: '' })),
  ];
}

/** Names that a program uses and that are not Python's own. */
function ownNames(program: string): Set<string> {
  const code = program.replace(/("""|''')[\s\S]*?\1|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'|#.*/g, ' ');
  return new Set((code.match(/(?<![\w.])[A-Za-z_]\w+/g) ?? []).filter(name => !(name in builtins) && !keywords.includes(name)));
}

function isInTextOrComment(before: string): boolean {
  const rest = before.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, '');
  return /["'#]/.test(rest);
}
