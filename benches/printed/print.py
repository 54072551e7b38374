#!/usr/bin/env python3
"""Prints newspaper pages from the articles of pages with answers, wears them, has them read by OCR, and writes what was read
with the answer for every character: see README.md here."""

import argparse
import json
import os
import random
import tempfile

import cv2
import numpy as np

import answer
import articles
import engines
from layout import Layout
from wear import wear

# Of 19 pages in a row: tesseract's modes by `psm…`, the others RapidOCR's.
MODES = ['psm3', 'xycut', 'psm3', 'psm11', 'psm3', 'psm4', 'own', 'psm3', 'xycut', 'psm3', 'psm6', 'xycut', 'psm3', 'psm4',
         'psm3', 'psm11', 'own', 'xycut', 'psm3']


# Groups of source pages: a page is printed from the articles of one. Where a model is judged by pages that it has not seen,
# pages of one group must stay together, as they share articles.
GROUPS = 6


def read(scan, mode):
    """A scan's reading, or None."""
    if not mode.startswith('psm'):
        return engines.rapid(cv2.cvtColor(scan, cv2.COLOR_GRAY2BGR), mode)
    with tempfile.TemporaryDirectory() as folder:
        image_file = os.path.join(folder, 'scan.png')
        cv2.imwrite(image_file, scan, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        return engines.tesseract(image_file, mode)


def write(file_name, text):
    """Writes a file whole or not at all."""
    with open(file_name + '.part', 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    os.replace(file_name + '.part', file_name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('output', help='folder for the pages')
    parser.add_argument('sources', nargs='+', help='folders of pages with answers (NAME.txt, NAME.gold.json)')
    parser.add_argument('--first', type=int, default=0, help='number of the first page, which is also its seed')
    parser.add_argument('--pages', type=int, default=10, help='how many numbers to go through')
    parser.add_argument('--modes', nargs='+', choices=sorted(set(MODES)), default=MODES, help='leave out pages of other modes')
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    os.makedirs(asked.output, exist_ok=True)
    by_page = articles.of_folders(asked.sources)
    sources = [sorted(by_page)[group::GROUPS] for group in range(GROUPS)]
    for seed in range(asked.first, asked.first + asked.pages):
        mode, group = MODES[seed % len(MODES)], sources[seed % GROUPS]
        if mode not in asked.modes:
            continue
        level = random.Random(seed * 7 + 1).choices(['clean', 'worn', 'bad'], [10, 8, 9])[0]
        engine = 'tess' if mode.startswith('psm') else 'rapid'
        name = os.path.join(asked.output, 'g-%s-%s-%s-%05d' % (engine, mode, level, seed))
        if os.path.exists(name + '.gold.json'):
            continue
        layout = Layout(seed, [article for page in group for article in by_page[page]])
        scan, moved = wear(np.asarray(layout.page.image), level, seed)
        reading = read(scan, mode)
        if reading is None:
            print(name, 'left out: text and boxes of the engine do not agree', flush=True)
            continue
        tied = answer.tie(reading, layout.page.chars, moved)
        found = answer.answer(reading, tied, layout.page)
        found.update(level=level, engine=engine, mode=mode, columns=layout.columns, printed_from=group)
        write(name + '.txt', reading[0])
        write(name + '.gold.json', json.dumps(found, ensure_ascii=False))
        print(os.path.basename(name), found['stats'], flush=True)


if __name__ == '__main__':
    main()
