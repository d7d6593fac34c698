// Runs a program in the sandbox through the gateway and hands on what it does while it runs.
import { post } from './gateway';
import { readEvents } from './sse';

/** A file beside a program. */
export interface ProgramFile {
  name: string;
  content: string;
}

/** A program and what it reads. */
export interface Program {
  code: string;
  files: ProgramFile[];
  /** Empty: the program asks while it runs. */
  stdin: string;
  exerciseId: string | null;
}

/** How a run ended (the sandbox's contract). */
export interface RunResult {
  status: string;
  output: string;
  error: string;
  elapsedMs: number;
  peakMemoryBytes: number;
  truncated: boolean;
  errorType: string | null;
  errorMessage: string | null;
  errorLine: number | null;
  turtle?: Picture | null;
}

/** What a turtle drew (the sandbox's contract). */
export interface Picture {
  svg: string;
  steps: unknown[][];
  unavailable: string[];
}

/** Runs `program` and answers when it has ended; throws a Refusal when it was not run. */
export async function runToEnd(program: Program, signal: AbortSignal): Promise<RunResult> {
  return (await post('/api/sandbox/run', { language: 'python', ...program }, signal)).json();
}

/** Where a run is shown. */
export interface Screen {
  wrote(text: string, isError: boolean): void;
  /** The run waits for a worker; so many are served before it. */
  queued(ahead: number): void;
  /** What was shown before is void: the program went another way this time. */
  restarted(): void;
  drew(picture: Picture): void;
  /** The learner's next line; null when there is no more input. */
  ask(signal: AbortSignal): Promise<string | null>;
}

/**
 * Runs `program` until it ends. The sandbox knows when a program reads: it then answers “waiting for input”, keeps nothing,
 * is sent all lines again with one more, and sends only what is new (docs/decisions/waiting-for-input-by-replay.md).
 */
export async function runProgram(program: Program, screen: Screen, signal: AbortSignal): Promise<RunResult> {
  const { stdin, ...given } = program;
  const run = { language: 'python', ...given, stdin };
  const inputs: string[] = [];
  let session: unknown = null;
  let endOfInput = false;
  for (;;) {
    const response = await post('/api/sandbox/run/stream', { run, interactive: !stdin, inputs, session, endOfInput }, signal, 'text/event-stream');
    let result: RunResult | null = null;
    for await (const { name, data } of readEvents(response)) {
      const value = JSON.parse(data);
      if (name === 'output') screen.wrote(value.text, value.error);
      else if (name === 'queued') screen.queued(value.ahead);
      else if (name === 'restarted') screen.restarted();
      else if (name === 'result') ({ result, session } = value);
      else if (name === 'problem') throw new Error(value.detail);
    }

    if (!result) throw new Error('The run was cut off.');
    if (result.turtle) screen.drew(result.turtle);
    if (result.status !== 'waitingForInput') return result;
    const line = await screen.ask(signal);
    if (line === null) endOfInput = true;
    else {
      screen.wrote(`${line}\n`, false);
      inputs.push(line);
    }
  }
}
