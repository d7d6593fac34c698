// Sends a program to the sandbox through the gateway.

/** A program and what it reads. */
export interface Program {
  code: string;
  stdin: string;
  exerciseId: string | null;
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
}

/** A refusal, in the words of the service that refused. */
export class Refusal extends Error {}

/** Runs `program`; throws a {@link Refusal} when it was not run. */
export async function runProgram(program: Program, signal: AbortSignal): Promise<RunResult> {
  const response = await fetch('/api/sandbox/run', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ language: 'python', ...program }),
    signal,
  });
  if (response.ok) return response.json();

  const problem = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('retry-after'));
  const wait = retryAfter > 0 ? ` Try again in ${retryAfter} s.` : '';
  throw new Refusal((problem.detail ?? `The program was not run (HTTP ${response.status}).`) + wait);
}
