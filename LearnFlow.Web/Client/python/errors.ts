// What an error means, in plain words, and the article that says more (a slug of the concept library).

export interface Explanation {
  sentence: string;
  article: string;
}

type Explain = (message: string) => string;

const explanations: Readonly<Record<string, readonly [Explain, string]>> = {
  NameError: [message => `The name ${named(message)} has no value here: it is misspelt, or it is set later or elsewhere.`, 'variables'],
  UnboundLocalError: [message => `The function uses ${named(message)} before it gives it a value.`, 'scope'],
  TypeError: [typeError, 'converting-types'],
  ValueError: [message => /invalid literal for int|could not convert string to float/.test(message)
    ? `This text is not a number: ${message.replace(/^.*: /, '')}.` : 'The value has the right type, but this cannot be done with it.', 'checking-input'],
  ZeroDivisionError: [() => 'Something is divided by zero.', 'numbers'],
  IndexError: [() => 'The place is past the end: a list of three has the places 0, 1 and 2.', 'indexing'],
  KeyError: [message => `The dictionary has no key ${message}.`, 'missing-keys'],
  AttributeError: [message => /'NoneType'/.test(message)
    ? 'The value is None, which has no such method: did a function return nothing?' : 'This value has no attribute or method of that name.', 'methods'],
  IndentationError: [() => 'The spaces at the start of the line do not fit the lines above it.', 'if-else'],
  TabError: [() => 'Tabs and spaces are mixed at the start of lines. Use spaces only.', 'if-else'],
  SyntaxError: [syntaxError, 'reading-tracebacks'],
  ModuleNotFoundError: [() => 'There is no module of that name here.', 'decomposition'],
  ImportError: [() => 'The module does not have what is imported from it.', 'decomposition'],
  FileNotFoundError: [() => 'There is no file of that name beside the program.', 'reading-files'],
  EOFError: [() => 'The program wanted another line of input, and there was none.', 'input'],
  RecursionError: [() => 'The function calls itself again and again, and never stops.', 'recursion'],
  AssertionError: [() => 'An assert found that its condition does not hold.', 'testing-with-assert'],
  UnicodeDecodeError: [() => 'The file is not text in the expected encoding.', 'reading-files'],
  OverflowError: [() => 'The number is too large for this calculation.', 'numbers'],
};

/** What an error of this type means; null when there is nothing plainer to say than Python does. */
export function explain(type: string, message: string): Explanation | null {
  const found = explanations[type];
  return found ? { sentence: found[0](message), article: found[1] } : null;
}

/** All articles that an explanation leads to. */
export const explainedIn: readonly string[] = [...new Set(Object.values(explanations).map(([, article]) => article))];

function named(message: string): string {
  return /'([^']+)'/.exec(message)?.[1] ?? '';
}

function typeError(message: string): string {
  if (/can only concatenate str|unsupported operand/.test(message)) return 'These two values cannot be put together: one of them must be converted first, with str(), int() or float().';
  if (/missing \d+ required/.test(message)) return 'The function is called with too few values.';
  if (/takes .* positional/.test(message)) return 'The function is called with too many values.';
  if (/not subscriptable/.test(message)) return 'This value has no places in brackets: it is no list, text or dictionary.';
  if (/not callable/.test(message)) return 'There are round brackets after something that is no function.';
  if (/not iterable/.test(message)) return 'A loop needs something with items, and this has none.';
  return 'A value has the wrong type for what is done with it.';
}

/** Python's words for a program that cannot be read, made plainer. */
export function syntaxError(message: string): string {
  if (/expected ':'/.test(message)) return 'A colon is missing at the end of this line.';
  if (/was never closed/.test(message)) return `The bracket ${named(message)} is opened and never closed.`;
  if (/unterminated (triple-quoted )?string|EOL while/.test(message)) return 'A text is opened with a quote and never closed.';
  if (/unmatched/.test(message)) return `There is a closing bracket ${named(message)} too many.`;
  if (/does not match opening/.test(message)) return 'A bracket is closed by one of another kind.';
  if (/expected an indented block/.test(message)) return 'After the line with the colon, the next line must start with four spaces.';
  if (/unexpected indent/.test(message)) return 'This line starts with spaces that do not belong there.';
  if (/unindent does not match/.test(message)) return 'The spaces at the start of this line match no line above it.';
  if (/forgot a comma/.test(message)) return 'Perhaps a comma is missing.';
  if (/Maybe you meant '=='/.test(message)) return 'To compare, write == with two equal signs.';
  if (/Missing parentheses in call to 'print/.test(message)) return 'print needs round brackets: print("…").';
  if (/cannot assign to/.test(message)) return 'A value can only be given to a name; the name stands left of the equal sign.';
  return `Python cannot read this: ${message}.`;
}
