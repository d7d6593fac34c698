// The tutor's card: shows the first hint about the newest open struggle with this page's exercise. What is open when the page
// loads comes from Triage; what is found or ends later comes over one Server-Sent Events stream, which the browser reconnects
// by itself.
import { liveStream } from './live';
import { renderMarkdown } from './markdown';

/** A struggle, as Triage reports it. The line is one of the program that was tried last. */
interface Struggle {
  id: string;
  reason: string;
  exerciseId: string | null;
  hint?: string | null;
  line?: number | null;
}

/** Fills the card of this page, if it has one. */
export function attachTutor(): void {
  const card = document.querySelector<HTMLElement>('[data-tutor]');
  if (!card) return;
  const idle = card.querySelector<HTMLElement>('[data-tutor-idle]')!;
  const nudge = card.querySelector<HTMLElement>('[data-nudge]')!;
  const text = card.querySelector<HTMLElement>('[data-nudge-text]')!;
  const why = card.querySelector<HTMLElement>('[data-nudge-why]')!;
  const line = card.querySelector<HTMLButtonElement>('[data-nudge-line]')!;
  const here = document.querySelector<HTMLElement>('[data-workspace]')?.dataset.exerciseId || null;
  const link = card.querySelector<HTMLElement>('[data-tutor-link]')!;
  const open = new Map<string, Struggle>();
  const dismissed = new Set<string>();

  function render(): void {
    const shown = [...open.values()].findLast(struggle => !dismissed.has(struggle.id) && (struggle.exerciseId ?? null) === here);
    text.replaceChildren(renderMarkdown(shown ? shown.hint ?? shown.reason : ''));
    why.textContent = shown?.hint ? shown.reason : '';
    line.hidden = !shown?.line;
    line.textContent = `Show line ${shown?.line}`;
    line.value = String(shown?.line);
    nudge.hidden = !shown;
    idle.hidden = !!shown;
    card!.classList.toggle('is-nudging', !!shown);
    card!.dataset.struggle = shown?.id ?? '';
  }

  async function readOpenStruggles(): Promise<void> {
    const response = await fetch('/api/triage/struggles', { headers: { accept: 'application/json' } });
    if (!response.ok) return; // the stream still brings what is found from now on
    const struggles: Struggle[] = await response.json();
    open.clear();
    for (const struggle of struggles.reverse()) open.set(struggle.id, struggle);
    render();
  }

  line.addEventListener('click', () => document.dispatchEvent(new CustomEvent('show-line', { detail: Number(line.value) })));
  card.querySelector('[data-nudge-dismiss]')!.addEventListener('click', () => {
    dismissed.add(card.dataset.struggle ?? '');
    render();
  });

  const stream = liveStream();
  stream.addEventListener('open', () => {
    link.dataset.state = 'live';
    link.textContent = 'Live';
    readOpenStruggles().catch(() => undefined); // also after a break: what was missed is open at Triage
  });
  stream.addEventListener('error', () => {
    link.dataset.state = 'waiting';
    link.textContent = 'Reconnecting…';
  });
  stream.addEventListener('struggle', event => {
    const struggle: Struggle = JSON.parse(event.data);
    open.delete(struggle.id);
    open.set(struggle.id, struggle);
    render();
  });
  stream.addEventListener('resolved', event => {
    open.delete(JSON.parse(event.data).struggleId);
    render();
  });
  setInterval(() => {
    if (stream.readyState !== EventSource.OPEN) readOpenStruggles().catch(() => undefined); // a proxy that lets no stream through
  }, 15_000);
}
