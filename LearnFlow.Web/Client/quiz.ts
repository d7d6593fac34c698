// Lines that are to be put in order: moved by their arrows without a round trip, or dragged with a mouse.
const field = document.querySelector<HTMLElement>('[data-order=open]');
if (field) attach(field);

function attach(order: HTMLElement): void {
  const told = order.querySelector<HTMLElement>('[data-told]')!;
  const lines = () => [...order.querySelectorAll<HTMLElement>('[data-option]')];
  let dragged: HTMLElement | null = null;

  function renumber(): void {
    lines().forEach((line, place, all) => {
      for (const button of line.querySelectorAll<HTMLButtonElement>('[data-move]')) {
        const isUp = button.dataset.move === '-1';
        button.disabled = isUp ? place === 0 : place === all.length - 1;
        button.value = `${place}:${button.dataset.move}`;
        button.querySelector('.visually-hidden')!.textContent = `Move line ${place + 1} ${isUp ? 'up' : 'down'}`;
      }
    });
  }

  function put(line: HTMLElement, place: number): void {
    const others = lines().filter(other => other !== line);
    order.insertBefore(line, others[place] ?? told);
    renumber();
    told.textContent = `The line is in place ${place + 1} of ${others.length + 1} now.`;
  }

  order.addEventListener('click', event => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>('[data-move]');
    if (!button) return;
    event.preventDefault();
    const line = button.closest<HTMLElement>('[data-option]')!;
    put(line, lines().indexOf(line) + Number(button.dataset.move));
    const next = button.disabled ? line.querySelector<HTMLButtonElement>('[data-move]:not([disabled])') : button;
    next?.focus();
  });

  for (const line of lines()) {
    line.draggable = true;
    line.addEventListener('dragstart', () => { dragged = line; });
    line.addEventListener('dragend', () => { dragged = null; });
    line.addEventListener('dragover', event => {
      if (!dragged) return;
      event.preventDefault();
      if (dragged !== line) put(dragged, lines().indexOf(line));
    });
    line.addEventListener('drop', event => event.preventDefault());
  }
}
