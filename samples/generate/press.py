"""From drawn sheets to a PDF with its fonts cut down to the glyphs in use."""

from __future__ import annotations

from collections.abc import Iterable

import pymupdf

from . import fonts
from .canvas import Fill, Glyphs, Picture, Sheet, Stroke

PREFIXES = "ABCDEFGHKLMNPQRST"


def print_sheets(
    sheets: Iterable[Sheet], metadata: dict[str, str] | None = None
) -> pymupdf.Document:
    """One document of all sheets; `metadata` are the keys of the PDF's information dictionary."""
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
    document.set_metadata(metadata or {})
    return document


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
        if len(op.points) == 2:
            page.draw_line(*op.points, color=op.color, width=op.width)
        else:
            page.draw_polyline(op.points, color=op.color, width=op.width)
    elif isinstance(op, Fill):
        page.draw_rect(pymupdf.Rect(op.box), color=None, fill=op.color, width=0)
    else:
        page.insert_image(pymupdf.Rect(op.box), stream=op.png)


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
