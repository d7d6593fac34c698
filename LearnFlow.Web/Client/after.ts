// What next, after a pass: the server renders it, and it is put below the results.

/** Fills the page's place for it when a solution has passed; `graded` comes from the results (results.ts). */
export function attachAfter(slug: string): void {
  const place = document.querySelector<HTMLElement>('[data-after]');
  place?.parentElement?.addEventListener('graded', event => {
    if ((event as CustomEvent<{ passed: boolean }>).detail.passed) void show(place, slug);
  });
}

async function show(place: HTMLElement, slug: string): Promise<void> {
  const response = await fetch(`/exercises/${encodeURIComponent(slug)}/after`, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!response?.ok) return; // the results stand by themselves
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  place.replaceChildren(...document.importNode(page.body, true).childNodes);
}
