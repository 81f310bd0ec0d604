"""Check boxes with their words: typed signs, or drawn boxes marked by hand in one of several ways."""

from __future__ import annotations

import random

from . import fonts
from .canvas import Sheet
from .fonts import Font
from .marking import BOXES, RINGS, SIDE
from .marking import mark as make_mark
from .style import Style


def option(sheet: Sheet, x: float, y: float, label: str, ticked: bool, style: Style, font: Font,
           size: float, mark: str | None = None) -> float:  # fmt: skip
    """One box with its label from `x` on; returns where it ends."""
    start, rng = x, random.Random(f"{label}{x:.0f}")
    if style.box_after:
        x = sheet.text(x, y, label, font, size)
        words = (start, y - 0.86 * size, x, y + 0.2 * size)
        x = box_x = x + size * 0.1
        x = _box(sheet, x, y, ticked, style, font, size)
    else:
        box_x = x
        after = words_x = _box(sheet, x, y, ticked, style, font, size)
        x = sheet.text(after, y, label, font, size)
        words = (words_x, y - 0.86 * size, x, y + 0.2 * size)
    pen = style.pen or (style.mark_kind if style.drawn_checks else "")
    if ticked and pen:
        side = SIDE * size
        make_mark(
            sheet, pen, (box_x, y - 0.8 * size, box_x + side, y - 0.8 * size + side), words, rng
        )
    if mark and ticked:
        sheet.mark(mark, (start, y - 0.9 * size, x, y + 0.2 * size))
    return x


def _box(sheet: Sheet, x: float, y: float, ticked: bool, style: Style, font: Font,
         size: float) -> float:  # fmt: skip
    """What is printed for a box; returns where the next thing stands."""
    if not style.drawn_checks:
        signs = style.checks[0 if ticked else 1]
        letters = ("wingdings", style.symbols) if style.symbols else font
        return sheet.text(x, y, signs, letters, size) + 0.1 * size
    if style.box_kind == "none" or (style.mark_kind == "circle" and not style.pen):
        return x + (1.1 * size if style.pen and style.pen not in RINGS else 0)
    side, top = SIDE * size, y - 0.8 * size
    BOXES[style.box_kind](sheet, (x, top, x + side, top + side))
    return x + 1.1 * size


def _rows(labels: list[str], room: float, font: Font, size: float, lead: str = "",
          gap: float = 16) -> list[list[int]]:  # fmt: skip
    """Indices of the options line by line."""
    rows: list[list[int]] = [[]]
    x = fonts.width(lead, size, font)
    for i, label in enumerate(labels):
        wide = fonts.width(label, size, font) + size * 1.25
        if rows[-1] and x + wide > room:
            rows.append([])
            x = 0
        rows[-1].append(i)
        x += wide + gap
    return rows


def options_cell(labels: list[str], ticked: set[str], style: Style, font: Font, size: float,
                 mark: str, lead: str = "", gap: float = 16):  # fmt: skip
    """A drawing for a cell: the options one after the other, broken to the cell's width."""

    def draw(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
        rows = _rows(labels, x1 - x0, font, size, lead, gap)
        pitch = size * 1.35
        y = (y0 + y1) / 2 - pitch * len(rows) / 2 + size
        for n, row in enumerate(rows):
            x = sheet.text(x0, y, lead, font, size) if n == 0 else x0
            for i in row:
                x = (
                    option(sheet, x, y, labels[i], labels[i] in ticked, style, font, size, mark)
                    + gap
                )
            y += pitch

    return draw


def options_height(
    labels: list[str], room: float, font: Font, size: float, lead: str = ""
) -> float:
    """What `options_cell` needs in a cell with `room` points between its paddings."""
    return len(_rows(labels, room, font, size, lead)) * size * 1.35 + 6
