"""Type, lines broken by Chinese rules, and a page on which the rectangle of every character is known."""

import collections

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 2400, 3400  # about 220 dots an inch for a tabloid
NOTO = '/usr/share/fonts/opentype/noto/Noto%sCJK-%s.ttc'
SIMPLIFIED = 2  # the face for simplified Chinese in those collections
KAI = '/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf'

NOT_FIRST = set('，。、；：？！”’）》】〕』」%％…—·,.!?:;)')
NOT_LAST = set('“‘（《【〔『「(')
BLANK = ' \u3000'
UNBROKEN = 12  # a number or a foreign word longer than this is broken

# A printed character: its rectangle, its block, its place in the block's text, and the number of its line on the page.
Char = collections.namedtuple('Char', 'c x0 y0 x1 y1 block index line')
# A block: its article (None for furniture), its role, its text.
Block = collections.namedtuple('Block', 'article role text')

_fonts = {}
_lacking = {}


def font(face, size):
    """The font of a face, `kai` or `FAMILY-WEIGHT` of Noto (`Serif-Bold`), in pixels."""
    key = (face, size)
    if key not in _fonts:
        if face == 'kai':
            _fonts[key] = ImageFont.truetype(KAI, size)
        else:
            _fonts[key] = ImageFont.truetype(NOTO % tuple(face.split('-')), size, index=SIMPLIFIED)
    return _fonts[key]


def lacks(c, size):
    """True where the kai face has no such character, and would print an empty box."""
    key = (c, size)
    if key not in _lacking:
        kai = font('kai', size)
        _lacking[key] = bytes(kai.getmask(c)) == bytes(kai.getmask('\U0010ffff'))
    return _lacking[key]


def advance(c, size, face_font):
    """How far a character moves the next one on."""
    if c == '\u3000' or ord(c) >= 0x250:
        return size
    return max(face_font.getlength(c), size * .28)


def width_of(text, size, face):
    """How wide a text is on one line."""
    return sum(advance(c, size, font(face, size)) for c in text)


def stays(last, first, so_far):
    """True where no line may end between two characters."""
    if first in NOT_FIRST or last in NOT_LAST:
        return True
    return first.isascii() and last.isascii() and first != ' ' and last != ' ' and so_far < UNBROKEN


def break_lines(text, width, size, face, indent=0):
    """The lines of a text, each a list of (character, place in the text, advance); `indent` in characters."""
    face_font = font(face, size)
    items = [(c, i, advance(c, size, face_font)) for i, c in enumerate(text)]
    lines, line, x, i = [], [], indent * size, 0
    while i < len(items):
        c, _, step = items[i]
        if x + step > width + .5 and line:
            behind = items[i + 1][0] if i + 1 < len(items) else ''
            # Half a mark may hang over, if what follows may begin a line.
            if c in NOT_FIRST and behind not in NOT_FIRST and x + step * .5 <= width + .5:
                line.append(items[i])
                i += 1
            else:
                back = 0
                while back < len(line) - 1 and stays(line[-1 - back][0], items[i - back][0], back):
                    back += 1
                if back >= len(line) - 1:
                    back = 0
                if back:
                    line = line[:-back]
                    i -= back
            lines.append(line)
            line, x = [], 0
        elif not line and c in BLANK and lines:
            i += 1
        else:
            line.append(items[i])
            x += step
            i += 1
    if line:
        lines.append(line)
    return lines


class Page:
    """A page being printed."""

    def __init__(self):
        self.image = Image.new('L', (WIDTH, HEIGHT), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.chars = []
        self.blocks = {}
        self.lines = 0

    def block(self, article, role, text):
        """A new block's number; its characters are set with `put`."""
        number = len(self.blocks) + 1
        self.blocks[number] = Block(article, role, text)
        return number

    def put(self, line, x, y, size, face, block, fill=0, stretch=0.0):
        """Sets one line of a block, its top left at x and y; `stretch` is put between its characters."""
        self.lines += 1
        for c, index, step in line:
            if c not in BLANK:
                face_font = font('Serif-Regular' if face == 'kai' and lacks(c, size) else face, size)
                self.draw.text((round(x), round(y)), c, font=face_font, fill=fill)
                top = y + size * .16
                self.chars.append(Char(c, x, top, x + step, top + size * 1.02, block, index, self.lines))
            x += step + stretch

    def put_in(self, line, x, y, width, size, face, block, indent=0, align='justify', last=False):
        """Sets one line in a measure: `align` is left, right, center or justify, which a last line is not."""
        wide = sum(step for _, _, step in line)
        start, stretch = x + indent * size, 0
        if align == 'center':
            start = x + (width - wide) / 2
        elif align == 'right':
            start = x + width - wide
        elif align == 'justify' and not last and len(line) > 1:
            stretch = (width - wide - indent * size) / (len(line) - 1)
        self.put(line, start, y, size, face, block, stretch=stretch)

    def paragraph(self, text, x, y, width, size, face, block, pitch, indent=0, align='justify', lines=None):
        """Sets a text downward from y, in `lines` where they are broken already; returns the y below."""
        lines = lines or break_lines(text, width, size, face, indent)
        for n, line in enumerate(lines):
            first = indent if n == 0 else 0
            self.put_in(line, x, y, width, size, face, block, first, align, last=n + 1 == len(lines))
            y += pitch
        return y
