"""Turtle graphics without a window: every move is written to a list of drawing commands, which the host makes a picture of.

The interface is that of Python's own turtle module (https://docs.python.org/3/library/turtle.html) as far as a picture goes. The page
animates it with the speed and the tracer that the program chose; delay does nothing, and keys, clicks and timers never come.
"""
import atexit, json, math, os

_MOST_COMMANDS = 20_000
_MOST_ANIMATED = 5_000  # pages animate no more: then turns and moves without a line are left out
_FLUSHED_EVERY = 200
_SHAPES = ('arrow', 'blank', 'circle', 'classic', 'square', 'triangle', 'turtle')
_COLOURS = frozenset('''aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey
darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey
darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite
gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue
lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid
mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff
peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver
skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
yellowgreen'''.split())


class TurtleGraphicsError(Exception):
    """Something that turtle graphics cannot do."""


class Terminator(Exception):
    """Raised by Python's own turtle when its window is closed; never here."""


class Vec2D(tuple):
    """A point or a vector."""

    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    def __add__(self, other):
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other):
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __mul__(self, other):
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other):
        return Vec2D(self[0] * other, self[1] * other)

    def __neg__(self):
        return Vec2D(-self[0], -self[1])

    def __abs__(self):
        return math.hypot(*self)

    def rotate(self, angle):
        """The vector turned counterclockwise by so many degrees."""
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Vec2D(self[0] * cosine - self[1] * sine, self[0] * sine + self[1] * cosine)

    def __getnewargs__(self):
        return self[0], self[1]

    def __repr__(self):
        return '(%.2f,%.2f)' % self


class _Drawing:
    """The commands, written to the host now and then so that a program that is stopped leaves what it drew."""
    waiting = []
    written = 0
    turtles = []
    traced = True
    unavailable = set()

    @classmethod
    def add(cls, *command):
        if cls.written == 0:
            atexit.register(cls.flush)
        cls.written += 1
        if cls.written > _MOST_COMMANDS:
            return
        cls.waiting.append(command)
        if len(cls.waiting) >= _FLUSHED_EVERY:
            cls.flush()

    @classmethod
    def animate(cls, *command):
        """Adds what only the animation shows."""
        if cls.written < _MOST_ANIMATED:
            cls.add(*command)

    @classmethod
    def lack(cls, name):
        """Lets the page say that a function does nothing here."""
        if name not in cls.unavailable:
            cls.unavailable.add(name)
            cls.add('unavailable', name)

    @classmethod
    def flush(cls):
        commands = [*cls.waiting, *(turtle._state() for turtle in cls.turtles)]
        cls.waiting.clear()
        text = ''.join(json.dumps(command) + '\n' for command in commands)
        device = os.open('/dev/drawing', os.O_WRONLY)
        try:
            os.write(device, text.encode('utf-8', 'replace'))
        finally:
            os.close(device)


def _number(value):
    value = float(value)
    return round(value, 2) if math.isfinite(value) else 0.0


def _lacking(name):
    def call(*arguments, **options):
        _Drawing.lack(name)
    call.__name__ = call.__qualname__ = name
    return call


class _Screen:
    """The picture as a whole."""

    def __init__(self):
        self._mode = 1.0
        self._background = 'white'
        self._size = 400, 300
        self._title = 'Python Turtle Graphics'

    def setup(self, width=0.5, height=0.75, startx=None, starty=None):
        self._size = tuple(int(part * whole) if isinstance(part, float) and part <= 1 else int(part)
                           for part, whole in ((width, 800), (height, 600)))
        _Drawing.add('size', *self._size)

    def screensize(self, canvwidth=None, canvheight=None, bg=None):
        if bg is not None:
            self.bgcolor(bg)
        if canvwidth is None:
            return self._size
        self.setup(int(canvwidth), int(canvheight if canvheight is not None else canvwidth))

    def setworldcoordinates(self, llx, lly, urx, ury):
        _Drawing.add('world', *map(_number, (llx, lly, urx, ury)))

    def bgcolor(self, *colour):
        if not colour:
            return self._background
        self._background = self._colour(colour)
        _Drawing.add('background', self._background)

    def title(self, titlestring):
        self._title = str(titlestring)
        _Drawing.add('title', self._title)

    def colormode(self, cmode=None):
        if cmode is None:
            return self._mode
        if cmode in (1.0, 255):
            self._mode = cmode

    def window_width(self):
        return self._size[0]

    def window_height(self):
        return self._size[1]

    def turtles(self):
        return list(_Drawing.turtles)

    def clear(self):
        for turtle in _Drawing.turtles:
            turtle.clear()
        _Drawing.turtles.clear()
        self.bgcolor('white')

    clearscreen = clear

    def reset(self):
        for turtle in _Drawing.turtles:
            turtle.reset()

    resetscreen = reset

    def textinput(self, title, prompt):
        return input(f'{prompt} ')

    def numinput(self, title, prompt, default=None, minval=None, maxval=None):
        text = input(f'{prompt} ').strip()
        return default if not text and default is not None else float(text)

    def getshapes(self):
        return list(_SHAPES)

    def _colour(self, colour):
        """A colour as text: a name, #rgb or #rrggbb."""
        if len(colour) == 1:
            colour = colour[0]
        if isinstance(colour, str):
            name = colour.replace(' ', '').lower()
            if name in _COLOURS or (name[:1] == '#' and len(name) in (4, 7) and all(c in '0123456789abcdef' for c in name[1:])):
                return name
            raise TurtleGraphicsError('bad color string: %s' % colour)
        try:
            parts = [round(255 * part / self._mode) for part in colour]
        except TypeError:
            raise TurtleGraphicsError('bad color arguments: %s' % (colour,)) from None
        if len(parts) != 3 or not all(0 <= part <= 255 for part in parts):
            raise TurtleGraphicsError('bad color sequence: %s' % (colour,))
        return '#%02x%02x%02x' % tuple(parts)

    def tracer(self, n=None, delay=None):
        if n is None:
            return int(_Drawing.traced)
        _Drawing.traced = bool(n)

    def update(self):
        _Drawing.animate('pause')

    def _nothing(self, *arguments, **options):
        """There is no window, so nothing to wait for."""

    mainloop = done = exitonclick = bye = listen = delay = mode = register_shape = addshape = bgpic = getcanvas = _nothing
    onkey, onkeypress, onkeyrelease, onclick, onscreenclick, ontimer = map(_lacking, (
        'onkey', 'onkeypress', 'onkeyrelease', 'onclick', 'onscreenclick', 'ontimer'))


_screen = _Screen()


def Screen():
    """The one screen."""
    return _screen


class Turtle:
    """A pen that walks over the screen."""

    def __init__(self, shape='classic', undobuffersize=1000, visible=True):
        self._id = len(_Drawing.turtles) + 1
        self._shape = shape
        self._visible = visible
        self._circle = 360.0
        _Drawing.turtles.append(self)
        self._start()

    def _start(self):
        self._position = Vec2D(0.0, 0.0)
        self._angle = 0.0
        self._down = True
        self._width = 1
        self._pen = self._fill = 'black'
        self._filling = None
        self._stretch = 1.0
        self._speed = 3
        self._shown = True, 'classic', 'black', 'black', 1.0

    def _state(self):
        return ('turtle', self._id, *map(_number, self._position), _number(self._angle), self._visible, self._shape, self._pen, self._fill,
                _number(self._stretch))

    def _show(self):
        """Tells the animation how the turtle looks, if that has changed."""
        look = self._visible, self._shape, self._pen, self._fill, self._stretch
        if look != self._shown:
            self._shown = look
            _Drawing.animate(*self._state())

    def _pace(self):
        return _number(self._speed) if _Drawing.traced else -1

    # Moving

    def _go(self, target):
        self._show()
        way = *map(_number, (*self._position, *target)),
        if self._down:
            _Drawing.add('line', self._id, *way, _number(self._width), self._pen, self._pace(), _number(self._angle))
        elif target != self._position:
            _Drawing.animate('move', self._id, *way, _number(self._angle), self._pace())
        if self._filling is not None:
            self._filling.append(target)
        self._position = target

    def _turn(self, degrees):
        self._angle = (self._angle + degrees) % 360

    def forward(self, distance):
        self._go(self._position + Vec2D(float(distance), 0).rotate(self._angle))

    def back(self, distance):
        self.forward(-distance)

    def _face(self, angle):
        self._show()
        self._angle = angle % 360
        _Drawing.animate('turn', self._id, _number(self._angle), self._pace())

    def left(self, angle):
        self._face(self._angle + angle * 360 / self._circle)

    def right(self, angle):
        self._face(self._angle - angle * 360 / self._circle)

    def goto(self, x, y=None):
        self._go(Vec2D(*map(float, x if y is None else (x, y))))

    def teleport(self, x=None, y=None, *, fill_gap=False):
        down, self._down = self._down, False
        self.goto(self.xcor() if x is None else x, self.ycor() if y is None else y)
        self._down = down

    def setx(self, x):
        self.goto(x, self._position[1])

    def sety(self, y):
        self.goto(self._position[0], y)

    def setheading(self, to_angle):
        self._face(to_angle * 360 / self._circle)

    def home(self):
        self.goto(0, 0)
        self._face(0.0)

    def circle(self, radius, extent=None, steps=None):
        degrees = 360.0 if extent is None else extent * 360 / self._circle
        if steps is None:
            steps = 1 + int(min(11 + abs(radius) / 6.0, 59.0) * abs(degrees) / 360)
        turn = degrees / steps * (1 if radius >= 0 else -1)
        chord = 2.0 * abs(radius) * math.sin(math.radians(abs(degrees) / steps / 2)) * (1 if degrees >= 0 else -1)
        self._turn(turn / 2)
        for _ in range(steps):
            self.forward(chord)
            self._turn(turn)
        self._face(self._angle - turn / 2)

    def speed(self, speed=None):
        if speed is None:
            return self._speed
        self._speed = speed if isinstance(speed, (int, float)) else {'fastest': 0, 'fast': 10, 'normal': 6, 'slow': 3, 'slowest': 1}[speed]

    # Asking

    def position(self):
        return self._position

    def xcor(self):
        return self._position[0]

    def ycor(self):
        return self._position[1]

    def heading(self):
        return self._angle * self._circle / 360

    def _place(self, x, y=None):
        if isinstance(x, Turtle):
            return x._position
        return Vec2D(*x) if y is None else Vec2D(x, y)

    def distance(self, x, y=None):
        return abs(self._place(x, y) - self._position)

    def towards(self, x, y=None):
        dx, dy = self._place(x, y) - self._position
        return round(math.degrees(math.atan2(dy, dx)), 10) % 360 * self._circle / 360

    def degrees(self, fullcircle=360.0):
        self._circle = float(fullcircle)

    def radians(self):
        self._circle = 2 * math.pi

    # Pen and colours

    def pendown(self):
        self._down = True

    def penup(self):
        self._down = False

    def isdown(self):
        return self._down

    def pensize(self, width=None):
        if width is None:
            return self._width
        self._width = width

    def pencolor(self, *colour):
        if not colour:
            return self._pen
        self._pen = _screen._colour(colour)

    def fillcolor(self, *colour):
        if not colour:
            return self._fill
        self._fill = _screen._colour(colour)

    def color(self, *colours):
        if not colours:
            return self._pen, self._fill
        if len(colours) == 2:
            self._pen, self._fill = (_screen._colour((colour,)) for colour in colours)
        else:
            self._pen = self._fill = _screen._colour(colours)

    def pen(self, pen=None, **given):
        given = {**(pen or {}), **given}
        if not given:
            return {'pendown': self._down, 'pensize': self._width, 'pencolor': self._pen, 'fillcolor': self._fill, 'shown': self._visible}
        self._down = given.get('pendown', self._down)
        self._width = given.get('pensize', self._width)
        self._visible = given.get('shown', self._visible)
        for name in ('pencolor', 'fillcolor'):
            if name in given:
                getattr(self, name)(given[name])

    def filling(self):
        return self._filling is not None

    def begin_fill(self):
        _Drawing.add('fill', self._id)  # the lines that follow lie above it
        self._filling = [self._position]

    def end_fill(self):
        if self._filling is not None:
            _Drawing.add('filled', self._id, self._fill, [_number(part) for point in self._filling for part in point])
            self._filling = None

    def dot(self, size=None, *colour):
        if isinstance(size, (str, tuple)):
            size, colour = None, (size, *colour)
        size = max(self._width + 4, self._width * 2) if size is None else size
        _Drawing.add('dot', self._id, *map(_number, self._position), _number(size), _screen._colour(colour) if colour else self._pen)

    def write(self, arg, move=False, align='left', font=('Arial', 8, 'normal')):
        font = tuple(font) + ('Arial', 8, 'normal')[len(font):] if not isinstance(font, str) else (font, 8, 'normal')
        _Drawing.add('text', self._id, *map(_number, self._position), str(arg), str(align), str(font[0]), _number(font[1]), str(font[2]), self._pen)

    def stamp(self):
        _Drawing.add('stamp', *self._state()[1:])
        return _Drawing.written

    # The turtle itself

    def showturtle(self):
        self._visible = True
        self._show()

    def hideturtle(self):
        self._visible = False
        self._show()

    def isvisible(self):
        return self._visible

    def shape(self, name=None):
        if name is None:
            return self._shape
        if name not in _SHAPES:
            raise TurtleGraphicsError('There is no shape named %s' % name)
        self._shape = name

    def shapesize(self, stretch_wid=None, stretch_len=None, outline=None):
        if stretch_wid is None and stretch_len is None:
            return self._stretch, self._stretch, 1
        self._stretch = float(stretch_wid if stretch_wid is not None else stretch_len)

    def clear(self):
        _Drawing.add('clear', self._id)

    def reset(self):
        self.clear()
        self._visible = True
        self._start()

    def clone(self):
        other = Turtle()
        number = other._id
        other.__dict__.update(self.__dict__)
        other._id = number
        return other

    def getscreen(self):
        return _screen

    def getturtle(self):
        return self

    def _nothing(self, *arguments, **options):
        """Nothing of what is on paper is undone."""

    onclick, onrelease, ondrag = map(_lacking, ('onclick', 'onrelease', 'ondrag'))
    setundobuffer = resizemode = tilt = tiltangle = settiltangle = _nothing
    fd, bk, backward, lt, rt, setpos, setposition, seth = forward, back, back, left, right, goto, goto, setheading
    pos, down, pd, up, pu, width, st, ht, turtlesize, getpen = position, pendown, pendown, penup, penup, pensize, showturtle, hideturtle, shapesize, getturtle


Pen = RawTurtle = RawPen = Turtle
_first = None


def _on_first(name):
    def call(*arguments, **options):
        global _first
        if _first is None:
            _first = Turtle()
        return getattr(_first, name)(*arguments, **options)
    call.__name__ = call.__qualname__ = name
    return call


for _name in dir(Turtle):
    if _name[0] != '_':
        globals()[_name] = _on_first(_name)
for _name in dir(_Screen):
    if _name[0] != '_' and _name not in ('clear', 'reset', 'onclick'):
        globals()[_name] = getattr(_screen, _name)
__all__ = [_name for _name in globals() if _name[0] != '_' and _name not in ('atexit', 'json', 'math', 'os')]
