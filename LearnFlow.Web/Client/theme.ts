// Light or dark: the system's preference until the learner chooses. The choice is a cookie, so that the server renders
// the right colours from the first byte and nothing flashes.
export type Theme = 'light' | 'dark';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;

/** The theme that is shown now. */
export function currentTheme(): Theme {
  const chosen = root.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark.matches ? 'dark' : 'light';
}

/** Calls `changed` now and whenever the shown theme changes. */
export function watchTheme(changed: (theme: Theme) => void): void {
  const tell = () => changed(currentTheme());
  systemIsDark.addEventListener('change', tell);
  root.addEventListener('themechange', tell);
  tell();
}

/** Makes the header's button switch the theme. */
export function attachThemeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]');
  if (!button) return;
  button.hidden = false;
  watchTheme(theme => button.setAttribute('aria-pressed', String(theme === 'dark')));
  button.addEventListener('click', () => {
    const theme: Theme = currentTheme() === 'dark' ? 'light' : 'dark';
    root.dataset.theme = theme;
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    root.dispatchEvent(new Event('themechange'));
  });
}
