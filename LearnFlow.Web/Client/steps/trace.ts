// A program's steps, from the sandbox (POST /trace; docs/sandbox.md says what a step is).
import { post } from '../gateway';
import type { Program } from '../run';

/** A plain value as Python writes it, or a reference into the heap. */
export interface Value {
  text?: string;
  ref?: string;
}

export interface Named {
  name: string;
  value: Value;
}

export interface Frame {
  function: string;
  line: number;
  locals: Named[];
}

export interface HeapObject {
  type: string;
  class?: string;
  name?: string;
  text?: string;
  items?: Value[];
  entries?: { key: Value; value: Value }[];
  fields?: Named[];
  parameters?: string[];
  bases?: string[];
  more?: number;
}

export interface Step {
  line: number;
  event: 'call' | 'line' | 'return' | 'exception';
  function: string;
  file: string;
  stdout: string;
  stack: Frame[];
  heap: Record<string, HeapObject>;
  hiddenFrames?: number;
  returned?: Value;
  exception?: { type: string; message: string };
}

export interface Trace {
  status: string;
  truncated: boolean;
  steps: Step[];
  output: string;
  error: string | null;
  session: unknown;
}

/** Traces `program`; with `session` it is one that has asked for input, and is repeated with a line more. */
export async function trace(program: Program, settings: { interactive: boolean; session?: unknown; maxSteps?: number; wallTimeMs?: number }, signal?: AbortSignal): Promise<Trace> {
  const { interactive, session, maxSteps, wallTimeMs } = settings;
  const response = await post('/api/sandbox/trace', {
    language: 'python', code: program.code, files: program.files, stdin: program.stdin, interactive, session, maxSteps, limits: wallTimeMs ? { wallTimeMs } : undefined,
  }, signal);
  return response.json();
}
