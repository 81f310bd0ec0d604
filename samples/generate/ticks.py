"""Check boxes with their words: typed signs, or drawn boxes marked by hand in one of several ways."""

from __future__ import annotations

import math
import random

from . import fonts
from .canvas import Fill, Sheet, Stroke
from .fonts import Font
from .style import Style

INK = (0.1, 0.1, 0.35)


def _box(sheet: Sheet, x: float, y: float, size: float, ticked: bool, rng: random.Random) -> None:
    side = size * 0.82
    top = y - 0.8 * size
    sheet.frame((x, top, x + side, top + side), 0.7)
    if ticked:
        jitter = [rng.uniform(-0.08, 0.08) * size for _ in range(6)]
        points = [(x - 0.1 * size + jitter[0], top + 0.45 * side + jitter[1]),
                  (x + 0.38 * side + jitter[2], top + 0.95 * side + jitter[3]),
                  (x + 1.25 * side + jitter[4], top - 0.25 * side + jitter[5])]  # fmt: skip
        sheet.ops.append(Stroke(points, 1.3, INK))


def _marked(sheet: Sheet, x: float, y: float, size: float, kind: str, rng: random.Random) -> None:
    """A drawn box that is chosen by a cross in it, by filling it, or by a tick left of it."""
    side, top = size * 0.8, y - 0.8 * size
    sheet.frame((x, top, x + side, top + side), 0.6)
    if kind == "filled":
        sheet.ops.append(Fill((x + 1, top + 1, x + side - 1, top + side - 1), (0.1, 0.1, 0.1)))
    elif kind == "cross":
        for a, b in ((0, 1), (1, 0)):
            ends = [(x + t * side, top + (a + (b - a) * t) * side) for t in (-0.1, 1.1)]
            sheet.ops.append(Stroke([(p, q + rng.uniform(-0.5, 0.5)) for p, q in ends], 1.1, INK))
    elif kind == "beside":
        points = [(x - 0.75 * size, top + 0.4 * side), (x - 0.5 * size, top + side),
                  (x - 0.05 * size, top - 0.2 * side)]  # fmt: skip
        sheet.ops.append(Stroke(points, 1.2, INK))


def _circled(sheet: Sheet, box: tuple[float, float, float, float], rng: random.Random) -> None:
    """A ring drawn by hand around an option's words."""
    x0, y0, x1, y1 = box
    wide, high = (x1 - x0) / 2 + 4, (y1 - y0) / 2 + 2.5
    turn = rng.uniform(0, 6)
    points = [((x0 + x1) / 2 + wide * (1 + 0.03 * math.sin(3 * a)) * math.cos(a + turn),
               (y0 + y1) / 2 + high * math.sin(a + turn))
              for a in (i * 0.26 for i in range(26))]  # fmt: skip
    sheet.ops.append(Stroke(points, 1.1, INK))


def option(sheet: Sheet, x: float, y: float, label: str, ticked: bool, style: Style, font: Font,
           size: float, mark: str | None = None) -> float:  # fmt: skip
    """One box with its label from `x` on; returns where it ends."""
    start, rng = x, random.Random(f"{label}{x:.0f}")
    if style.drawn_checks and style.mark_kind == "circle":
        end = sheet.text(x, y, label, font, size)
        box = (start, y - 0.86 * size, end, y + 0.2 * size)
        if ticked:
            _circled(sheet, box, rng)
            if mark:
                sheet.mark(mark, box)
        return end
    if style.drawn_checks:
        if style.mark_kind == "tick":
            _box(sheet, x, y, size, ticked, rng)
        else:
            _marked(sheet, x, y, size, style.mark_kind if ticked else "", rng)
        x += size * 1.1
    else:
        x = sheet.text(x, y, style.checks[0 if ticked else 1], font, size)
        x += size * 0.1
    x = sheet.text(x, y, label, font, size)
    if mark and ticked:
        sheet.mark(mark, (start, y - 0.9 * size, x, y + 0.2 * size))
    return x


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
