// Calls to the services through the gateway.

/** A refusal, in the words of the service that refused. */
export class Refusal extends Error {}

/** POSTs `body` as JSON; throws a {@link Refusal} when the service does not do what was asked. */
export async function post(path: string, body: unknown, signal?: AbortSignal, accept = 'application/json'): Promise<Response> {
  return accepted(await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    signal,
  }));
}

/** GETs JSON; throws a {@link Refusal} when the service does not give it. */
export async function get(path: string): Promise<Response> {
  return accepted(await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' }));
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;

  const problem = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('retry-after'));
  const wait = retryAfter > 0 ? ` Try again in ${retryAfter} s.` : '';
  throw new Refusal((problem.detail ?? `The server refused (HTTP ${response.status}).`) + wait);
}

/** Why something failed, for the learner. */
export function reasonOf(failure: unknown): string {
  return failure instanceof Refusal ? failure.message : 'The server did not answer. Check your connection and try again; your code is still here.';
}
