"""Has a page read by an engine, in one of its modes.

A reading is the dump, and for each of its characters that is not blank: its place in the dump, where on the page the
engine saw it (x, y), and the engine's line that it stood in (any value that is the same for one line).
"""

import os
import subprocess

import numpy as np

_rapid = None


def tesseract(image_file, mode):
    """Reads with tesseract's page segmentation mode `psm…`; None where its text and its boxes do not agree."""
    out = image_file + '.out'
    command = ['tesseract', image_file, out, '-l', 'chi_sim', '--psm', mode.removeprefix('psm'),
               '-c', 'preserve_interword_spaces=1', 'txt', 'tsv']
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=dict(os.environ, OMP_THREAD_LIMIT='1'))
    with open(out + '.txt', encoding='utf-8', newline='') as file:
        dump = file.read().replace('\f', '').rstrip('\n') + '\n'
    with open(out + '.tsv', encoding='utf-8') as file:
        rows = [row.split('\t') for row in file.read().split('\n')[1:]]
    os.remove(out + '.txt')
    os.remove(out + '.tsv')
    seen = []
    for row in rows:
        if len(row) < 12 or row[0] != '5':  # level 5 is a word
            continue
        left, top, width, height = map(int, row[6:10])
        word = [c for c in row[11] if not c.isspace()]
        for i, c in enumerate(word):
            seen.append((c, left + width * (i + .5) / len(word), top + height / 2, tuple(row[2:5])))
    places = [i for i, c in enumerate(dump) if not c.isspace()]
    if [dump[i] for i in places] != [c for c, _, _, _ in seen]:
        return None
    return dump, [(i, x, y, line) for i, (_, x, y, line) in zip(places, seen)]


def rapid(image, mode):
    """Reads with RapidOCR; its boxes in its own order (`own`) or cut at white gaps (`xycut`), a line each."""
    global _rapid
    if _rapid is None:
        from rapidocr_onnxruntime import RapidOCR
        _rapid = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    found, _ = _rapid(image)
    boxes = [(np.array(box), text) for box, text, *_ in found or []]
    if mode == 'xycut':
        boxes = cut_at_gaps(boxes)
    dump, seen = '', []
    for line, (box, text) in enumerate(boxes):
        (x0, y0), (x1, y1) = (box[0] + box[3]) / 2, (box[1] + box[2]) / 2
        steps = [.5 if ord(c) < 0x250 else 1 for c in text]
        so_far = 0
        for c, step in zip(text, steps):
            if not c.isspace():
                at = (so_far + step / 2) / sum(steps)
                seen.append((len(dump), x0 + (x1 - x0) * at, y0 + (y1 - y0) * at, line))
            so_far += step
            dump += c
        dump += '\n'
    return dump, seen


def cut_at_gaps(boxes):
    """Boxes ordered by cutting the page at its widest white gap, and each part again."""
    widest = None
    for axis in (0, 1):
        extents = sorted((box[:, axis].min(), box[:, axis].max()) for box, _ in boxes)
        end = extents[0][1] if extents else 0
        for low, high in extents[1:]:
            if low > end and (widest is None or low - end > widest[0]):
                widest = (low - end, axis, (low + end) / 2)
            end = max(end, high)
    if widest is None:
        return sorted(boxes, key=lambda box: (box[0][:, 1].mean(), box[0][:, 0].min()))
    _, axis, at = widest
    before = [box for box in boxes if box[0][:, axis].mean() < at]
    return cut_at_gaps(before) + cut_at_gaps([box for box in boxes if box[0][:, axis].mean() >= at])
