"""Sets one article in a rectangle: headings, a photograph with its caption, text in columns."""

import numpy as np
from PIL import Image

from typeset import break_lines, font, width_of
import words

HEADINGS = {'kicker': 0, 'headline': 1, 'deck': 2}


def texture(rng, width, height):
    """Something like a photograph in print."""
    noise = np.random.default_rng(rng.randrange(1 << 30))
    coarse = rng.randint(3, 14)
    small = noise.random((max(2, height // (width // coarse + 1) + 2), coarse)).astype('float32')
    big = Image.fromarray((small * 200 + 25).astype('uint8')).resize((width, height), Image.BICUBIC)
    shade = np.asarray(big).astype('float32')
    y, x = np.mgrid[0:height, 0:width]
    if rng.random() < .5:
        angle, period = rng.random() * 3.14, rng.uniform(14, 60)
        shade = shade * .7 + 40 * np.sin((x * np.cos(angle) + y * np.sin(angle)) / period)
    shade = np.clip(shade + noise.normal(0, 6, shade.shape), 5, 250)
    if rng.random() < .75:  # the printer's screen
        period = rng.choice([7, 8, 9, 10])
        u, v = (x + y) / 1.414, (x - y) / 1.414
        dot = (np.cos(2 * np.pi * u / period) + np.cos(2 * np.pi * v / period)) * 60 + 128
        shade = np.where(shade > dot, np.minimum(shade + 60, 255), np.maximum(shade - 90, 0))
    return Image.fromarray(shade.astype('uint8'))


class Setter:
    """Sets articles of a pool on a page."""

    def __init__(self, page, rng, pool, style):
        self.page, self.rng, self.pool, self.style = page, rng, pool, style

    def pick(self, room):
        """Takes an article out of the pool whose text about fills so many characters."""
        best = None
        for _ in range(60):
            if not self.pool:
                break
            i = self.rng.randrange(len(self.pool))
            fit = self.pool[i]['length'] / room
            cost = (1 / fit - 1) * 3 if fit < 1 else min(fit - 1, 2) * .5
            if best is None or cost < best[0]:
                best = (cost, i)
            if cost < .12:
                break
        return self.pool.pop(best[1])['blocks']

    def banner(self, x, y, width):
        """A section's name over an article; returns the y below."""
        text, size = self.rng.choice(words.SECTIONS), self.rng.randint(34, 44)
        block = self.page.block(None, 'furniture', text)
        line = break_lines(text, width, size, 'Sans-Bold')[0]
        dark = self.rng.random() < .7
        if dark:
            self.page.draw.rectangle([x, y, x + width_of(text, size, 'Sans-Bold') + 32, y + size * 1.5], fill=60)
        self.page.put(line, x + 16, y + size * .02, size, 'Sans-Bold', block, fill=255 if dark else 0)
        return y + size * 1.75

    def article(self, article, rectangle, columns, banner=False, lead=False):
        """Takes an article from the pool and sets it in a rectangle (left, top, right, bottom) under the name `article`."""
        rng, style = self.rng, self.style
        left, top, right, bottom = rectangle
        boxed = rng.random() < style['boxed'] and right - left > 380
        if boxed:
            left, top, right, bottom, columns = self.box(left, top, right, bottom, columns)
        size, pitch, gutter = style['size'], style['pitch'], style['gutter']
        if boxed and rng.random() < .5:
            size += rng.choice([-1, 0, 1])
            pitch = round(size * style['lead'])
        face = style['face']
        if boxed and rng.random() < .3:
            face = rng.choice(['kai', 'Sans-Regular', 'Sans-Regular', 'Serif-Regular'])
        width = (right - left - gutter * (columns - 1)) / columns
        while columns > 1 and width < size * 8:
            columns -= 1
            width = (right - left - gutter * (columns - 1)) / columns
        y = self.banner(left, top, right - left) if banner else top
        room = int((bottom - y) / pitch) * columns * int(width // size)
        blocks = list(self.pick(max(60, int(room * (.97 if lead else 1.02)))))
        y = self.headings(article, blocks, left, right, y, bottom, columns, lead)
        if y > bottom - pitch * 2:
            return
        measure = {'left': left, 'width': width, 'gutter': gutter, 'columns': columns, 'size': size, 'pitch': pitch}
        taken_up = self.photograph(article, blocks, left, right, y, bottom, columns, width, lead)
        self.text(article, blocks, measure, face, y, bottom, taken_up)

    def box(self, left, top, right, bottom, columns):
        """Draws a frame or a tint; returns what is left within, and its columns."""
        rng, draw = self.rng, self.page.draw
        if rng.random() < .5:
            draw.rectangle([left, top, right, bottom], fill=rng.randint(222, 242))
        if rng.random() < .75:
            draw.rectangle([left, top, right, bottom], outline=90, width=rng.choice([2, 3, 6]))
        pad = 26
        left, top, right, bottom = left + pad, top + pad, right - pad, bottom - pad
        columns = max(1, columns + rng.choice([-1, 0, 0, 1])) if right - left > 700 else max(1, columns)
        return left, top, right, bottom, columns

    def headings(self, article, blocks, left, right, y, bottom, columns, lead):
        """Sets kicker, headline and deck over the whole width; returns the y below."""
        rng, width = self.rng, right - left
        heads = [block for block in blocks if block[0] in HEADINGS]
        if not any(role == 'kicker' for role, _ in heads) and rng.random() < .12:
            text = words.clause(rng, blocks, 6, 16)
            heads = ([('kicker', text)] if text else []) + heads
        if not any(role == 'deck' for role, _ in heads) and rng.random() < .1:
            text = words.clause(rng, blocks, 6, 18)
            heads = heads + ([('deck', rng.choice(['——', '']) + text)] if text else [])
        big = rng.randint(40, 50) if columns == 1 else (rng.randint(48, 66) if columns == 2 else rng.randint(58, 84))
        if lead and columns > 2:
            big = rng.randint(76, 110)
        if bottom - y < 560:
            big = min(big, 46)
        headline_face = rng.choice(['Serif-Black', 'Serif-Bold', 'Sans-Bold', 'Sans-Black'])
        heads.sort(key=lambda block: HEADINGS[block[0]])
        align = 'left' if rng.random() < .12 else 'center'
        for role, text in heads[:4]:
            headline, text = role == 'headline', text.strip()
            size = big if headline else max(30, int(big * rng.uniform(.45, .6)))
            face = headline_face if headline else rng.choice(['Sans-Regular', 'kai', 'Serif-Medium'])

            def lines_needed():
                return max(1, -(-int(width_of(text, size, face)) // int(width)))

            count = lines_needed()
            if headline:
                while count > 3 and size > 40:
                    size -= 4
                    count = lines_needed()
                if count == 1 and len(text) > 12 and rng.random() < .35:
                    count = 2
            wide = width_of(text, size, face)
            measure = min(width, max(wide / count + size, size * 4)) if count > 1 else width
            lines = break_lines(text, measure, size, face)
            if len(lines) > count + 1:
                lines = break_lines(text, width, size, face)
            block = self.page.block(article, role, text)
            y = self.page.paragraph(text, left, y, width, size, face, block, round(size * 1.22), align=align, lines=lines)
            y += size * .12
        return y + rng.randint(6, 26)

    def photograph(self, article, blocks, left, right, top, bottom, columns, width, lead):
        """Perhaps a photograph with its caption; returns the places it takes up: (first column, end, top, bottom)."""
        rng, gutter = self.rng, self.style['gutter']
        caption = next((text for role, text in blocks if role == 'caption'), None)
        credit = next((text for role, text in blocks if role == 'credit'), None)
        often = self.style['photo'] * (1.5 if lead else 1)
        wanted = (caption is not None and rng.random() < .8) or rng.random() < often
        if not (wanted and bottom - top > 420 and right - left > 420):
            return []
        span = 1 if columns == 1 else rng.randint(1, min(columns, 3)) if columns < 3 else rng.randint(2, columns - 1)
        first = rng.randint(0, columns - span)
        x0 = left + first * (width + gutter)
        x1 = x0 + span * width + (span - 1) * gutter
        height = int(min((bottom - top) * rng.uniform(.3, .6), (x1 - x0) * rng.uniform(.5, .85)))
        y = rng.choice([top, top, top + int((bottom - top - height) * rng.random() * .7)])
        below = self.picture(article, int(x0), int(y), int(x1), int(y + height), blocks, caption, credit)
        return [(first, first + span, y - 12, below + 18)]

    def picture(self, article, x0, y0, x1, y1, blocks, caption, credit):
        """Draws a photograph and sets its caption and credit; returns the y below."""
        rng, page = self.rng, self.page
        page.image.paste(texture(rng, x1 - x0, y1 - y0), (x0, y0))
        if rng.random() < .15 and x1 - x0 > 500:
            self.words_in_picture(x0, y0, x1, y1)
        size, face = self.style['size'] - rng.choice([0, 1, 3]), self.style['caption']
        pitch, y, width = round(size * 1.35), y1 + 10, x1 - x0
        caption = caption or words.clause(rng, blocks, 10, 50)
        if caption is None:
            return y
        who = words.name(rng)
        credit = credit or rng.choice(words.CREDITS)
        if credit and '%s' in credit:
            credit = credit % who
        if rng.random() < .3:
            caption = rng.choice(['图为', '▲', '▲图为', '上图：']) + caption
        if caption[-1] not in '。！？）':
            caption += '。'
        block = page.block(article, 'caption', caption)
        indent = rng.choice([0, 2])
        if credit and rng.random() < .5:
            # One run of text, two blocks.
            its = page.block(article, 'credit', credit)
            before, begin = len(page.chars), len(caption) + 1
            y = page.paragraph(caption + '　' + credit, x0, y, width, size, face, block, pitch, indent)
            for i in range(before, len(page.chars)):
                char = page.chars[i]
                if char.index >= begin:
                    page.chars[i] = char._replace(block=its, index=char.index - begin)
            return y
        y = page.paragraph(caption, x0, y, width, size, face, block, pitch, indent)
        if credit:
            its = page.block(article, 'credit', credit)
            y = page.paragraph(credit, x0, y, width, size, face, its, pitch, align='right')
        return y

    def words_in_picture(self, x0, y0, x1, y1):
        """A banner inside a photograph: what an engine reads of it has no answer."""
        text, size = self.rng.choice(words.PICTURE_WORDS), 54
        wide = size * len(text)
        if wide < x1 - x0 - 60:
            x, y = (x0 + x1 - wide) / 2, y0 + (y1 - y0) * self.rng.uniform(.2, .6)
            self.page.draw.rectangle([x - 20, y - 10, x + wide + 20, y + size * 1.5], fill=70)
            self.page.draw.text((x, y), text, font=font('Sans-Bold', size), fill=250)

    def text(self, article, blocks, measure, face, top, bottom, taken_up):
        """Sets what fits of byline, text and subheads in columns; the text ends with a sentence."""
        rng, style = self.rng, self.style
        width, size, pitch, columns = measure['width'], measure['size'], measure['pitch'], measure['columns']
        flow = [block for block in blocks if block[0] in ('byline', 'body', 'subhead', 'note')]
        if not any(role == 'byline' for role, _ in flow) and rng.random() < .1:
            forms = words.BYLINES + ['□本报记者 %s 通讯员 ' + words.name(rng)]
            flow.insert(0, ('byline', rng.choice(forms) % words.name(rng)))
        slots = []  # where a line may stand, in reading order: (column, y)
        for column in range(columns):
            y = top
            while y + pitch <= bottom + 2:
                hit = next((o for o in taken_up if o[0] <= column < o[1] and y + pitch > o[2] and y < o[3]), None)
                if hit:
                    y = hit[3]
                else:
                    slots.append((column, y))
                    y += pitch
        taken = self.taken(flow, width, size, face, len(slots))
        total = sum(len(lines) for _, _, lines, _, _, _ in taken)
        if not total:
            return
        if total < len(slots) and columns > 1 and rng.random() < .8:
            slots = evened(slots, total, top, bottom, pitch)
        x_of = [measure['left'] + column * (width + measure['gutter']) for column in range(columns)]
        if rng.random() < style['rules']:
            for column in range(1, columns):
                ys = [y for its, y in slots if its in (column - 1, column)]
                if ys and not any(o[0] < column < o[1] for o in taken_up):
                    x = x_of[column] - measure['gutter'] / 2
                    self.page.draw.line([x, min(ys), x, max(ys) + pitch], fill=70, width=2)
        places = iter(slots)
        for role, text, lines, its, indent, align in taken:
            block = self.page.block(article, role, text)
            for n, line in enumerate(lines):
                place = next(places, None)
                if place is None:
                    break
                column, y = place
                self.page.put_in(line, x_of[column], y, width, size, its, block, indent if n == 0 else 0, align,
                                 last=n + 1 == len(lines))

    def taken(self, flow, width, size, face, room):
        """What of a flow fits in so many lines: (role, text, lines, face, indent, align)."""
        rng, style = self.rng, self.style
        taken, used = [], 0
        for i, (role, text) in enumerate(flow):
            its, indent, align = face, 2, 'justify'
            if role == 'subhead':
                its = rng.choice(['Sans-Bold', 'Serif-Bold']) if i == 0 or not taken else style['subhead']
                indent, align = (0, 'center') if style['subhead_centred'] else (2, 'justify')
            elif role == 'byline':
                align = 'justify' if style['byline_align'] == 'left' else style['byline_align']
                its, indent = style['byline'], 0
            elif role == 'note':
                its = 'kai'
            lines = break_lines(text, width, size, its, indent)
            if used + len(lines) > room:
                keep = room - used
                if role == 'body' and keep >= 2:
                    text = cut(text, sum(len(line) for line in lines[:keep]), anywhere=not taken)
                    if text:
                        taken.append((role, text, break_lines(text, width, size, its, indent), its, indent, align))
                break
            taken.append((role, text, lines, its, indent, align))
            used += len(lines)
        while taken and taken[-1][0] in ('subhead', 'byline'):
            taken.pop()
        return taken


def cut(text, length, anywhere):
    """A text's sentences up to a length, or with `anywhere` its clauses; None where they are too short."""
    end = max(text.rfind(mark, 0, length) for mark in '。！？')
    if end <= 20 and anywhere:
        end = max(text.rfind(mark, 0, length) for mark in '，；、')
    if end <= 12:
        return None
    if text[end] not in '。！？':
        return text[:end] + '。'
    while end + 1 < len(text) and text[end + 1] in '”’）』」':
        end += 1
    return text[:end + 1]


def evened(slots, total, top, bottom, pitch):
    """The slots above the highest line that leaves room for so many: columns of about even height."""
    best, limit = slots, bottom
    while True:
        above = [slot for slot in slots if slot[1] + pitch <= limit + 2]
        if len(above) < total or limit < top:
            return best
        best = above
        limit -= pitch
