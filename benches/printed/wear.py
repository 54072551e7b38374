"""Wears a printed page down as a scan of it is."""

import math

import cv2
import numpy as np

# How far a page is turned at most, in degrees; how grey paper and ink are; how much blur and noise there is.
LEVELS = {
    'clean': {'turn': .1, 'paper': (236, 250), 'ink': (10, 35), 'blur': (.4, .8), 'noise': (2, 4)},
    'worn': {'turn': .4, 'paper': (205, 232), 'ink': (25, 60), 'blur': (.8, 1.25), 'noise': (5, 10)},
    'bad': {'turn': .8, 'paper': (178, 215), 'ink': (45, 80), 'blur': (1.2, 1.75), 'noise': (10, 18)},
}


def wear(printed, level, seed):
    """The scan of a printed page (grey, 0 to 255), and the map from where a point was printed to where it is there."""
    rng = np.random.default_rng(seed)
    its = LEVELS[level]
    scan = printed.astype(np.float32)
    height, width = scan.shape
    turn = math.radians(rng.uniform(-1, 1) * its['turn'])
    if level != 'clean':
        # Ink spreads, and the other side of the sheet shines through.
        spread = rng.uniform(.2, .6) if level == 'worn' else rng.uniform(.2, .7)
        scan = scan * (1 - spread) + cv2.erode(scan, np.ones((2, 2), np.uint8)) * spread
        behind = cv2.GaussianBlur(printed[:, ::-1].astype(np.float32), (0, 0), 3)
        scan -= (255 - behind) * rng.uniform(.03, .1)
    paper, ink = rng.uniform(*its['paper']), rng.uniform(*its['ink'])
    scan = ink + np.clip(scan, 0, 255) / 255 * (paper - ink)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if level != 'clean':
        light = np.sin(x / width * rng.uniform(1, 4) + rng.uniform(0, 6))
        light *= np.sin(y / height * rng.uniform(1, 4) + rng.uniform(0, 6))
        scan += (14 if level == 'worn' else 26) * light
    if level == 'bad':
        if rng.random() < .7:
            fold(scan, x, y, rng)
        for _ in range(rng.integers(120, 500)):
            at = (int(rng.integers(width)), int(rng.integers(height)))
            cv2.circle(scan, at, int(rng.integers(1, 5)), float(rng.uniform(40, 120)), -1)
    bend = 0.0 if level != 'bad' else rng.uniform(2, 9)
    wave, phase = rng.uniform(width * .5, width * 1.4), rng.uniform(0, 6.28)
    cos, sin, middle_x, middle_y = math.cos(turn), math.sin(turn), width / 2, height / 2

    def moved(x, y):
        dx, dy = x - middle_x, y - middle_y
        x, y = middle_x + dx * cos - dy * sin, middle_y + dx * sin + dy * cos
        return x, y + bend * np.sin(x / wave * 6.283 + phase)

    # A picture is drawn by the way back.
    dx, dy = x - middle_x, y - bend * np.sin(x / wave * 6.283 + phase) - middle_y
    scan = cv2.remap(scan, middle_x + dx * cos + dy * sin, middle_y - dx * sin + dy * cos, cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_CONSTANT, borderValue=float(paper))
    scan = cv2.GaussianBlur(scan, (0, 0), rng.uniform(*its['blur']))
    scan += rng.normal(0, rng.uniform(*its['noise']), scan.shape).astype(np.float32)
    return np.clip(scan, 0, 255).astype(np.uint8), moved


def fold(scan, x, y, rng):
    """A fold across the page: a dark line, and shade below it."""
    height, width = scan.shape
    below = y - height * rng.uniform(.3, .7) - (x - width / 2) * rng.uniform(-.01, .01)
    scan -= rng.uniform(30, 70) * np.exp(-(below / rng.uniform(3, 8)) ** 2)
    scan -= np.where(below > 0, rng.uniform(0, 16), 0)
