// Draws a turtle's steps on a canvas (LearnFlow.Sandbox/Turtle/TurtleStep.cs says what a step is). Everything is drawn anew for
// each frame: a turtle may clear what it drew, and its fill lies under the lines that follow.

interface Turtle {
  x: number;
  y: number;
  heading: number;
  visible: boolean;
  shape: string;
  pen: string;
  fill: string;
  stretch: number;
}

interface Shape {
  turtle: number;
  paint(context: CanvasRenderingContext2D): void;
}

/** Milliseconds of a hop, and of a step that is not animated. */
const hopMs = 16;
const instantMs = 4;
const pauseMs = 33;

export class Paper {
  private readonly context: CanvasRenderingContext2D;
  private readonly scale: number;
  private readonly view: readonly [left: number, top: number, width: number, height: number];
  private readonly turtles = new Map<number, Turtle>();
  private readonly openFills = new Map<number, Shape[]>();
  private shapes: Shape[] = [];
  private background = 'white';

  constructor(canvas: HTMLCanvasElement, svg: string) {
    const numbers = (name: string) => (new RegExp(`${name}="([-\\d. ]+)"`).exec(svg)?.[1] ?? '').split(' ').map(Number);
    const [left = 0, top = 0, width = 400, height = 400] = numbers('viewBox');
    const [pixels = 400] = numbers(' width');
    this.view = [left, top, width, height];
    this.scale = Math.min(2, devicePixelRatio || 1) * pixels / width;
    canvas.width = Math.round(width * this.scale);
    canvas.height = Math.round(height * this.scale);
    this.context = canvas.getContext('2d')!;
  }

  /** Milliseconds that a step takes: as in Python's turtle, a hop is longer and a turn wider the higher the speed is. */
  duration(step: unknown[]): number {
    const [name, turtle] = step as [string, number];
    if (name === 'pause') return pauseMs;
    if (name !== 'line' && name !== 'move' && name !== 'turn') return 0;
    const speed = step.at(-1) as number;
    if (speed < 0) return 0; // the tracer is off
    if (speed === 0 || speed > 10) return instantMs;
    if (name === 'turn') {
      const angle = Math.abs(((step[2] as number) - this.of(turtle).heading + 540) % 360 - 180);
      return hopMs * (1 + Math.floor(angle / (3 * speed)));
    }

    const [, , x1, y1, x2, y2] = step as [string, number, number, number, number, number];
    return hopMs * (1 + Math.floor(Math.hypot(x2 - x1, y2 - y1) / (3 * 1.1 ** speed * speed)));
  }

  skip(steps: unknown[][]): void {
    for (const step of steps) this.do(step);
  }

  do(step: unknown[]): void {
    const [name, id] = step as [string, number];
    const turtle = this.of(id);
    switch (name) {
      case 'background':
        this.background = step[1] as string;
        break;
      case 'line':
      case 'move': {
        const [, , x1, y1, x2, y2, heading, width, colour] = step as [string, number, number, number, number, number, number, number, string];
        if (name === 'line') this.shapes.push(line(id, x1, y1, x2, y2, width, colour));
        Object.assign(turtle, { x: x2, y: y2, heading });
        break;
      }
      case 'turn':
        turtle.heading = step[2] as number;
        break;
      case 'turtle': {
        const [, , x, y, heading, visible, shape, pen, fill, stretch] = step as [string, number, number, number, number, boolean, string, string, string, number];
        Object.assign(turtle, { x, y, heading, visible, shape, pen, fill, stretch });
        break;
      }
      case 'stamp': {
        const [, , x, y, heading, visible, shape, pen, fill, stretch] = step as [string, number, number, number, number, boolean, string, string, string, number];
        this.shapes.push({ turtle: id, paint: context => paintTurtle(context, { x, y, heading, visible, shape, pen, fill, stretch }) });
        break;
      }
      case 'fill': {
        const place: Shape = { turtle: id, paint: () => undefined };
        this.shapes.push(place);
        this.openFills.set(id, [...this.openFills.get(id) ?? [], place]);
        break;
      }
      case 'filled': {
        const place = this.openFills.get(id)?.pop();
        if (place) place.paint = context => fillPolygon(context, step[2] as string, step[3] as number[]);
        break;
      }
      case 'dot': {
        const [, , x, y, size, colour] = step as [string, number, number, number, number, string];
        this.shapes.push({ turtle: id, paint: context => {
          context.fillStyle = colour;
          context.beginPath();
          context.arc(x, -y, Math.abs(size) / 2, 0, 2 * Math.PI);
          context.fill();
        } });
        break;
      }
      case 'text': {
        const [, , x, y, text, align, family, size, style, colour] = step as [string, number, number, number, string, string, string, number, string, string];
        this.shapes.push({ turtle: id, paint: context => {
          context.font = `${style} ${size}px "${family}", sans-serif`;
          context.textAlign = align === 'center' || align === 'right' ? align : 'left';
          context.fillStyle = colour;
          context.fillText(text, x, -y);
        } });
        break;
      }
      case 'clear':
        this.shapes = this.shapes.filter(shape => shape.turtle !== id);
        this.openFills.delete(id);
        break;
    }
  }

  /** Draws everything so far, and `part` (0 to 1) of the step that is under way. */
  draw(step: unknown[], part: number): void {
    const [left, top, width, height] = this.view;
    const { context, scale } = this;
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    context.lineCap = context.lineJoin = 'round';
    context.fillStyle = this.background;
    context.fillRect(left, top, width, height);
    for (const shape of this.shapes) shape.paint(context);
    const [name, id] = step as [string, number];
    const moving = this.turtles.get(id);
    if (moving && (name === 'line' || name === 'move')) {
      const [, , x1, y1, x2, y2, heading, penWidth, colour] = step as [string, number, number, number, number, number, number, number, string];
      const [x, y] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
      if (name === 'line') line(id, x1, y1, x, y, penWidth, colour).paint(context);
      Object.assign(moving, { x, y, heading });
    } else if (moving && name === 'turn') {
      const by = ((step[2] as number) - moving.heading + 540) % 360 - 180;
      paintTurtles(context, this.turtles, id, moving.heading + by * part);
      return;
    }

    paintTurtles(context, this.turtles);
  }

  private of(id: number): Turtle {
    let turtle = this.turtles.get(id);
    if (!turtle && typeof id === 'number') {
      turtle = { x: 0, y: 0, heading: 0, visible: true, shape: 'classic', pen: 'black', fill: 'black', stretch: 1 };
      this.turtles.set(id, turtle);
    }

    return turtle ?? { x: 0, y: 0, heading: 0, visible: false, shape: 'classic', pen: 'black', fill: 'black', stretch: 1 };
  }
}

function line(turtle: number, x1: number, y1: number, x2: number, y2: number, width: number, colour: string): Shape {
  return { turtle, paint: context => {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(0.1, width);
    context.beginPath();
    context.moveTo(x1, -y1);
    context.lineTo(x2, -y2);
    context.stroke();
  } };
}

function fillPolygon(context: CanvasRenderingContext2D, colour: string, points: number[]): void {
  context.fillStyle = colour;
  context.beginPath();
  for (let at = 0; at + 1 < points.length; at += 2) context.lineTo(points[at]!, -points[at + 1]!);
  context.fill('evenodd');
}

function paintTurtles(context: CanvasRenderingContext2D, turtles: Map<number, Turtle>, turning?: number, heading?: number): void {
  for (const [id, turtle] of turtles) if (turtle.visible) paintTurtle(context, id === turning ? { ...turtle, heading: heading! } : turtle);
}

const outlines: Record<string, number[]> = {
  square: [-8, -8, 8, -8, 8, 8, -8, 8],
  triangle: [10, 0, -6, -9, -6, 9],
  turtle: [16, 0, 12, -3, 9, -2, 11, -8, 8, -10, 5, -6, 0, -8, -5, -6, -8, -9, -11, -7, -8, -3, -12, 0, -8, 3, -11, 7, -8, 9, -5, 6, 0, 8, 5, 6, 8, 10, 11, 8, 9, 2, 12, 3],
  arrow: [10, 0, -10, -10, -10, 10],
  classic: [0, 0, -9, -5, -7, 0, -9, 5],
};

function paintTurtle(context: CanvasRenderingContext2D, turtle: Turtle): void {
  if (turtle.shape === 'blank') return;
  context.save();
  context.translate(turtle.x, -turtle.y);
  context.rotate(-turtle.heading * Math.PI / 180);
  context.scale(turtle.stretch, turtle.stretch);
  context.strokeStyle = turtle.pen;
  context.fillStyle = turtle.fill;
  context.lineWidth = 1;
  context.beginPath();
  if (turtle.shape === 'circle') context.arc(0, 0, 8, 0, 2 * Math.PI);
  else {
    const points = outlines[turtle.shape] ?? outlines.classic!;
    for (let at = 0; at < points.length; at += 2) context.lineTo(points[at]!, points[at + 1]!);
    context.closePath();
  }

  context.fill();
  context.stroke();
  context.restore();
}
