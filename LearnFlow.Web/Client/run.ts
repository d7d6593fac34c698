// Sends a program to the sandbox through the gateway.
import { post } from './gateway';
import { readEvents } from './sse';

/** A program and what it reads. */
export interface Program {
  code: string;
  stdin: string;
  exerciseId: string | null;
  /** Further files beside it. */
  files?: { name: string; content: string }[];
}

/** How a run ended (the sandbox's contract). */
export interface RunResult {
  id: string;
  status: string;
  output: string;
  error: string;
  exitCode: number | null;
  elapsedMs: number;
  peakMemoryBytes: number;
  truncated: boolean;
  turtle?: { svg: string } | null;
}

/** Runs `program`; throws a Refusal when it was not run. */
export async function runProgram(program: Program, signal: AbortSignal): Promise<RunResult> {
  return (await post('/api/sandbox/run', { language: 'python', ...program }, signal)).json();
}

/** What a program that talks with its learner shows and asks. */
export interface Conversation {
  shown(text: string, isError: boolean): void;
  restarted(): void;
  /** The learner's next line. */
  ask(signal: AbortSignal): Promise<string>;
}

/**
 * Runs `program` and lets the learner type its input while it runs. The sandbox keeps nothing in between: it is sent all
 * lines again with one more, and shows only what is new.
 */
export async function runConversation(program: Program, talk: Conversation, signal: AbortSignal): Promise<RunResult> {
  const run = { language: 'python', code: program.code, exerciseId: program.exerciseId };
  const inputs: string[] = [];
  let session: unknown = null;
  for (;;) {
    const response = await post('/api/sandbox/run/stream', { run, interactive: true, inputs, session }, signal, 'text/event-stream');
    let result: RunResult | null = null;
    for await (const { name, data } of readEvents(response)) {
      const value = JSON.parse(data);
      if (name === 'output') talk.shown(value.text, value.error);
      else if (name === 'restarted') talk.restarted();
      else if (name === 'result') ({ result, session } = value);
      else if (name === 'problem') throw new Error(value.detail);
    }

    if (!result) throw new Error('The run was cut off.');
    if (result.status !== 'waitingForInput') return result;
    const line = await talk.ask(signal);
    talk.shown(`${line}\n`, false);
    inputs.push(line);
  }
}
