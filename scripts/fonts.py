#!/usr/bin/python3
"""Gives a font the Arabic and Hebrew letters of others: fonts.py INTER ARABIC HEBREW OUT

Fyne takes letters that a theme's font lacks from the fonts of the system, which may
have none. It offers no place for more fonts of one's own, so they become one file.

Lines keep the height of the first font, and Fyne cuts off what does not fit: Arabic
letters hang lower than Latin ones, so they are drawn a little smaller and higher.
"""

import os
import sys
import tempfile

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.merge import Merger
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ARABIC = [*range(0x600, 0x700), *range(0x750, 0x780), 0xFDF2, 0xFDFA, 0xFDFC, 0xFDFD]
HEBREW = [*range(0x590, 0x600), *range(0xFB1D, 0xFB50)]
FEATURES = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt", "mset", "mark", "mkmk", "kern", "curs"]


def letters(path, unicodes, upem, scale=1.0, rise=0.0):
    """Takes some letters, in the units of the font that they go into."""
    font = TTFont(path)
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=FEATURES, layout_scripts=["arab", "hebr"], drop_tables=["STAT"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    scale_upem(font, round(upem * scale))
    font["head"].unitsPerEm = upem
    lift(font, round(rise * upem))
    return cubic(font)


def lift(font, by):
    """Moves all letters up, and the places where marks are attached with them."""
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((0, by))
            glyph.recalcBounds(font["glyf"])
    for anchor in anchors(font["GPOS"].table, set()):
        anchor.YCoordinate += by


def anchors(node, seen):
    """Finds every anchor of a table, once."""
    if id(node) in seen or not hasattr(node, "__dict__"):
        return
    seen.add(id(node))
    if hasattr(node, "ensureDecompiled"):
        node.ensureDecompiled()
    if type(node).__name__ == "Anchor":
        yield node
    for value in list(vars(node).values()):
        for one in value if isinstance(value, list) else [value]:
            yield from anchors(one, seen)


def cubic(font):
    """Writes the outlines as Inter's are, without loss."""
    glyphs, strings = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(font["hmtx"][name][0], glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    builder = FontBuilder(font=font)
    builder.isTTF = False
    for table in ("glyf", "loca", "gasp", "cvt ", "fpgm", "prep"):
        if table in font:
            del font[table]
    builder.setupCFF("Letters", {}, strings, {})
    builder.setupMaxp()
    return font


def main(inter, arabic, hebrew, out):
    base = TTFont(inter)
    upem = base["head"].unitsPerEm
    parts = [letters(arabic, ARABIC, upem, scale=0.96, rise=0.02), letters(hebrew, HEBREW, upem)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [inter]
        for i, part in enumerate(parts):
            paths.append(os.path.join(folder, f"{i}.otf"))
            part.save(paths[-1])
        merged = Merger().merge(paths)
    for name in ("head", "hhea", "OS/2", "name", "post"):
        merged[name] = base[name]
    merged.recalcTimestamp = False  # the same letters are the same file
    merged.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
