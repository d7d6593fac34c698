// “Share”: a link under which others read the program as it is now.
import { element } from './elements';
import { post, reasonOf } from './gateway';

/** Makes the button answer, where the page has one; `program` gives what is shared. */
export function attachShare(program: () => { title: string; code: string }): void {
  const button = document.querySelector<HTMLButtonElement>('[data-share]');
  const place = document.querySelector<HTMLElement>('[data-share-link]');
  if (!button || !place) return;
  button.addEventListener('click', async () => {
    button.disabled = true;
    place.hidden = false;
    place.replaceChildren(element('p', { role: 'status' }, 'Making a link…'));
    try {
      const shared = await (await post('/api/exercises/shares', program())).json();
      show(place, new URL(`/shared/${shared.token}`, location.href).href);
    } catch (failure) {
      place.replaceChildren(element('p', { role: 'alert' }, reasonOf(failure)));
    } finally {
      button.disabled = false;
    }
  });
}

function show(place: HTMLElement, address: string): void {
  const field = element('input', { id: 'share-address', readonly: '', value: address });
  const copy = element('button', { type: 'button', class: 'tool' }, 'Copy');
  const said = element('span', { role: 'status' });
  copy.addEventListener('click', async () => {
    field.select();
    said.textContent = await navigator.clipboard?.writeText(address).then(() => 'Copied', () => null) ?? 'Press Ctrl + C to copy.';
  });
  place.replaceChildren(
    element('label', { for: 'share-address' }, 'Whoever has this link can read the program as it is now'),
    element('div', { class: 'share-row' }, field, copy, said),
    element('p', {}, element('a', { href: '/shared' }, 'My links'), ' lists them, to take them back.'));
  field.focus();
}
