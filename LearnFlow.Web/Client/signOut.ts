// Signing out: what was just typed goes to the server, then nothing stays in this browser, and other tabs leave too. The
// server's answer says the same to browsers that know Clear-Site-Data.
import { clearCopies } from './draftCopies';

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('learnflow') : null;

/** Makes the forms that sign out wait for the drafts, and leaves when another tab signs out. */
export function attachSignOut(): void {
  clearCopies('others');
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign-out]')) {
    form.addEventListener('submit', event => {
      event.preventDefault();
      void leave(form);
    });
  }
  channel?.addEventListener('message', event => {
    if (event.data !== 'signed-out') return;
    clearCopies('all');
    location.replace('/');
  });
}

async function leave(form: HTMLFormElement): Promise<void> {
  const { saveAll, stopSaving } = await import('./draftSync'); // only pages with an editor have it already
  if (!await saveAll() && !confirm('Your latest changes could not be saved, and signing out removes them from this browser. Sign out all the same?')) return;
  stopSaving();
  clearCopies('all');
  channel?.postMessage('signed-out');
  form.submit();
}
