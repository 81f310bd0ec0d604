"""From drawn sheets to a PDF with its fonts cut down to the glyphs in use."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pymupdf

from . import fonts
from .canvas import BLACK, Fill, Glyphs, Picture, Sheet, Stroke

PREFIXES = "ABCDEFGHKLMNPQRST"


RADICALS = str.maketrans("一二人入八刀力十口土大女子小山工己干弓心手支文方日月木止比毛水火父牛犬玄玉瓜瓦甘生用田白皮目矢石示立竹米羊老而耳自至舌色虫血行衣见角言谷豆贝赤走足身车辛里金长门面革音页风飞食首香马高鱼鸟麦麻黄黑鼎鼓鼠鼻齐齿龙",
                         "⼀⼆⼈⼊⼋⼑⼒⼗⼝⼟⼤⼥⼦⼩⼭⼯⼰⼲⼸⼼⼿⽀⽂⽅⽇⽉⽊⽌⽐⽑⽔⽕⽗⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽩⽪⽬⽮⽯⽰⽴⽵⽶⽺⽼⽽⽿⾃⾄⾆⾊⾍⾎⾏⾐⻅⾓⾔⾕⾖⻉⾚⾛⾜⾝⻋⾟⾥⾦⻓⻔⾯⾰⾳⻚⻛⻜⾷⾸⾹⻢⾼⻥⻦⻨⿇⻩⿊⿍⿎⿏⿐⻬⻮⻰")  # fmt: skip


def print_sheets(
    sheets: Iterable[Sheet], metadata: dict[str, str] | None = None, encoding: str = ""
) -> pymupdf.Document:
    """One document of all sheets; `metadata` are the keys of the PDF's information dictionary.

    `encoding` is what is wrong with the text layer: `radicals` names the look-alike radicals
    instead of the characters, `no-map` leaves out the maps from glyphs to characters.
    """
    sheets = list(sheets)
    used: dict[fonts.Font, set[str]] = {}
    for sheet in sheets:
        for op in sheet.ops:
            if isinstance(op, Glyphs):
                used.setdefault(op.font, set()).update(op.text)
    cut = {
        font: pymupdf.Font(fontbuffer=fonts.subset(font[0], used[font])) for font in sorted(used)
    }
    document = pymupdf.open()
    for sheet in sheets:
        _draw(document.new_page(width=sheet.width, height=sheet.height), sheet, cut)
    name_fonts(document, {font.name: key[1] for key, font in cut.items()})
    if encoding:
        _spoil_maps(document, encoding)
    document.set_metadata(metadata or {})
    return document


# one code alone: `<src> <dst>`, or a range that begins where it ends
_CODES = re.compile(
    rb"(<([0-9a-fA-F]{4})>\s*<\2>\s*|^<[0-9a-fA-F]{4}>\s*)<([0-9a-fA-F]{4})>$", re.M
)


def _spoil_maps(document: pymupdf.Document, encoding: str) -> None:
    """Change or drop the ToUnicode maps of the document's fonts."""
    for number in range(1, document.xref_length()):
        kind, value = document.xref_get_key(number, "ToUnicode")
        if kind != "xref":
            continue
        if encoding == "no-map":
            document.xref_set_key(number, "ToUnicode", "null")
            continue
        table = int(value.split()[0])
        document.update_stream(table, _CODES.sub(_radical, document.xref_stream(table)))


def _radical(found: re.Match[bytes]) -> bytes:
    return found[1] + b"<%04x>" % ord(chr(int(found[3], 16)).translate(RADICALS))


def _draw(page: pymupdf.Page, sheet: Sheet, cut: dict[fonts.Font, pymupdf.Font]) -> None:
    waiting: list[Glyphs] = []
    for op in sheet.ops:
        if isinstance(op, Glyphs):
            waiting.append(op)
            continue
        if isinstance(op, (Fill, Picture)):
            _write(page, waiting, cut)
            waiting = []
        _paint(page, op)
    _write(page, waiting, cut)


def _paint(page: pymupdf.Page, op: Stroke | Fill | Picture) -> None:
    if isinstance(op, Stroke):
        if op.smooth or op.filled:
            _curve(page, op)
        elif len(op.points) == 2:
            page.draw_line(*op.points, color=op.color, width=op.width, dashes=op.dashes)
        else:
            page.draw_polyline(op.points, color=op.color, width=op.width)
    elif isinstance(op, Fill):
        edge = BLACK if op.edge else None
        page.draw_rect(pymupdf.Rect(op.box), color=edge, fill=op.color, width=op.edge)
    else:
        page.insert_image(pymupdf.Rect(op.box), stream=op.png)


def _curve(page: pymupdf.Page, op: Stroke) -> None:
    shape, points = page.new_shape(), op.points
    if op.smooth:
        for i in range(len(points) - 1):  # Catmull and Rom's curve, each piece by Bézier's
            before, after = points[max(i - 1, 0)], points[min(i + 2, len(points) - 1)]
            (ax, ay), (bx, by) = points[i], points[i + 1]
            first = (ax + (bx - before[0]) / 6, ay + (by - before[1]) / 6)
            second = (bx - (after[0] - ax) / 6, by - (after[1] - ay) / 6)
            shape.draw_bezier((ax, ay), first, second, (bx, by))
    else:
        shape.draw_polyline(points)
    shape.finish(color=None if op.filled else op.color, fill=op.color if op.filled else None,
                 width=op.width, closePath=op.filled)  # fmt: skip
    shape.commit()


def _write(page: pymupdf.Page, glyphs: list[Glyphs], cut: dict[fonts.Font, pymupdf.Font]) -> None:
    """Text in the order it was drawn; one writer for each change of colour or visibility."""
    groups: list[tuple[tuple, list[Glyphs]]] = []
    for op in glyphs:
        look = (op.color, op.invisible)
        if groups and groups[-1][0] == look:
            groups[-1][1].append(op)
        else:
            groups.append((look, [op]))
    for (color, invisible), members in groups:
        writer = pymupdf.TextWriter(page.rect)
        for op in members:
            writer.append((op.x, op.y), op.text, font=cut[op.font], fontsize=op.size)
        writer.write_text(page, color=color, render_mode=3 if invisible else 0)


def name_fonts(document: pymupdf.Document, names: dict[str, str]) -> None:
    """Give the embedded subsets the names that an office program would have written."""
    seen: dict[str, int] = {}
    for number in range(1, document.xref_length()):
        for key in ("BaseFont", "FontName"):
            kind, value = document.xref_get_key(number, key)
            if kind != "name":
                continue
            name = names.get(value.lstrip("/").replace("#20", " ").split("+")[-1])
            if name:
                prefix = PREFIXES[seen.setdefault(name, len(seen)) % len(PREFIXES)] * 6
                document.xref_set_key(number, key, f"/{prefix}+{name}")
