#!/usr/bin/env python3
"""Make the sample pages and their answers from the sources in sources/.

    python3 make.py                 writes NAME.txt and answers/NAME.gold.json
    python3 make.py --export DIR    also writes each answer as an export, DIR/NAME.json,
                                    which `newsmend score` must give full marks

A source is a module with NAME, LANGUAGE, ARTICLES and PAGE. ARTICLES maps a name to the article's
blocks (role, text) in reading order. In a text, {raw|right} is a misread character, and "=" is where
an English word may be hyphenated. PAGE is the dump from top to bottom, made of the pieces below;
since page and answer come from the same pieces, they agree.
"""
import argparse, importlib, json, os, re, sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
CLOSERS, OPENERS = set("，。、；：？！”’）》…"), set("“‘（《")

@dataclass
class T:
    """A block set in lines of a width (None: one line), or some of these lines where the dump tears it.
    rows: (first, after the last), counted from 0; indent: blanks before the block's first line;
    blanks: the rows that an empty line follows; twice: the rows that are doubled."""
    article: str
    block: int
    w: int = None
    rows: tuple = (0, None)
    indent: str = ""
    blanks: tuple = ()
    twice: tuple = ()

@dataclass
class X:
    """Two columns read across: the lines of the left and of the right, side by side."""
    left: list
    right: list
    w: int                    # width to which the left lines are filled with `fill`, before `gap`
    fill: str = "　"
    gap: str = "　　　　"

@dataclass
class F:
    """A line of page furniture."""
    text: str

@dataclass
class B:
    """Blank lines."""
    n: int = 1

def wide(c): return 0.5 if ord(c) < 0x2000 else 1

def wrap_chinese(chars, width, indent):
    """Break at the width; closing marks hang at the line's end, opening marks go to the next line."""
    lines, line, used = [], [], len(indent)
    for c in chars:
        if used + wide(c[0]) > width and c[0] not in CLOSERS and line:
            at = len(line)
            while at > 1 and (line[at - 1][0] in OPENERS or (line[at - 1][0] + c[0]).isdigit() and at == len(line)
                              or at < len(line) and (line[at - 1][0] + line[at][0]).isdigit()): at -= 1
            carry, line = line[at:], line[:at]               # figures stay together
            lines.append(line); line, used = carry, sum(wide(x[0]) for x in carry)
        if not line and c[0] == " ": continue
        line.append(c); used += wide(c[0])
    return lines + ([line] if line else [])

def wrap_english(chars, width, indent):
    """Break between words, or at a "=" with a hyphen."""
    words, word = [], []
    for c in chars + [(" ", None)]:
        if c[0] == " ":
            if word: words.append(word)
            word = []
        else: word.append(c)
    size = lambda cs: sum(c[0] != "=" for c in cs)
    lines, line, used = [], [], len(indent)
    for word in words:
        room = width - used - (1 if line else 0)
        if size(word) > room:
            at = max((i for i, c in enumerate(word) if c[0] == "=" and size(word[:i]) + 1 <= room), default=None)
            if at is not None:
                line += ([(" ", None)] if line else []) + word[:at] + [("-", "hyphen")]
                word = word[at + 1:]
            lines.append(line); line, used = [], 0
        line += ([(" ", None)] if line else []) + word
        used = size(line)
    lines.append(line)
    return [[c for c in l if c[0] != "="] for l in lines if l]

def characters(text):
    """A source text as (character, note) pairs; a misread character is noted (raw, right)."""
    chars, at = [], 0
    for m in re.finditer(r"\{(.*?)\|(.*?)\}", text):
        raw, right = m.groups()
        chars += [(c, None) for c in text[at:m.start()]] + [(raw[0], (raw, right))] + [(c, None) for c in raw[1:]]
        at = m.end()
    return chars + [(c, None) for c in text[at:]]

class Page:
    def __init__(self, source):
        self.source, self.text, self.at = source, [], 0
        self.where, self.furniture, self.doubled, self.misread, self.hyphens, self.count = {}, [], [], [], {}, {}
        self.wrap = wrap_chinese if source.LANGUAGE == "zh" else wrap_english

    def put(self, s): self.text.append(s); self.at += len(s)

    def set(self, piece):
        """The piece's lines: each (piece, row, indent, characters)."""
        chars = characters(self.source.ARTICLES[piece.article][piece.block][1])
        lines = self.wrap(chars, piece.w or 10_000, piece.indent)
        self.count[piece.article, piece.block] = len(lines)
        rows = range(len(lines))[slice(*piece.rows)]
        return [(piece, n, piece.indent if n == 0 else "", lines[n]) for n in rows]

    def line(self, piece, indent, chars):
        self.put(indent); start = self.at
        for c, note in chars:
            if note == "hyphen": self.hyphens.setdefault((piece.article, piece.block), []).append(self.at)
            elif isinstance(note, tuple): self.misread.append({"start": self.at, "end": self.at + len(note[0]), "raw": note[0], "text": note[1]})
            self.put(c)
        return start, self.at

    def own(self, piece, row, span):
        self.where.setdefault((piece.article, piece.block), []).append((row, *span))

    def add(self, item):
        if isinstance(item, B): self.put("\n" * item.n)
        elif isinstance(item, F):
            self.furniture.append((self.at, self.at + len(item.text))); self.put(item.text + "\n")
        elif isinstance(item, T):
            for piece, n, indent, chars in self.set(item):
                self.own(piece, n, self.line(piece, indent, chars)); self.put("\n")
                if n in piece.twice:
                    self.doubled.append(self.line(piece, "", [(c, None) for c, _ in chars])); self.put("\n")
                if n in piece.blanks: self.put("\n")
        elif isinstance(item, X):
            left = [l for t in item.left for l in self.set(t)]; right = [l for t in item.right for l in self.set(t)]
            for i in range(max(len(left), len(right))):
                used = 0
                if i < len(left):
                    piece, n, indent, chars = left[i]
                    self.own(piece, n, self.line(piece, indent, chars))
                    used = sum(wide(c) for c in indent) + sum(wide(c) for c, _ in chars)
                if i < len(right):
                    piece, n, indent, chars = right[i]
                    self.put(item.fill * max(int((item.w - used) / wide(item.fill)), 0) + item.gap)
                    self.own(piece, n, self.line(piece, indent, chars))
                self.put("\n")

    def gold(self):
        text, segments, reading, number = "".join(self.text), [], {}, 0
        for n, (name, blocks) in enumerate(self.source.ARTICLES.items()):
            for b, (role, _, *marks) in enumerate(blocks):
                number += 1
                spans = sorted(self.where[name, b])
                assert [s[0] for s in spans] == list(range(self.count[name, b])), f"{name} {b}: a line is missing, or on the page twice"
                for _, start, end in spans:
                    row = {"start": start, "end": end, "article": f"a{n}", "role": role, "block": number}
                    if "gap" in marks: row["gap"] = True
                    segments.append(row)
                if (name, b) in self.hyphens:
                    gone = set(self.hyphens[name, b])
                    joined = ["".join(text[i] for i in range(start, end) if i not in gone) + ("" if end - 1 in gone else " ") for _, start, end in spans]
                    reading[str(number)] = "".join(joined).strip()
        for start, end in self.furniture:
            number += 1; segments.append({"start": start, "end": end, "article": None, "role": "furniture", "block": number})
        for start, end in self.doubled:
            number += 1; segments.append({"start": start, "end": end, "article": "?", "role": "discarded", "block": number})
        held = bytearray(len(text))
        for s in segments:
            for i in range(s["start"], s["end"]): assert not held[i]; held[i] = 1
        assert all(h or c.isspace() for h, c in zip(held, text)), "a character is in no segment"
        return text, {"segments": segments, **({"text": reading} if reading else {}), "misread": sorted(self.misread, key=lambda m: m["start"])}

def as_export(text, gold):
    articles, furniture, discarded, last = {}, [], [], None
    for s in gold["segments"]:
        span = {"start": s["start"], "end": s["end"]}
        if s["article"] is None: furniture.append({"spans": [span]}); continue
        if s["article"] == "?": discarded.append({"spans": [span]}); continue
        blocks = articles.setdefault(s["article"], [])
        if s["block"] != last: blocks.append({"role": s["role"], "text": gold.get("text", {}).get(str(s["block"]), ""), "spans": []})
        last = s["block"]; blocks[-1]["spans"].append(span)
        if str(last) not in gold.get("text", {}): blocks[-1]["text"] += text[s["start"]:s["end"]]
    return {"format": "newsmend-export", "version": 1, "articles": [{"id": k, "blocks": b} for k, b in articles.items()],
            "furniture": furniture, "discarded": discarded}

def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--export", metavar="DIR")
    given = args.parse_args()
    sys.path.insert(0, HERE); sys.modules["make"] = sys.modules["__main__"]; sys.dont_write_bytecode = True
    for module in ("liuwan", "millbrook"):
        source = importlib.import_module("sources." + module)
        page = Page(source)
        for item in source.PAGE: page.add(item)
        text, gold = page.gold()
        write = lambda path, s: open(path, "w", encoding="utf-8", newline="").write(s)
        write(os.path.join(HERE, source.NAME + ".txt"), text)
        rows = ",\n".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")) for s in gold["segments"])
        rest = "".join(f',\n"{k}":{json.dumps(v, ensure_ascii=False)}' for k, v in gold.items() if k != "segments")
        write(os.path.join(HERE, "answers", source.NAME + ".gold.json"), '{"segments":[\n' + rows + "]" + rest + "}\n")
        if given.export:
            os.makedirs(given.export, exist_ok=True)
            write(os.path.join(given.export, source.NAME + ".json"), json.dumps(as_export(text, gold), ensure_ascii=False))
        print(f"{source.NAME}: {text.count(chr(10))} lines, {len(text)} characters, {len(source.ARTICLES)} articles")
    return 0

if __name__ == "__main__": sys.exit(main())
