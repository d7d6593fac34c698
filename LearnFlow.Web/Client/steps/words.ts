// A step in a sentence: what the line before did, and what comes next.
import type { HeapObject, Named, Step, Value } from './trace';

const longest = 60;

/** The step at `index`; `lines` are the main file's. */
export function sentence(steps: readonly Step[], index: number, lines: readonly string[]): string {
  const step = steps[index]!;
  const before = steps[index - 1];
  return [before ? whatHappened(before, step) : '', whatComes(step, lines)].filter(Boolean).join(' ');
}

/** A value in a line, what it refers to written out. */
export function textOf(value: Value, heap: Record<string, HeapObject>, depth = 0): string {
  if (value.text !== undefined) return value.text;
  const object = heap[value.ref ?? ''];
  if (!object) return '…';
  if (depth > 2) return '…';
  const inner = (item: Value) => textOf(item, heap, depth + 1);
  const more = object.more ? ', …' : '';
  switch (object.type) {
    case 'list': return `[${object.items!.map(inner).join(', ')}${more}]`;
    case 'tuple': return object.items!.length === 1 ? `(${inner(object.items![0]!)},)` : `(${object.items!.map(inner).join(', ')}${more})`;
    case 'set': return object.items!.length ? `{${object.items!.map(inner).join(', ')}${more}}` : 'set()';
    case 'dict': return `{${object.entries!.map(({ key, value: held }) => `${inner(key)}: ${inner(held)}`).join(', ')}${more}}`;
    case 'function': return `function ${object.name}(${(object.parameters ?? []).join(', ')})`;
    case 'method': return `method ${object.name}()`;
    case 'class': return `class ${object.name}`;
    case 'instance': return `${object.class}(${(object.fields ?? []).map(field => `${field.name}=${inner(field.value)}`).join(', ')}${more})`;
    default: return object.items ? `${object.type}(${object.items.map(inner).join(', ')}${more})` : object.text ?? object.type;
  }
}

function whatComes(step: Step, lines: readonly string[]): string {
  const code = (step.file === 'main.py' ? lines[step.line - 1] ?? '' : '').trim();
  const isProgram = step.function === '<module>';
  const frame = step.stack.at(-1)!;
  const isClass = isClassBody(step, lines);
  switch (step.event) {
    case 'call': {
      if (isClass) return `The class ${step.function} begins.`;
      if (isProgram) return 'The program starts.';
      const given = frame.locals.map(({ name, value }) => `${name} = ${short(value, step)}`).join(', ');
      return `${step.function} is called${given ? ` with ${given}` : ''}.`;
    }
    case 'return': return isClass ? `The class ${step.function} is complete.` : isProgram ? 'The program ends.' : `${step.function} returns ${step.returned ? short(step.returned, step) : 'None'}.`;
    case 'exception': return `Line ${step.line} raises ${step.exception?.type ?? 'an error'}${step.exception?.message ? `: ${step.exception.message}` : ''}.`;
    case 'line': return `Next is line ${step.line}${code ? `: ${code}` : ''}`;
  }
}

/** A class's body runs in a frame of its own, once. */
function isClassBody(step: Step, lines: readonly string[]): boolean {
  return step.file === 'main.py' && new RegExp(`^\\s*class ${step.function}\\b`, 'm').test(lines.join('\n'));
}

function whatHappened(before: Step, step: Step): string {
  const told = [printed(before, step), ...step.event === 'call' ? [] : changes(before, step)].filter(Boolean).slice(0, 3);
  return told.length ? `${before.event === 'line' ? `Line ${before.line} ran: ` : ''}${told.join('; ')}.` : '';
}

function printed(before: Step, step: Step): string {
  const text = step.stdout.slice(before.stdout.length).replace(/\n$/, '');
  return step.stdout.length > before.stdout.length ? `it printed ${cut(JSON.stringify(text))}` : '';
}

function changes(before: Step, step: Step): string[] {
  const frame = step.stack.at(-1)!;
  const earlier = before.stack[step.stack.length - 1];
  if (!earlier || earlier.function !== frame.function) return [];
  const known = new Map(earlier.locals.map(({ name, value }) => [name, value]));
  return frame.locals.flatMap((local: Named) => {
    const old = known.get(local.name);
    const now = short(local.value, step);
    if (!old) return isDefinition(local.value, step) ? [`${local.name} is defined`] : [`${local.name} is now ${now}`];
    const was = short(old, before);
    return was === now && old.ref === local.value.ref ? []
      : old.ref !== undefined && old.ref === local.value.ref ? [`the ${step.heap[old.ref]?.type === 'instance' ? 'object' : step.heap[old.ref]?.type ?? 'object'} of ${local.name} is now ${now}`]
        : [`${local.name} changed from ${was} to ${now}`];
  });
}

function isDefinition(value: Value, step: Step): boolean {
  return ['function', 'class'].includes(step.heap[value.ref ?? '']?.type ?? '');
}

function short(value: Value, step: Step): string {
  return cut(textOf(value, step.heap));
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
