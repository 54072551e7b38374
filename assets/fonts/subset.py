#!/usr/bin/env python3
"""Make newsmend-sans.otf and newsmend-sans-bold.otf from Noto Sans CJK SC.

    python3 subset.py [--from FOLDER] [--list]

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc (version 2.004;
Debian: package fonts-noto-cjk). --list only prints the two character lists'
sizes. Needs fonttools (pip install fonttools). See README.md beside this file.
"""
import argparse, os, sys, tempfile
from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = "Newsmend Sans"
SC = 2                                       # the Simplified Chinese face within the .ttc

# Kept in both weights: what dumps, page furniture and the interface use beside ideographs.
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),      # Latin with accents
    (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x04FF),      # combining marks, Greek, Cyrillic
    (0x1E00, 0x1EFF),                        # Latin additional (Vietnamese, transliteration)
    (0x2000, 0x206F), (0x2070, 0x20CF),      # punctuation, superscripts, currency
    (0x2100, 0x22FF), (0x2300, 0x23FF),      # letter-like, number forms, arrows, mathematics, technical
    (0x2460, 0x24FF), (0x2500, 0x27BF),      # enclosed; box drawing, geometric shapes, dingbats
    (0x2E80, 0x2FD5), (0x2FF0, 0x2FFB),      # radicals, description characters
    (0x3000, 0x30FF), (0x3100, 0x31FF), (0x3200, 0x33FF),      # CJK punctuation, kana, bopomofo, enclosed, units
    (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0xFFFD, 0xFFFD),      # vertical and small forms, width forms
]

def of_codec(codec, leads=range(0x81, 0xFF), trails=range(0x40, 0xFF)):
    """Every character that a two-byte sequence stands for in this encoding."""
    out = set()
    for lead in leads:
        for trail in trails:
            try: out.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError: pass
    return out

def lists():
    common = {c for a, b in RANGES for c in range(a, b + 1)}
    regular = common | of_codec("gbk") | of_codec("big5") | of_codec("gb2312") | of_codec("euc_kr")
    bold = common | of_codec("gb2312")
    return regular, bold

def rename(path, style):
    """Give the subset a name of its own; who made the original, and its licence, stay in the table."""
    font = TTFont(path, recalcTimestamp=False)
    table, bold = font["name"], style == "Bold"
    plain = NAME.replace(" ", "") + "-" + style
    version = table.getDebugName(5)
    names = {1: NAME, 2: style, 3: f"{version.split(';')[0]};{plain}", 4: NAME + (" Bold" if bold else ""), 6: plain,
             10: "A subset of Noto Sans CJK SC for the program Newsmend. " + (table.getDebugName(10) or "")}
    table.names = [n for n in table.names if n.langID == 0x409 and n.nameID not in names]
    for number, text in names.items(): table.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [plain]
    top = cff.topDictIndex[0]
    for key, text in (("FullName", names[4]), ("FamilyName", NAME)):
        if key in top.rawDict or hasattr(top, key): setattr(top, key, text)
    font.save(path)

def drawn(glyphs, cmap, bold):
    """Glyphs of our own for what Noto Sans CJK lacks and the interface and old prints need: (width, outline)."""
    def outline(ch):
        pen = RecordingPen(); glyphs[cmap[ord(ch)]].draw(pen); return pen.value
    def polygon(*points): return [("moveTo", (points[0],)), *(("lineTo", (p,)) for p in points[1:]), ("closePath", ())]
    def mirrored(width, points): return polygon(*reversed([(width - x, y) for x, y in points]))
    f, arrow = outline("f"), outline("→")
    # long s: the f without its bar; hooked arrow: the arrow, its tail turned up
    out = {"ſ": (300, [("moveTo", f[2][1]), f[3], *f[8:14], ("closePath", ())])}
    top, low = arrow[1][1][0][1], arrow[2][1][0][1]
    stem = [(170 + top - low, top), (170 + top - low, 800), (170, 800), (170, low)]
    hook = [arrow[0], *(("lineTo", (p,)) for p in stem), *arrow[3:]]
    out["↳"] = (1000, [(op, tuple((x, y - 130) for x, y in at)) for op, at in hook])
    angle = [(205, 860), (60, 380), (205, -100), (285, -80), (165, 380), (285, 840)] if bold else \
            [(225, 860), (80, 380), (225, -100), (285, -82), (150, 380), (285, 842)]
    out["⟨"], out["⟩"] = (350, polygon(*angle)), (350, mirrored(350, angle))
    right, down = [(170, 620), (170, 140), (500, 380)], [(60, 530), (300, 215), (540, 530)]
    out["▸"], out["◂"] = (600, polygon(*right)), (600, mirrored(600, right))
    out["▾"], out["▴"] = (600, polygon(*down)), (600, polygon(*[(x, 745 - y) for x, y in reversed(down)]))
    return out

def add_drawn(path, style):
    font = TTFont(path, recalcTimestamp=False)
    cff = font["CFF "].cff; top = cff.topDictIndex[0]
    order, glyphs, cmap = list(font.getGlyphOrder()), font.getGlyphSet(), font.getBestCmap()
    maps = [t.cmap for t in font["cmap"].tables if t.isUnicode() and t.format != 14]
    new = {ch: g for ch, g in drawn(glyphs, cmap, style == "Bold").items() if ord(ch) not in cmap}
    dingbats, proportional = 3, 12            # of the font's private dictionaries
    for ch, (width, path_ops) in new.items():
        fd = proportional if ch in "ſ⟨⟩" else dingbats
        private = top.FDArray[fd].Private
        pen = T2CharStringPen(width - private.nominalWidthX, None)
        for op, at in path_ops: getattr(pen, op)(*at)
        shape = pen.getCharString(private=private, globalSubrs=cff.GlobalSubrs)
        name = f"cid{65400 + list(new).index(ch):05d}"       # beyond the last number of the original
        top.CharStrings.charStringsIndex.append(shape)
        top.CharStrings.charStrings[name] = len(order)
        order.append(name); top.FDSelect.gidArray.append(fd)
        font["hmtx"][name] = (width, min(x for _, at in path_ops for x, _ in at))
        for m in maps: m[ord(ch)] = name
    top.charset = order; font.setGlyphOrder(order)
    for m in maps: m[0x2714] = m[0x2713]      # ✔ is drawn as ✓
    font.save(path)

def make(source, style, characters, out):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f:
        f.write("\n".join(f"U+{c:04X}" for c in sorted(characters)))
    subset.main([os.path.join(source, f"NotoSansCJK-{style}.ttc"), f"--font-number={SC}", f"--unicodes-file={f.name}",
                 f"--output-file={out}", "--layout-features=", "--no-layout-closure", "--notdef-outline", "--name-IDs=*",
                 "--drop-tables+=vhea,vmtx,VORG,BASE,GSUB,GPOS"])
    os.unlink(f.name)
    add_drawn(out, style)
    rename(out, style)
    have = TTFont(out, lazy=True).getBestCmap()
    print(f"{os.path.basename(out)}: {os.path.getsize(out):,} bytes, {len(have):,} characters")

def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--from", dest="source", default="/usr/share/fonts/opentype/noto")
    args.add_argument("--list", action="store_true")
    given = args.parse_args()
    regular, bold = lists()
    if given.list:
        print(f"regular: {len(regular):,} characters asked for; bold: {len(bold):,}")
        return 0
    make(given.source, "Regular", regular, os.path.join(HERE, "newsmend-sans.otf"))
    make(given.source, "Bold", bold, os.path.join(HERE, "newsmend-sans-bold.otf"))
    return 0

if __name__ == "__main__": sys.exit(main())
