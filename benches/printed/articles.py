"""The articles of pages with answers, taken apart into their blocks, to be printed anew."""

import collections
import glob
import json
import os


def joined(text):
    """A paragraph's lines as one."""
    return ''.join(line.strip(' \t\u3000') for line in text.split('\n'))


def of_page(gold_file):
    """Yields the blocks of each article of a page, as (role, text), but for articles that lost text.

    Where the answer holds what was printed (`truth`), that is taken, and else what was read.
    """
    with open(gold_file, encoding='utf-8') as file:
        gold = json.load(file)
    with open(gold_file.replace('.gold.json', '.txt'), encoding='utf-8', newline='') as file:
        dump = file.read()
    printed = gold.get('truth')
    articles = collections.OrderedDict()
    for segment in gold['segments']:
        if segment['article'] not in (None, '?'):
            blocks = articles.setdefault(segment['article'], collections.OrderedDict())
            blocks.setdefault(segment['block'], []).append(segment)
    for blocks in articles.values():
        found, lost = [], False
        for number, segments in blocks.items():
            if printed and str(number) in printed:
                text = printed[str(number)]
            elif any(segment.get('gap') for segment in segments):
                lost = True
                continue
            else:
                text = joined('\n'.join(dump[segment['start']:segment['end']] for segment in segments))
            if text:
                found.append((segments[0]['role'], text))
        if not lost:
            yield found


def of_folders(folders):
    """The articles of the folders' pages that have a heading and a text of some lines, by the name of their page: of each
    its blocks, and its length in characters."""
    found = {}
    for gold_file in sorted(gold for folder in folders for gold in glob.glob(os.path.join(folder, '*.gold.json'))):
        name = os.path.basename(gold_file).removesuffix('.gold.json')
        for blocks in of_page(gold_file):
            length = sum(len(text) for role, text in blocks if role == 'body')
            if length >= 60 and any(role == 'headline' for role, _ in blocks):
                found.setdefault(name, []).append({'blocks': blocks, 'length': length})
    return found
