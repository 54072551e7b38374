#!/usr/bin/env python3
"""Prints newspaper pages from the articles of pages with answers, wears them, has them read by OCR, and writes what was read
with the answer for every character: see README.md here."""

import argparse
import json
import os
import random

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


def read(scan, mode, scratch):
    """A scan's reading, or None."""
    if not mode.startswith('psm'):
        return engines.rapid(cv2.cvtColor(scan, cv2.COLOR_GRAY2BGR), mode)
    cv2.imwrite(scratch, scan, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    try:
        return engines.tesseract(scratch, mode)
    finally:
        os.remove(scratch)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('output', help='folder for the pages')
    parser.add_argument('sources', nargs='+', help='folders of pages with answers (NAME.txt, NAME.gold.json)')
    parser.add_argument('--first', type=int, default=0, help='number of the first page, which is also its seed')
    parser.add_argument('--pages', type=int, default=10)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    os.makedirs(asked.output, exist_ok=True)
    pool = [article for folder in asked.sources for article in articles.of_folder(folder)]
    for seed in range(asked.first, asked.first + asked.pages):
        mode = MODES[seed % len(MODES)]
        level = random.Random(seed * 7 + 1).choices(['clean', 'worn', 'bad'], [10, 8, 9])[0]
        engine = 'tess' if mode.startswith('psm') else 'rapid'
        name = os.path.join(asked.output, 'g-%s-%s-%s-%05d' % (engine, mode, level, seed))
        if os.path.exists(name + '.gold.json'):
            continue
        layout = Layout(seed, pool)
        scan, moved = wear(np.asarray(layout.page.image), level, seed)
        reading = read(scan, mode, name + '.png')
        if reading is None:
            print(name, 'left out: text and boxes of the engine do not agree', flush=True)
            continue
        tied = answer.tie(reading, layout.page.chars, moved)
        found = answer.answer(reading, tied, layout.page)
        found.update(level=level, engine=engine, mode=mode, columns=layout.columns)
        with open(name + '.txt', 'w', encoding='utf-8', newline='') as file:
            file.write(reading[0])
        with open(name + '.gold.json', 'w', encoding='utf-8') as file:
            json.dump(found, file, ensure_ascii=False)
        print(os.path.basename(name), found['stats'], flush=True)


if __name__ == '__main__':
    main()
