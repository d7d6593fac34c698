// Replays a learner's attempts, oldest first; changed lines are marked.
const panel = document.querySelector<HTMLElement>('[data-replay]');
const attempts = [...document.querySelectorAll<HTMLElement>('[data-attempt]')].reverse().map(item => ({
  text: `${item.querySelector('time')!.textContent} ${item.querySelector('[data-summary]')!.textContent}`,
  lines: (item.querySelector('[data-program]')?.textContent ?? '(not kept)').replace(/^\n/, '').split('\n'),
}));

if (panel && attempts.length > 0) {
  const slider = panel.querySelector<HTMLInputElement>('[data-at]')!;
  const told = panel.querySelector<HTMLElement>('[data-told]')!;
  const code = panel.querySelector<HTMLElement>('[data-code]')!;
  const show = (index: number) => {
    slider.value = String(index);
    const at = Number(slider.value);
    const before = new Set(attempts[at - 1]?.lines ?? attempts[at]!.lines);
    told.textContent = `Attempt ${at + 1} of ${attempts.length}: ${attempts[at]!.text}`;
    code.replaceChildren(...attempts[at]!.lines.map(line => {
      const span = document.createElement('span');
      span.textContent = `${line}\n`;
      span.toggleAttribute('data-now', !before.has(line));
      return span;
    }));
  };
  slider.max = String(attempts.length - 1);
  slider.addEventListener('input', () => show(Number(slider.value)));
  panel.querySelector('[data-back]')!.addEventListener('click', () => show(Number(slider.value) - 1));
  panel.querySelector('[data-forward]')!.addEventListener('click', () => show(Number(slider.value) + 1));
  panel.hidden = false;
  show(0);
}
