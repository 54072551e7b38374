"""Ties what an engine read to what was printed, and writes the answer down.

A character read is tied by where the engine saw it, and by alignment inside the one printed line that it saw there; never by
looking for its text elsewhere on the page.
"""

import collections

import numpy as np

# Marks that count as read right in another width.
SAME = str.maketrans('：；，！？（）〈〉', ':;,!?()()')
OPEN = -1  # the block of what nobody can answer for: marks seen in rules and pictures
SKIPPED = 40  # characters lost within one segment at most; beyond them another one begins


# A character read belongs to the nearest printed one within about a character's size: beyond that it is a mark of its own.
NEAR = 1.2
# In a line that was read from one printed line, marks that lie somewhat off are of that line too.
OFF = 4
# Part of an engine's line that must be of one printed line for that.
MOSTLY = .8
# How far, in character sizes, an engine's boxes may be off along a line.
SHIFT = 2.2


def tie(reading, chars, moved):
    """For each character of a reading, by its number there: the printed one, and whether it is that one or was put in
    behind it. Characters that are tied to none are left out."""
    dump, seen = reading
    x, y = moved(np.array([(c.x0 + c.x1) / 2 for c in chars]), np.array([(c.y0 + c.y1) / 2 for c in chars]))
    size = np.array([c.y1 - c.y0 for c in chars])
    of_line, of_engine = collections.defaultdict(list), collections.OrderedDict()
    for i, char in enumerate(chars):
        of_line[char.line].append(i)
    extent = {line: (x[its].min() - size[its[0]], x[its].max() + size[its[0]]) for line, its in of_line.items()}
    nearest = []
    for n, (_, its_x, its_y, line) in enumerate(seen):
        far = ((x - its_x) / size) ** 2 * .6 + ((y - its_y) / size) ** 2 * 1.6
        best = int(far.argmin())
        nearest.append((chars[best].line, float(far[best])))
        of_engine.setdefault(line, []).append(n)
    tied, used = {}, set()
    for numbers in of_engine.values():
        for line, run in runs(numbers, nearest, [place for _, place, _, _ in seen], extent):
            xs = [seen[n][1] for n in run]
            there = [i for i in of_line[line] if min(xs) - SHIFT * size[i] <= x[i] <= max(xs) + SHIFT * size[i]]
            if not there:
                continue
            pairs = align([(dump[seen[n][0]], seen[n][1]) for n in run], [(chars[i].c, x[i]) for i in there], size[there[0]])
            if not any(dump[seen[run[a]][0]] == chars[there[b]].c for a, b in pairs):
                continue
            if sum(there[b] in used for _, b in pairs) > .5 * len(pairs):
                continue  # a second reading of the line
            partner, last = dict(pairs), None
            for a in range(min(partner), max(partner) + 1):
                if a in partner and there[partner[a]] not in used:
                    last = there[partner[a]]
                    used.add(last)
                    tied[run[a]] = (last, True)
                elif last is not None:
                    tied[run[a]] = (last, False)
    return tied


def runs(numbers, nearest, place, extent):
    """Parts an engine's line where it read across several printed ones: (printed line, numbers of characters).

    `place` is where along the page each character was seen, `extent` from where to where each printed line goes.
    """
    votes = collections.Counter(nearest[n][0] for n in numbers if nearest[n][1] < NEAR)
    if not votes:
        return []
    most, count = votes.most_common(1)[0]
    begin, end = extent[most]
    lines = []
    for n in numbers:
        line, far = nearest[n]
        beside = far < NEAR and not begin <= place[n] <= end  # a column's only character in this line
        if count >= MOSTLY * sum(votes.values()):
            lines.append(line if beside else most if far < OFF else None)
        else:
            lines.append(line if beside or (far < NEAR and votes[line] >= 2) else None)
    for k in range(1, len(lines) - 1):
        if lines[k] is None and lines[k - 1] == lines[k + 1]:
            lines[k] = lines[k - 1]
    found = []
    for line, n in zip(lines, numbers):
        if found and found[-1][0] == line:
            found[-1][1].append(n)
        else:
            found.append((line, [n]))
    return [(line, run) for line, run in found if line is not None]


def align(read, printed, size):
    """Pairs of places in two rows of (character, x) that stand for each other, by least cost."""
    n, m = len(read), len(printed)
    cost, step = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1), np.int8)
    cost[:, 0], cost[0, :] = np.arange(n + 1) * .7, np.arange(m + 1) * .5
    for i, (c, x) in enumerate(read, 1):
        for j, (its, its_x) in enumerate(printed, 1):
            wrong = 0 if c.translate(SAME) == its.translate(SAME) else .8
            both = cost[i - 1, j - 1] + wrong + min(abs(x - its_x) / size, 6) * .12
            ways = (both, cost[i - 1, j] + .7, cost[i, j - 1] + .5)
            step[i, j] = int(np.argmin(ways))
            cost[i, j] = ways[step[i, j]]
    pairs, i, j = [], n, m
    while i and j:
        if step[i, j] == 0:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif step[i, j] == 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def lost_blocks(chars, read):
    """Blocks of which three characters in a row or a whole line were not read, and how many characters were not."""
    places, lines = collections.defaultdict(list), collections.defaultdict(list)
    for char in chars:
        places[char.block].append(char.index)
        lines[char.block, char.line].append(char.index)
    gaps, lost = {block for (block, _), its in lines.items() if not any(i in read[block] for i in its)}, 0
    for block, its in places.items():
        row = 0
        for index in its:
            missing = index not in read[block]
            row = row + 1 if missing else 0
            lost += missing
            if row >= 3:
                gaps.add(block)
    return gaps, lost


def segments(seen, tied, chars):
    """The dump's runs of one block in printed order: [start, end, block, first place in the block]."""
    found, last = [], None
    for n, (place, _, _, _) in enumerate(seen):
        char = chars[tied[n][0]] if n in tied else None
        block, index = (char.block, char.index) if char else (OPEN, 0)
        goes_on = found and found[-1][2] == block and (block == OPEN or last <= index <= last + SKIPPED)
        if goes_on:
            found[-1][1] = place + 1
        else:
            found.append([place, place + 1, block, index])
        last = index
    return found


def answer(reading, tied, page):
    """The answer in the form that `newsmend train` and `newsmend score` read."""
    dump, seen = reading
    read, misread = collections.defaultdict(set), 0
    for n, (i, exactly) in tied.items():
        if exactly:
            read[page.chars[i].block].add(page.chars[i].index)
            misread += dump[seen[n][0]] != page.chars[i].c
    gaps, lost = lost_blocks(page.chars, read)

    def order(segment):
        start, _, number, first = segment
        if number == OPEN:
            return 2, 0, 0, 0, start
        block = page.blocks[number]
        if block.article is None:
            return 1, 0, 0, number, first
        return 0, int(block.article[1:]), block.role in ('caption', 'credit'), number, first

    found = []
    for start, end, number, _ in sorted(segments(seen, tied, page.chars), key=order):
        article, role, _ = page.blocks.get(number, ('?', '?', ''))
        segment = {'start': start, 'end': end, 'article': article, 'role': role, 'block': number}
        if number in gaps and role in ('body', 'note'):
            segment['gap'] = True
        found.append(segment)
    stats = {'printed': len(page.chars), 'lost': lost, 'misread': misread, 'open': len(seen) - len(tied)}
    return {'segments': found, 'truth': {str(number): block.text for number, block in page.blocks.items()}, 'stats': stats}
