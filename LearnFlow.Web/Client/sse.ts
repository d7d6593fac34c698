// Reads Server-Sent Events from the answer to a POST, which EventSource cannot do (WHATWG HTML, section 9.2.6).

/** One event. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** The events of `response`, as they come. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { name: 'message', data: [] as string[] };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') {
        if (event.data.length) yield { name: event.name, data: event.data.join('\n') };
        event = { name: 'message', data: [] };
      } else if (line.startsWith('event:')) event.name = line.slice(6).trim();
      else if (line.startsWith('data:')) event.data.push(line.slice(5).replace(/^ /, ''));
    }
  }
}
