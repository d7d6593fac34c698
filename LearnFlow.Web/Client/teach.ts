// The teachers' board: a struggle that begins or ends anywhere renews the list, which the server renders.
const board = document.querySelector<HTMLElement>('[data-board]')!;
const link = document.querySelector<HTMLElement>('[data-teach-link]')!;
const pollMs = 15_000;

async function renew(): Promise<void> {
  const response = await fetch('/teach?handler=Board', { headers: { accept: 'text/html' } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  board.replaceChildren(...document.importNode(page.body, true).childNodes);
}

const renewSafely = () => renew().catch(() => undefined); // the next event or poll tries again
const stream = new EventSource('/teach/live');
stream.addEventListener('open', () => {
  link.dataset.state = 'live';
  link.textContent = 'Live';
  void renewSafely();
});
stream.addEventListener('error', () => {
  link.dataset.state = 'waiting';
  link.textContent = 'Reconnecting…';
});
stream.addEventListener('struggle', renewSafely);
stream.addEventListener('resolved', renewSafely);
setInterval(() => { if (stream.readyState !== EventSource.OPEN) void renewSafely(); }, pollMs);
addEventListener('pagehide', () => stream.close());
