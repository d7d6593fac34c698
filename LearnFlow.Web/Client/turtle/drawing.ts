// A turtle's picture: drawn as the program drew it, at the turtle's own speed, then the finished picture. Whoever asks for
// less motion sees the finished picture at once.
import { element } from '../elements';
import type { Picture } from '../run';
import { Paper } from './paper';

const stillMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class Drawing {
  private readonly image = element('img', { class: 'turtle', 'data-turtle': '', alt: 'The picture that the turtle drew' });
  private readonly canvas = element('canvas', { class: 'turtle', 'data-turtle-canvas': '', role: 'img', 'aria-label': 'The turtle is drawing' });
  private readonly again = element('button', { type: 'button', class: 'tool', 'data-draw-again': '' }, 'Draw again');
  private readonly finish = element('button', { type: 'button', class: 'tool', 'data-finish': '' }, 'Finish at once');
  private picture: Picture | null = null;
  private frame = 0;
  private drawn = 0;

  constructor(private readonly place: HTMLElement) {
    this.finish.addEventListener('click', () => this.showFinished(true));
    this.again.addEventListener('click', () => this.animate(0));
  }

  clear(): void {
    cancelAnimationFrame(this.frame);
    this.picture = null;
    this.drawn = 0;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  /** Shows `picture`; what an earlier one of the same run has shown is not drawn again. */
  show(picture: Picture): void {
    this.picture = picture;
    this.image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`;
    this.place.hidden = false;
    if (stillMotion.matches || picture.steps.length <= this.drawn) this.showFinished(false);
    else this.animate(this.drawn);
    this.drawn = picture.steps.length;
  }

  /** What of turtle graphics the program asked for and does not get. */
  notes(): Node[] {
    const names = this.picture?.unavailable ?? [];
    if (names.length === 0) return [];
    return [element('span', { 'data-unavailable': '' },
      `${names.map(name => `${name}()`).join(', ')}: keys, clicks and timers do not reach a turtle here, so what waits for them never runs. `)];
  }

  private showFinished(moveFocus: boolean): void {
    cancelAnimationFrame(this.frame);
    const canReplay = !!this.picture?.steps.length && !stillMotion.matches;
    this.place.replaceChildren(this.image, ...canReplay ? [this.again] : []);
    if (moveFocus) this.again.focus();
  }

  private animate(from: number): void {
    const { svg, steps } = this.picture!;
    const paper = new Paper(this.canvas, svg);
    paper.skip(steps.slice(0, from));
    this.place.replaceChildren(this.canvas, this.finish);
    let at = from;
    let spent = 0;
    let last = performance.now();
    const tick = (now: number) => {
      spent += Math.min(now - last, 100);
      last = now;
      while (at < steps.length) {
        const takes = paper.duration(steps[at]!);
        if (spent < takes) break;
        spent -= takes;
        paper.do(steps[at++]!);
      }

      if (at === steps.length) return this.showFinished(document.activeElement === this.finish);
      const takes = paper.duration(steps[at]!);
      paper.draw(steps[at]!, takes > 0 ? spent / takes : 1);
      this.frame = requestAnimationFrame(tick);
    };
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(tick);
  }
}
