#!/usr/bin/env python3
"""Make newsmend-sans.otf and newsmend-signs.otf, and both in bold, from Noto Sans CJK SC.

    python3 subset.py [--from FOLDER] [--list]

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc (version 2.004;
Debian: package fonts-noto-cjk). --list only prints the two character lists'
sizes. Needs fonttools (pip install fonttools). See README.md beside this file.
"""
import argparse, os, sys, tempfile
from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
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

# Signs that Chinese and European print share: full-width by themselves, and their proportional glyphs in the original, which
# FEATURES puts in European text. That of the ellipsis is drawn here, of three full stops: the original's is too wide.
SIGNS = {"‘": "cid63129", "’": "cid63130", "“": "cid63132", "”": "cid63133", "·": "cid00117", "…": "cid65408"}
DOTS = "..."      # the name of that among the glyphs that are drawn
NEAR, FAR, LONG = 4, 10, 16      # characters: signs passed over on the way to a letter; a word in Chinese text; one in quotes

# Applied by whatever shapes text ("required contextual alternates"), whichever the language. `{…}` is filled in by `features`.
FEATURES = """
languagesystem DFLT dflt;
@letter = [{letter}];        # of scripts that have spaces between words
@han = [{han}];              # Chinese and its like, with their signs
@space = [{space}];
@mark = [{mark}];            # digits and other signs, which stand in every script
@full = [{full}];
@narrow = [{narrow}];
@quote = [{quote}];          # the full ones but the dot

lookup narrow {{ sub @full by @narrow; }} narrow;

lookup by_neighbours {{
    # An apostrophe within a word is one wherever the word stands: in "中国L’orateur", too.
    sub @letter {close}' lookup narrow @letter;
    # Beside Chinese a sign is Chinese; beside a word that touches Chinese, too: "“GDP增长", "G20”峰会".
    ignore sub @han @full';
    ignore sub @full' @han;
{far}
    # The two quotes of a pair are alike: "“New York”的" at a line's beginning, "的“New York”" at its end.
{pairs}
    # A dot within a word, or between two of them.
    sub @letter {dot}' lookup narrow @letter;
    sub @letter @space {dot}' lookup narrow @space @letter;
    # All others, where there is a letter before or behind them, with a few signs in between at the most.
{near}
}} by_neighbours;

feature rclt {{ lookup by_neighbours; }} rclt;
"""

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

def rename(path, style, family=NAME):
    """Give the subset a name of its own; who made the original, and its licence, stay in the table."""
    font = TTFont(path, recalcTimestamp=False)
    table, bold = font["name"], style == "Bold"
    plain = family.replace(" ", "") + "-" + style
    version = table.getDebugName(5)
    names = {1: family, 2: style, 3: f"{version.split(';')[0]};{plain}", 4: family + (" Bold" if bold else ""), 6: plain,
             10: table.getDebugName(10) if family != NAME else
                 "A subset of Noto Sans CJK SC for the program Newsmend. " + (table.getDebugName(10) or "")}
    table.names = [n for n in table.names if n.langID == 0x409 and n.nameID not in names]
    for number, text in names.items(): table.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [plain]
    top = cff.topDictIndex[0]
    for key, text in (("FullName", names[4]), ("FamilyName", family)):
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
    dot, step = outline("."), glyphs[cmap[ord(".")]].width
    out[DOTS] = (3 * step, [(op, tuple((x + n * step, y) for x, y in at)) for n in range(3) for op, at in dot])
    return out

def add_drawn(path, style):
    font = TTFont(path, recalcTimestamp=False)
    cff = font["CFF "].cff; top = cff.topDictIndex[0]
    order, glyphs, cmap = list(font.getGlyphOrder()), font.getGlyphSet(), font.getBestCmap()
    maps = [t.cmap for t in font["cmap"].tables if t.isUnicode() and t.format != 14]
    new = {ch: g for ch, g in drawn(glyphs, cmap, style == "Bold").items() if ch == DOTS or ord(ch) not in cmap}
    # of the font's private dictionaries
    dingbats, proportional = (top.FDSelect[font.getGlyphID(cmap[ord(ch)])] for ch in "→f")
    for ch, (width, path_ops) in new.items():
        fd = proportional if ch in ("ſ", "⟨", "⟩", DOTS) else dingbats
        private = top.FDArray[fd].Private
        pen = T2CharStringPen(width - private.nominalWidthX, None)
        for op, at in path_ops: getattr(pen, op)(*at)
        shape = pen.getCharString(private=private, globalSubrs=cff.GlobalSubrs)
        name = f"cid{65400 + list(new).index(ch):05d}"       # beyond the last number of the original
        top.CharStrings.charStringsIndex.append(shape)
        top.CharStrings.charStrings[name] = len(order)
        order.append(name); top.FDSelect.gidArray.append(fd)
        font["hmtx"][name] = (width, min(x for _, at in path_ops for x, _ in at))
        if ch == DOTS: assert name == SIGNS["…"], name
        else:
            for m in maps: m[ord(ch)] = name
    top.charset = order; font.setGlyphOrder(order)
    for m in maps: m[0x2714] = m[0x2713]      # ✔ is drawn as ✓
    font.save(path)

def features(font):
    """FEATURES for this font, by the names of its glyphs."""
    cmap = font.getBestCmap()
    sign = {ch: cmap[ord(ch)] for ch in SIGNS}
    def named(characters):
        glyphs = {cmap[c] for c in characters if c in cmap} - set(sign.values())
        return " ".join(sorted(glyphs, key=font.getGlyphID))
    european = [*range(0x21, 0x500), *range(0x1E00, 0x1F00)]
    letters = {c for c in european if chr(c).isalpha() or 0x300 <= c < 0x370}
    spaces = [0x20, 0xA0, *range(0x2000, 0x200B), 0x202F]
    marks = {c for c in [*european, *range(0x2010, 0x2070)]} - letters - set(spaces)
    def runs(most, pattern, part):
        return "\n".join("    " + pattern.format(" ".join([part] * n)) for n in range(1, most + 1))
    touching, quoted = "[@letter @mark @full]", f"[@letter @mark @space {sign['’']} {SIGNS['’']}]"
    far = [runs(FAR, "ignore sub @han {} @full';", touching), runs(FAR, "ignore sub @full' {} @han;", touching)]
    pairs = [runs(LONG, f"ignore sub {sign['“']}' {{}} {sign['”']} @han;", quoted),
             runs(LONG, f"ignore sub {sign['“']} {{}} {sign['”']}';", quoted)]
    near, between = [], "[@mark @space @full]"
    for n in range(NEAR + 1):
        near.append(f"    sub [@letter @narrow] {' '.join([between] * n)} @quote' lookup narrow;")
        near.append(f"    sub @quote' lookup narrow {' '.join([between] * n)} @letter;")
    return FEATURES.format(
        letter=named(letters), han=named(c for c in cmap if c >= 0x2E80 and c != 0xFFFD), mark=named(marks),
        space=".notdef " + named(spaces), full=" ".join(sign.values()),
        quote=" ".join(glyph for ch, glyph in sign.items() if ch != "·"), narrow=" ".join(SIGNS.values()),
        dot=sign["·"], close=sign["’"], far="\n".join(far), pairs="\n".join(pairs), near="\n".join(near))

def add_features(path):
    """Have the signs that Chinese and European print share drawn by what stands beside them."""
    font = TTFont(path, recalcTimestamp=False)
    addOpenTypeFeaturesFromString(font, features(font), tables=["GSUB"])
    font.save(path)

def make(source, style, characters, out):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f:
        f.write("\n".join(f"U+{c:04X}" for c in sorted(characters)))
    subset.main([os.path.join(source, f"NotoSansCJK-{style}.ttc"), f"--font-number={SC}", f"--unicodes-file={f.name}",
                 f"--output-file={out}", "--layout-features=", "--no-layout-closure", "--notdef-outline", "--name-IDs=*",
                 "--glyphs=" + ",".join(name for ch, name in SIGNS.items() if ch != "…"),
                 "--drop-tables+=vhea,vmtx,VORG,BASE,GSUB,GPOS"])
    os.unlink(f.name)
    add_drawn(out, style)
    add_features(out)
    rename(out, style)
    have = TTFont(out, lazy=True).getBestCmap()
    print(f"{os.path.basename(out)}: {os.path.getsize(out):,} bytes, {len(have):,} characters")

def make_signs(source, style, out):
    """The proportional signs alone, from a font made above: for a sign that is set apart from what stands beside it."""
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14: table.cmap.update({ord(ch): glyph for ch, glyph in SIGNS.items()})
    options = subset.Options(layout_features=[], layout_closure=False, notdef_outline=True, name_IDs=["*"],
                             recalc_timestamp=False)
    options.drop_tables += ["GSUB", "GDEF"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[ord(ch) for ch in SIGNS])
    cut.subset(font)
    font.save(out)
    rename(out, style, NAME + " Signs")
    print(f"{os.path.basename(out)}: {os.path.getsize(out):,} bytes, {len(TTFont(out).getBestCmap()):,} characters")

def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--from", dest="source", default="/usr/share/fonts/opentype/noto")
    args.add_argument("--list", action="store_true")
    given = args.parse_args()
    regular, bold = lists()
    if given.list:
        print(f"regular: {len(regular):,} characters asked for; bold: {len(bold):,}")
        return 0
    for style, characters, end in (("Regular", regular, ".otf"), ("Bold", bold, "-bold.otf")):
        whole = os.path.join(HERE, "newsmend-sans" + end)
        make(given.source, style, characters, whole)
        make_signs(whole, style, os.path.join(HERE, "newsmend-signs" + end))
    return 0

if __name__ == "__main__": sys.exit(main())
