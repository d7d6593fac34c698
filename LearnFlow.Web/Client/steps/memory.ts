// Frames on the left, objects on the right, arrows from names to objects: what a program holds, in the manner of Python Tutor.
import { element } from '../elements';
import type { Frame, HeapObject, Named, Step, Value } from './trace';
import { textOf } from './words';

/** Objects that are written where they are named: an arrow to them would say nothing. */
const written = new Set(['function', 'method', 'other']);
const svgNamespace = 'http://www.w3.org/2000/svg';

export class Memory {
  readonly root = element('div', { class: 'memory', role: 'group', 'aria-label': 'What the program holds', tabindex: '0' });
  private readonly frames = element('div', { class: 'memory-frames' });
  private readonly objects = element('div', { class: 'memory-objects' });
  private readonly arrows = document.createElementNS(svgNamespace, 'svg');

  constructor() {
    this.arrows.setAttribute('aria-hidden', 'true');
    this.arrows.setAttribute('class', 'memory-arrows');
    this.root.append(
      element('section', { 'aria-label': 'Variables' }, element('h3', {}, 'Variables'), this.frames),
      element('section', { 'aria-label': 'Objects' }, element('h3', {}, 'Objects'), this.objects),
      this.arrows);
    new ResizeObserver(() => this.drawArrows()).observe(this.root);
  }

  show(step: Step, before: Step | undefined): void {
    const hidden = step.hiddenFrames ? [element('p', { class: 'hint' }, `${step.hiddenFrames} more calls are not shown.`)] : [];
    this.frames.replaceChildren(...step.stack.map((frame, depth) => frameTable(frame, step, before?.stack[depth], before, depth === step.stack.length - 1)), ...hidden);
    if (step.event === 'return' && step.function !== '<module>' && step.returned) this.frames.append(returned(step));
    const reachable = order(step);
    this.objects.replaceChildren(...reachable.map(([number, level]) => objectCard(number, level, step, before)));
    if (reachable.length === 0) this.objects.append(element('p', { class: 'hint' }, 'Lists, dictionaries and other objects appear here.'));
    this.drawArrows();
  }

  private drawArrows(): void {
    const origin = this.root.getBoundingClientRect();
    this.arrows.setAttribute('viewBox', `0 0 ${origin.width} ${origin.height}`);
    this.arrows.replaceChildren(...[...this.root.querySelectorAll<HTMLElement>('[data-ref]')].flatMap(dot => {
      const card = this.objects.querySelector<HTMLElement>(`[data-object="${dot.dataset.ref}"]`);
      if (!card) return [];
      const from = dot.getBoundingClientRect();
      const to = card.getBoundingClientRect();
      const [x1, y1] = [from.left + from.width / 2 - origin.left, from.top + from.height / 2 - origin.top];
      const [x2, y2] = [to.left - origin.left, to.top - origin.top + Math.min(16, to.height / 2)];
      const bend = x2 - x1 > 24 ? (x2 - x1) / 2 : 28;
      const arrow = document.createElementNS(svgNamespace, 'g');
      arrow.append(
        path(`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}`, 'arrow-line'),
        path(`M${x2 - 8} ${y2 - 4.5} L${x2} ${y2} L${x2 - 8} ${y2 + 4.5} Z`, 'arrow-head'));
      arrow.setAttribute('data-arrow', dot.dataset.ref!);
      return [arrow];
    }));
  }
}

function path(d: string, name: string): SVGPathElement {
  const line = document.createElementNS(svgNamespace, 'path');
  line.setAttribute('d', d);
  line.setAttribute('class', name);
  return line;
}

/** Numbers of the objects that are drawn, as they are met from the frames, and how far from one: 0 when a frame names them. */
function order(step: Step): [number: string, level: number][] {
  const levels = new Map<string, number>();
  let values = step.stack.flatMap(frame => frame.locals.map(local => local.value));
  if (step.returned) values.push(step.returned);
  for (let level = 0; values.length; level++) {
    const next: Value[] = [];
    for (const { ref } of values) {
      const object = step.heap[ref ?? ''];
      if (ref === undefined || !object || levels.has(ref) || written.has(object.type)) continue;
      levels.set(ref, level);
      next.push(...object.items ?? [], ...(object.entries ?? []).flatMap(entry => [entry.key, entry.value]), ...(object.fields ?? []).map(field => field.value));
    }

    values = next;
  }

  return [...levels];
}

function frameTable(frame: Frame, step: Step, earlier: Frame | undefined, before: Step | undefined, isNow: boolean): HTMLElement {
  const caption = frame.function === '<module>' ? 'Program' : `${frame.function}()`;
  const known = new Map((earlier?.function === frame.function ? earlier.locals : []).map(({ name, value }) => [name, value]));
  return element('table', { class: isNow ? 'trace-frame is-now' : 'trace-frame' }, element('caption', {}, caption), element('tbody', {},
    ...frame.locals.map(({ name, value }) => row(name, value, step, isChanged(known.get(name), value, before)))));
}

function isChanged(old: Value | undefined, now: Value, before: Step | undefined): boolean {
  return !!before && (old?.text !== now.text || old?.ref !== now.ref);
}

function row(name: string, value: Value, step: Step, changed: boolean): HTMLElement {
  return element('tr', changed ? { class: 'changed' } : {}, element('th', { scope: 'row' }, name), element('td', {}, show(value, step)));
}

function returned(step: Step): HTMLElement {
  return element('table', { class: 'trace-frame' }, element('caption', {}, 'Returned'), element('tbody', {}, row('value', step.returned!, step, false)));
}

/** A plain value, or the start of an arrow. */
function show(value: Value, step: Step): HTMLElement {
  const object = step.heap[value.ref ?? ''];
  if (value.ref === undefined || !object || written.has(object.type)) return element('code', {}, textOf(value, step.heap));
  return element('span', { class: 'ref', 'data-ref': value.ref }, element('span', { class: 'visually-hidden' }, `${kindOf(object)} number ${value.ref}`));
}

function kindOf(object: HeapObject): string {
  if (object.type === 'instance') return object.class ?? 'object';
  if (object.type === 'class') return `class ${object.name}`;
  return object.class ?? object.type;
}

function objectCard(number: string, level: number, step: Step, before: Step | undefined): HTMLElement {
  const object = step.heap[number]!;
  const old = before?.heap[number];
  const title = element('p', { class: 'object-kind' }, kindOf(object), element('span', { class: 'visually-hidden' }, ` number ${number}`));
  const card = element('div', { class: `object object-${object.type}`, 'data-object': number, 'data-level': String(Math.min(level, 2)) }, title);
  if (object.items) {
    const isOrdered = object.type === 'list' || object.type === 'tuple' || object.type === 'deque';
    card.append(element('ol', { class: 'cells' }, ...object.items.map((item, index) =>
      element('li', isChanged(old?.items?.[index], item, old && before) ? { class: 'changed' } : {},
        ...isOrdered ? [element('span', { class: 'cell-place' }, String(index))] : [], show(item, step)))));
    if (object.items.length === 0) title.append(', empty');
  } else if (object.entries) {
    const known = new Map(old?.entries?.map(({ key, value }) => [textOf(key, before!.heap), value]));
    card.append(pairs(object.entries.map(({ key, value }) => [show(key, step), value, isChanged(known.get(textOf(key, step.heap)), value, old && before)]), step));
    if (object.entries.length === 0) title.append(', empty');
  } else if (object.fields) {
    const known = new Map(old?.fields?.map(({ name, value }) => [name, value]));
    card.append(pairs(object.fields.map(({ name, value }: Named) => [name, value, isChanged(known.get(name), value, old && before)]), step));
  }

  if (object.more) card.append(element('p', { class: 'hint' }, `and ${object.more} more`));
  return card;
}

function pairs(rows: [name: string | Node, value: Value, changed: boolean][], step: Step): HTMLElement {
  return element('table', { class: 'pairs' }, element('tbody', {}, ...rows.map(([name, value, changed]) =>
    element('tr', changed ? { class: 'changed' } : {}, element('th', { scope: 'row' }, name), element('td', {}, show(value, step))))));
}
