// The one stream of Server-Sent Events of a page: browsers open few connections to a site, and reconnect by themselves.
let stream: EventSource | null = null;

/** The stream, opened when it is first asked for. */
export function liveStream(): EventSource {
  if (!stream) {
    stream = new EventSource('/live');
    addEventListener('pagehide', () => stream?.close());
  }
  return stream;
}
