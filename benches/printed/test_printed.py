"""What holds of printed pages. Run with `python -m unittest discover benches/printed`."""

import unittest
from types import SimpleNamespace

import cv2
import numpy as np

from answer import answer, tie
from article import cut
from engines import cut_at_gaps
from typeset import Block, Char, break_lines
from wear import LEVELS, wear

SIZE = 10


def page(*blocks):
    """A page of blocks (article, role, lines), a line being (x, y, text), whose characters are ten dots wide."""
    chars, known, line_number = [], {}, 0
    for number, (article, role, lines) in enumerate(blocks, 1):
        known[number] = Block(article, role, ''.join(text for _, _, text in lines))
        index = 0
        for x, y, text in lines:
            line_number += 1
            for c in text:
                chars.append(Char(c, x, y, x + SIZE, y + SIZE, number, index, line_number))
                x, index = x + SIZE, index + 1
    return SimpleNamespace(chars=chars, blocks=known)


def reading(*lines):
    """What an engine read: lines of parts (x, y, text)."""
    dump, seen = '', []
    for number, parts in enumerate(lines):
        for x, y, text in parts:
            for c in text:
                if c != ' ':
                    seen.append((len(dump), x + SIZE / 2, y + SIZE / 2, number))
                dump, x = dump + c, x + SIZE
        dump += '\n'
    return dump, seen


def answered(read, printed):
    """The answer as (text, article, role, gap)."""
    tied = tie(read, printed.chars, lambda x, y: (x, y))
    found = answer(read, tied, printed)['segments']
    return [(read[0][s['start']:s['end']], s['article'], s['role'], s.get('gap', False)) for s in found]


class TestAnswer(unittest.TestCase):
    def test_lines_of_one_block_are_one_segment(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁'), (0, 15, '戊己庚辛')]))
        read = reading([(0, 0, '甲乙丙丁')], [(0, 15, '戊己庚辛')])
        self.assertEqual(answered(read, printed), [('甲乙丙丁\n戊己庚辛', 'a1', 'body', False)])

    def test_a_line_read_across_two_columns_is_parted(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁')]), ('a2', 'body', [(60, 0, '子丑寅卯')]))
        read = reading([(0, 0, '甲乙丙丁'), (60, 0, '子丑寅卯')])
        self.assertEqual(answered(read, printed), [('甲乙丙丁', 'a1', 'body', False), ('子丑寅卯', 'a2', 'body', False)])

    def test_misread_and_added_characters_stay_in_their_line(self):
        printed = page(('a1', 'headline', [(0, 0, '甲乙丙丁戊己')]))
        read = reading([(0, 0, '甲乞丙'), (28, 0, '·'), (30, 0, '丁戊己')])
        self.assertEqual(answered(read, printed), [('甲乞丙·丁戊己', 'a1', 'headline', False)])

    def test_a_lost_line_is_a_gap_of_its_paragraph(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁'), (0, 15, '戊己庚辛'), (0, 30, '壬癸')]))
        read = reading([(0, 0, '甲乙丙丁')], [(0, 30, '壬癸')])
        self.assertEqual(answered(read, printed), [('甲乙丙丁\n壬癸', 'a1', 'body', True)])

    def test_marks_seen_where_nothing_was_printed_and_a_second_reading_are_open(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁')]))
        read = reading([(0, 0, '甲乙丙丁')], [(300, 200, '||')], [(0, 1, '甲乙丙丁')])
        open_text = ('||\n甲乙丙丁', '?', '?', False)
        self.assertEqual(answered(read, printed), [('甲乙丙丁', 'a1', 'body', False), open_text])

    def test_the_only_character_of_a_column_in_a_line_is_that_column_s(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁戊己庚辛')]), ('a2', 'body', [(100, 0, '子')]))
        read = reading([(0, 0, '甲乙丙丁戊己庚辛'), (100, 0, '子')])
        found = [('甲乙丙丁戊己庚辛', 'a1', 'body', False), ('子', 'a2', 'body', False)]
        self.assertEqual(answered(read, printed), found)

    def test_three_characters_lost_in_a_row_are_a_gap_and_two_are_none(self):
        printed = page(('a1', 'body', [(0, 0, '甲乙丙丁戊己庚辛')]))
        self.assertEqual(answered(reading([(0, 0, '甲乙'), (50, 0, '己庚辛')]), printed), [('甲乙己庚辛', 'a1', 'body', True)])
        two = reading([(0, 0, '甲乙'), (40, 0, '戊己庚辛')])
        self.assertEqual(answered(two, printed), [('甲乙戊己庚辛', 'a1', 'body', False)])

    def test_captions_stand_behind_the_text_of_their_article(self):
        printed = page(('a1', 'caption', [(0, 0, '甲乙丙丁')]), ('a1', 'body', [(0, 15, '戊己庚辛')]))
        read = reading([(0, 0, '甲乙丙丁')], [(0, 15, '戊己庚辛')])
        self.assertEqual([role for _, _, role, _ in answered(read, printed)], ['body', 'caption'])


class TestSetting(unittest.TestCase):
    def lines(self, text, width):
        return [''.join(c for c, _, _ in line) for line in break_lines(text, width, SIZE, 'Serif-Regular')]

    def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(self):
        self.assertEqual(self.lines('甲乙丙丁，戊', 40), ['甲乙丙', '丁，戊'])
        self.assertEqual(self.lines('甲乙丙（丁戊）', 40), ['甲乙丙', '（丁戊）'])
        self.assertEqual(self.lines('甲乙丙丁。”戊', 45), ['甲乙丙', '丁。”戊'])

    def test_half_a_mark_may_hang_over(self):
        self.assertEqual(self.lines('甲乙丙丁，戊', 45), ['甲乙丙丁，', '戊'])

    def test_a_text_is_cut_behind_a_sentence_with_its_closing_mark(self):
        text = '一位种了三十年地的农民对记者说：“今年的麦子长得好。”他指着田里。'
        self.assertEqual(cut(text, 30, anywhere=False), '一位种了三十年地的农民对记者说：“今年的麦子长得好。”')
        self.assertIsNone(cut(text, 10, anywhere=False))


class TestWear(unittest.TestCase):
    def test_the_map_says_where_a_dot_went(self):
        for level in LEVELS:
            for seed in range(3):
                printed = np.full((600, 800), 255, np.uint8)
                printed[148:153, 598:603] = 0
                scan, moved = wear(printed, level, seed)
                x, y = moved(np.array([600.0]), np.array([150.0]))
                around = cv2.GaussianBlur(scan, (0, 0), 2)[int(y[0]) - 12:int(y[0]) + 13, int(x[0]) - 12:int(x[0]) + 13]
                down, right = np.unravel_index(around.argmin(), around.shape)
                self.assertLessEqual(max(abs(down - 12), abs(right - 12)), 2, (level, seed))


class TestCutAtGaps(unittest.TestCase):
    def test_columns_come_one_after_the_other(self):
        def box(x, y, text):
            return np.array([[x, y], [x + 40, y], [x + 40, y + 10], [x, y + 10]]), text
        boxes = [box(0, 0, 'a'), box(80, 1, 'c'), box(0, 12, 'b'), box(80, 13, 'd')]
        self.assertEqual([text for _, text in cut_at_gaps(boxes)], ['a', 'b', 'c', 'd'])


if __name__ == '__main__':
    unittest.main()
