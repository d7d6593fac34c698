// Gives a learner's program what Node.js would: console, process, prompt, and of require() what reads input; then runs it.
import * as std from 'std';

const [entry, args] = std.loadFile('/run').split('\n');
const WORK = '/work/';
const WIDE = 72, MANY = 100, DEEP = 3;

const write = (stream, text) => { stream.puts(text); stream.flush(); };

const nameOf = value => {
  try { return value.constructor?.name || 'Object'; } catch { return 'Object'; }
};

// The text of a value as Node's console writes it, as far as learners' values go.
function inspect(value, depth = 0, seen = []) {
  if (typeof value === 'string') return depth === 0 ? value : "'" + value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n') + "'";
  if (typeof value === 'bigint') return value + 'n';
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return /^class\b/.test(value.toString()) ? `[class ${value.name}]` : `[Function: ${value.name || '(anonymous)'}]`;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Error) return value.stack ? `${value}\n${shown(value.stack)}`.trimEnd() : `[${value}]`;
  if (value instanceof Date) return isNaN(value) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise { … }';
  if (seen.includes(value)) return '[Circular *1]';
  const kind = nameOf(value);
  if (depth >= DEEP) return Array.isArray(value) ? '[Array]' : `[${kind}]`;
  const inner = each => inspect(each, depth + 1, [...seen, value]);
  const key = name => /^[A-Za-z_$][\w$]*$/.test(name) ? name : inner(name);
  let parts, opening = '{', closing = '}', label = kind === 'Object' ? '' : kind + ' ';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    [opening, closing, label] = ['[', ']', Array.isArray(value) && kind === 'Array' ? '' : `${kind}(${value.length}) `];
    parts = Array.from(value).slice(0, MANY).map((each, i) => i in value ? inner(each) : '<1 empty item>');
    if (value.length > MANY) parts.push(`... ${value.length - MANY} more items`);
  } else if (value instanceof Map) {
    label = `Map(${value.size}) `;
    parts = [...value].slice(0, MANY).map(([name, held]) => `${inner(name)} => ${inner(held)}`);
  } else if (value instanceof Set) {
    label = `Set(${value.size}) `;
    parts = [...value].slice(0, MANY).map(inner);
  } else {
    if (Object.getPrototypeOf(value) === null) label = '[Object: null prototype] ';
    parts = Object.keys(value).slice(0, MANY).map(name => `${key(name)}: ${inner(value[name])}`);
  }
  if (parts.length === 0) return label + opening + closing;
  const line = `${label}${opening} ${parts.join(', ')} ${closing}`;
  const pad = '  '.repeat(depth + 1);
  return line.length <= WIDE && !line.includes('\n') ? line : `${label}${opening}\n${pad}${parts.join(',\n' + pad)}\n${pad.slice(2)}${closing}`;
}

function format(values) {
  if (typeof values[0] !== 'string' || !values[0].includes('%')) return values.map(value => inspect(value)).join(' ');
  const rest = values.slice(1);
  const text = values[0].replace(/%([sdifjoO%])/g, (whole, letter) => {
    if (letter === '%') return '%';
    if (rest.length === 0) return whole;
    const value = rest.shift();
    return letter === 's' ? inspect(value) : letter === 'd' ? String(Number(value)) : letter === 'i' ? String(parseInt(value)) :
      letter === 'f' ? String(parseFloat(value)) : letter === 'j' ? JSON.stringify(value) : inspect(value, 1);
  });
  return [text, ...rest.map(value => inspect(value))].join(' ');
}

// The learner's lines of a stack trace, by the names of the learner's files.
function shown(stack) {
  return stack.split('\n').filter(line => line.includes(WORK)).map(line => line.replace(WORK, '').replace(/<anonymous> \((.*)\)/, '$1')).join('\n');
}

let indent = '';
const counts = {}, timers = {};
const log = (...values) => write(std.out, indent + format(values).replaceAll('\n', '\n' + indent) + '\n');
const error = (...values) => write(std.err, indent + format(values) + '\n');
globalThis.console = {
  log, info: log, debug: log, error, warn: error, dir: value => log(inspect(value, 0)),
  table: rows => log(rows),
  assert: (holds, ...values) => holds || error('Assertion failed' + (values.length ? ':' : ''), ...values),
  count: (label = 'default') => log(`${label}: ${counts[label] = (counts[label] ?? 0) + 1}`),
  countReset: (label = 'default') => { counts[label] = 0; },
  group: (...values) => { if (values.length) log(...values); indent += '  '; },
  groupEnd: () => { indent = indent.slice(2); },
  time: (label = 'default') => { timers[label] = Date.now(); },
  timeEnd: (label = 'default') => log(`${label}: ${Date.now() - timers[label]}ms`),
  trace: error,
};
globalThis.print = log;

const readAll = () => { let text = ''; for (let line; (line = std.in.getline()) !== null;) text += line + '\n'; return text; };
globalThis.prompt = (text = '') => { write(std.out, text === '' ? '' : text + ' '); return std.in.getline(); };
globalThis.exit = code => { std.out.flush(); std.err.flush(); std.exit(code ?? 0); };
globalThis.process = {
  argv: ['node', entry, ...JSON.parse(args)], env: {}, platform: 'wasi', exitCode: 0, version: 'v0.0.0', cwd: () => '/work', on: () => {}, exit: globalThis.exit,
  stdout: { write: text => { write(std.out, String(text)); return true; } },
  stderr: { write: text => { write(std.err, String(text)); return true; } },
  nextTick: (call, ...values) => { Promise.resolve().then(() => call(...values)); },
};
globalThis.queueMicrotask = call => { Promise.resolve().then(call); };
globalThis.structuredClone ??= value => JSON.parse(JSON.stringify(value));

class Lines {
  constructor() { this.handlers = {}; setTimeout(() => this.run(), 0); }
  on(name, call) { this.handlers[name] = call; return this; }
  question(text, call) { write(std.out, text); call(std.in.getline() ?? ''); }
  setPrompt() {}
  prompt() {}
  close() { if (!this.closed) { this.closed = true; this.handlers.close?.(); } }
  run() {
    for (let line; this.handlers.line && !this.closed && (line = std.in.getline()) !== null;) this.handlers.line(line);
    if (this.handlers.line) this.close();
  }
  *[Symbol.iterator]() { for (let line; (line = std.in.getline()) !== null;) yield line; }
}

const absolute = path => path.startsWith('/') ? path : WORK + path;
const modules = {
  fs: {
    readFileSync: path => {
      if (path === 0 || path === '/dev/stdin') return readAll();
      const text = std.loadFile(absolute(path));
      if (text === null) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      return text;
    },
    existsSync: path => std.loadFile(absolute(path)) !== null,
    writeFileSync: (path, text) => {
      const file = std.open(absolute(path), 'w');
      if (file === null) throw new Error(`EACCES: '${path}' cannot be written`);
      file.puts(String(text));
      file.close();
    },
  },
  readline: { createInterface: () => new Lines() },
  util: { inspect: value => inspect(value, 1), format: (...values) => format(values) },
  assert: Object.assign((holds, text) => { if (!holds) throw new Error(text ?? 'The assertion failed'); }, {
    strictEqual: (one, other, text) => { if (!Object.is(one, other)) throw new Error(text ?? `${inspect(one, 1)} !== ${inspect(other, 1)}`); },
    deepStrictEqual: (one, other, text) => { if (inspect(one, 1) !== inspect(other, 1)) throw new Error(text ?? 'The values are not equal'); },
  }),
};
globalThis.require = name => {
  const found = modules[name.replace(/^node:/, '')];
  if (!found) throw new Error(`Cannot find module '${name}': programs here have fs (reading and writing files), readline, util and assert; other files are imported with import.`);
  return found;
};
globalThis.module = { exports: {} };
globalThis.exports = globalThis.module.exports;

import(WORK + entry).then(
  () => { if (globalThis.process.exitCode) setTimeout(() => std.exit(globalThis.process.exitCode), 0); },
  thrown => {
    const text = thrown instanceof Error ? `Uncaught ${thrown}\n${shown(thrown.stack ?? '')}` : `Uncaught ${inspect(thrown, 1)}`;
    write(std.err, text.trimEnd() + '\n');
    std.exit(1);
  });
