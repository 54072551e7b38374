"""Lays out a newspaper page: a head, articles in rectangles cut from a grid of columns, a foot."""

import random

from article import Setter
from typeset import HEIGHT, Page, WIDTH, break_lines
import words

# Sizes of type in dots, by how many columns the page has.
SIZES = {4: (29, 33), 5: (27, 30), 6: (26, 29), 7: (25, 28)}


def style(rng, size):
    """What the articles of a page have in common."""
    lead = rng.uniform(1.34, 1.5)
    return {
        'size': size, 'lead': lead, 'pitch': round(size * lead), 'gutter': rng.randint(30, 48),
        'face': rng.choice(['Serif-Regular', 'Serif-Regular', 'Serif-Medium', 'Sans-Regular']),
        'boxed': rng.choice([0, .1, .2]), 'photo': rng.uniform(.1, .4), 'rules': rng.choice([0, 0, .5, 1]),
        'subhead': rng.choice(['Sans-Bold', 'Serif-Bold']), 'subhead_centred': rng.random() < .6,
        'byline': rng.choice(['kai', 'Sans-Regular', 'Serif-Regular']),
        'byline_align': rng.choice(['left', 'right', 'center', 'justify']),
        'caption': rng.choice(['kai', 'Sans-Regular', 'Serif-Regular']),
    }


class Layout:
    """A page of so many columns, and how its height is divided."""

    def __init__(self, seed, pool):
        self.rng = rng = random.Random(seed)
        self.page = Page()
        self.columns = rng.choice([4, 5, 5, 5, 6, 6, 6, 7])
        self.style = style(rng, rng.randint(*SIZES[self.columns]))
        self.setter = Setter(self.page, rng, list(pool), self.style)
        self.left = rng.randint(100, 150)
        self.right = WIDTH - self.left
        self.top = self.head(rng.randint(90, 140))
        self.bottom = self.foot()
        gutter = self.style['gutter']
        self.column = (self.right - self.left - gutter * (self.columns - 1)) / self.columns
        self.leaves = []
        self.split(0, self.columns, self.top, self.bottom, 0)
        self.fill()

    def x(self, column):
        """Where a column begins."""
        return self.left + column * (self.column + self.style['gutter'])

    def head(self, y):
        """A front page's masthead or another page's folio line; returns the y below."""
        rng, page = self.rng, self.page
        if rng.random() < .25:
            title, size = rng.choice(words.PAPERS), rng.randint(110, 150)
            block = page.block(None, 'furniture', title)
            page.put(break_lines(title, 2000, size, 'Serif-Black')[0], self.left, y, size, 'Serif-Black', block)
            x, below = self.left + size * 4 + 40, y + 6
            for text in [words.date(rng) + ' ' + words.day(rng),
                         '国内统一连续出版物号 CN%d-00%d' % (rng.randint(10, 60), rng.randint(10, 99)),
                         '第%d期 今日%d版' % (rng.randint(1000, 9999), rng.choice([4, 8, 12])),
                         '邮发代号 %d-%d' % (rng.randint(10, 80), rng.randint(10, 99))]:
                block = page.block(None, 'furniture', text)
                page.put(break_lines(text, 1200, 28, 'Sans-Regular')[0], x, below, 28, 'Sans-Regular', block)
                below += 39
            y += size * 1.35
        else:
            size, date = rng.randint(32, 42), words.date(rng) + ' ' + words.day(rng)
            section = rng.choice(words.SECTIONS)
            number = rng.choice(['第%d版', 'A%02d', '%02d']) % rng.randint(1, 16)
            kind = rng.random()
            if kind < .35:
                parts = [('left', date, size), ('center', section, size + 16), ('right', number, size)]
            elif kind < .7:
                made_by = '  责任编辑：%s  版式：%s'
                parts = [('left', '%02d %s' % (rng.randint(1, 12), section), size + 8),
                         ('center', date + made_by % (words.name(rng), words.name(rng)), size - 4),
                         ('right', rng.choice(words.PAPERS), size + 6)]
            else:
                parts = [('left', number, size), ('center', rng.choice(words.PAPERS), size + 10), ('right', date, size)]
            for align, text, its in parts:
                block = page.block(None, 'furniture', text)
                page.paragraph(text, self.left, y - (its - size) * .7, self.right - self.left, its, 'Sans-Medium', block,
                               its, align=align)
            y += size * 1.5
        page.draw.line([self.left, y, self.right, y], fill=30, width=rng.choice([2, 4]))
        return y + rng.randint(20, 36)

    def foot(self):
        """The editors' line; returns the y above."""
        rng, page = self.rng, self.page
        foot = HEIGHT - rng.randint(150, 220)
        if rng.random() < .85:
            text = words.editors(rng)
            block = page.block(None, 'furniture', text)
            page.draw.line([self.left, foot, self.right, foot], fill=60, width=2)
            page.paragraph(text, self.left, foot + 12, self.right - self.left, 32, 'Sans-Regular', block, 40,
                           align=rng.choice(['left', 'center']))
        return foot - 16

    def split(self, first, end, top, bottom, depth):
        """Cuts columns `first` to `end` between two heights into rectangles of an article each."""
        rng, size, pitch = self.rng, self.style['size'], self.style['pitch']
        columns = end - first
        room = columns * (bottom - top) / pitch * (self.column / size)
        wanted = rng.choice([220, 300, 420, 600, 900, 1300, 1800]) if depth else rng.choice([900, 1800])
        small = (columns == 1 and bottom - top < 420) or room < 330
        if (room <= wanted * 1.3 and depth > 0) or depth > 6 or small:
            self.leaves.append((first, end, top, bottom))
            return
        gap = rng.randint(34, 60)
        tall = bottom - top > columns * (self.column + self.style['gutter']) * .8
        if columns == 1 or (tall and rng.random() < .8) or (columns < 3 and bottom - top > 700 and rng.random() < .6):
            if bottom - top < 800:
                self.leaves.append((first, end, top, bottom))
                return
            at = top + (bottom - top) * rng.uniform(.34, .62)
            self.split(first, end, top, at - gap / 2, depth + 1)
            self.split(first, end, at + gap / 2, bottom, depth + 1)
            if rng.random() < .45:
                end_x = self.x(end) - self.style['gutter']
                self.page.draw.line([self.x(first), at, end_x, at], fill=60, width=rng.choice([2, 2, 4]))
        else:
            at = rng.randint(1, columns - 1) if columns < 4 else rng.randint(2, columns - 1)
            if rng.random() < .25:
                at = columns - at
            self.split(first, first + at, top, bottom, depth + 1)
            self.split(first + at, end, top, bottom, depth + 1)
            if rng.random() < self.style['rules'] * .8 + .2:
                x = self.x(first + at) - self.style['gutter'] / 2
                self.page.draw.line([x, top, x, bottom], fill=60, width=2)

    def fill(self):
        """Sets an article in each rectangle, in a few small ones a notice of the house."""
        rng, gutter = self.rng, self.style['gutter']

        def weight(leaf):
            return (leaf[1] - leaf[0]) * (leaf[3] - leaf[2]) - leaf[2] * .6

        lead = max(range(len(self.leaves)), key=lambda i: weight(self.leaves[i]))
        for i, (first, end, top, bottom) in enumerate(self.leaves):
            left, right = self.x(first), self.x(end) - gutter
            if not self.setter.pool:
                break
            if end - first == 1 and bottom - top < 620 and rng.random() < .08:
                text = words.notice(rng)
                block = self.page.block(None, 'furniture', text)
                self.page.paragraph(text, left, top + 20, right - left, 34, 'Sans-Bold', block, 50, align='center')
                continue
            self.setter.article('a%d' % (i + 1), (left, top, right, bottom), end - first,
                                banner=rng.random() < .12, lead=i == lead)
