"""Fonts of the generator: where they lie, how wide their glyphs are, subsets for embedding.

Debian's free fonts stand in for the ones of an office computer; a page's PDF names the office font.
"""

from __future__ import annotations

import io
import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDERS = (
    Path.home() / ".local/share/fonts",
    Path("/usr/local/share/fonts"),
    Path("/usr/share/fonts"),
    Path("/usr/share/texlive/texmf-dist/fonts"),
    Path("/usr/share/texmf/fonts"),
)
FILES = {
    "fandol-fang": ("FandolFang-Regular.otf", 0),
    "fandol-song": ("FandolSong-Regular.otf", 0),
    "fandol-song-bold": ("FandolSong-Bold.otf", 0),
    "fandol-hei": ("FandolHei-Bold.otf", 0),
    "fandol-kai": ("FandolKai-Regular.otf", 0),
    "noto-serif": ("NotoSerifCJK-Regular.ttc", 2),
    "noto-serif-bold": ("NotoSerifCJK-Bold.ttc", 2),
    "noto-sans": ("NotoSansCJK-Regular.ttc", 2),
    "noto-sans-medium": ("NotoSansCJK-Medium.ttc", 2),
    "noto-sans-bold": ("NotoSansCJK-Bold.ttc", 2),
    "arphic-song": ("gbsn00lp.ttf", 0),
    "arphic-kai": ("gkai00mp.ttf", 0),
    "uming": ("uming.ttc", 0),
    "zenhei": ("wqy-zenhei.ttc", 0),
    "microhei": ("wqy-microhei.ttc", 0),
    "ukai": ("ukai.ttc", 0),
    "wenkai": ("LXGWWenKai-Regular.ttf", 0),
    "wenkai-bold": ("LXGWWenKai-Bold.ttf", 0),
    "liberation-serif": ("LiberationSerif-Regular.ttf", 0),
    "liberation-sans": ("LiberationSans-Regular.ttf", 0),
    "liberation-mono": ("LiberationMono-Regular.ttf", 0),
    "liberation-sans-narrow": ("LiberationSansNarrow-Regular.ttf", 0),
    "heros": ("texgyreheros-regular.otf", 0),
    "dejavu": ("DejaVuSans.ttf", 0),
}
# Letters of the symbol fonts by what they show; the shapes are those of DejaVu Sans.
SYMBOLS = {
    "☑": "þR\uf0fe\uf052", "☒": "ýS\uf0fd\uf053", "☐": "¨o£\uf0a8\uf06f\uf0a3", "✓": "üP\uf0fc\uf050",
    "■": "n\uf06e", "●": "l\uf06c",
}  # fmt: skip
FALLBACKS = (("uming", "NSimSun"), ("dejavu", "SegoeUISymbol"))
Font = tuple[str, str]


class FontMissingError(Exception):
    """A font file of `FILES` lies in none of `FOLDERS`: see samples/README.md."""


@cache
def path(key: str) -> Path:
    name = FILES[key][0]
    for folder in FOLDERS:
        for found in sorted(folder.rglob(name)) if folder.is_dir() else ():
            return found
    raise FontMissingError(f"字体文件 {name} 未安装")


def missing() -> list[str]:
    """Names of the font files that are not installed."""
    absent = []
    for key, (name, _) in FILES.items():
        try:
            path(key)
        except FontMissingError:
            absent.append(name)
    return absent


@cache
def face(key: str) -> bytes:
    """The font as a file of its own, cut out of its collection where it lies in one."""
    if key == "wingdings":
        return _symbol_face()
    data = path(key).read_bytes()
    if data[:4] != b"ttcf":
        return data
    start = struct.unpack_from(">I", data, 12 + 4 * FILES[key][1])[0]
    count = struct.unpack_from(">H", data, start + 4)[0]
    head, body = bytearray(data[start : start + 12]), bytearray()
    for i in range(count):
        tag, check, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * i)
        head += struct.pack(">4sIII", tag, check, 12 + 16 * count + len(body), length)
        body += data[offset : offset + length] + bytes(-length % 4)
    return bytes(head + body)


def _symbol_face() -> bytes:
    """A stand-in for the symbol fonts of an office computer: shapes under other characters."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(subset("dejavu", set(SYMBOLS))), recalcTimestamp=False)
    for table in font["cmap"].tables:
        shapes = dict(table.cmap)
        table.cmap = {
            ord(letter): shapes[ord(shape)]
            for shape, letters in SYMBOLS.items()
            for letter in letters
            if ord(shape) in shapes and table.format != 0
        }
    font["name"].setName("Wingdings", 1, 3, 1, 0x409)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def metrics(key: str) -> pymupdf.Font:
    return pymupdf.Font(fontbuffer=face(key))


@cache
def advance(key: str, char: str) -> float:
    """Width of a glyph in ems."""
    return metrics(key).glyph_advance(ord(char))


@cache
def holder(font: Font, char: str) -> Font:
    """`font`, or the first fallback that has the character."""
    for candidate in (font, *FALLBACKS):
        if metrics(candidate[0]).has_glyph(ord(char)):
            return candidate
    return font


def runs(text: str, font: Font, latin: Font | None = None) -> list[tuple[Font, str]]:
    """`text` cut where the font changes: Latin letters and digits in `latin`, where one is given."""
    cut: list[tuple[Font, str]] = []
    for char in text:
        wanted = latin if latin and char.isascii() else font
        chosen = holder(wanted, char)
        if cut and cut[-1][0] == chosen:
            cut[-1] = (chosen, cut[-1][1] + char)
        else:
            cut.append((chosen, char))
    return cut


def width(text: str, size: float, font: Font, latin: Font | None = None) -> float:
    return size * sum(
        advance(used[0], char) for used, part in runs(text, font, latin) for char in part
    )


def subset(key: str, chars: set[str]) -> bytes:
    """A font file with the glyphs of `chars` only."""
    # fontTools is the generator's own need: reading the rest of this module must not ask for it
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

    options = cutter.Options(
        layout_features=[], name_IDs=[1, 2], notdef_outline=True, hinting=False, drop_tables=["BASE", "GSUB", "GPOS", "vhea", "vmtx", "VORG", "DSIG"]
    )  # fmt: skip
    font = TTFont(io.BytesIO(face(key)), lazy=True, recalcTimestamp=False)
    cut = cutter.Subsetter(options)
    cut.populate(unicodes={ord(c) for c in chars} | {32})
    cut.subset(font)
    if "CFF " in font:
        _number_by_glyph(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _number_by_glyph(font: TTFont) -> None:
    """Make a CID-keyed font's CIDs its glyph indices, which is what the PDF's Identity-H names."""
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return
    old = font.getGlyphOrder()
    new = {name: ".notdef" if i == 0 else f"cid{i:05d}" for i, name in enumerate(old)}
    strings = top.CharStrings
    strings.charStrings = {new[name]: value for name, value in strings.charStrings.items()}
    top.charset = [new[name] for name in top.charset]
    font["hmtx"].metrics = {new[name]: value for name, value in font["hmtx"].metrics.items()}
    for table in font["cmap"].tables:
        if hasattr(table, "cmap"):
            table.cmap = {code: new[name] for code, name in table.cmap.items()}
    font.setGlyphOrder([new[name] for name in old])
