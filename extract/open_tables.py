"""Tables of a form that lack upright rulings: rows from the level ones, columns from white space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .geometry import Box
from .lines import lines_of
from .pages import Page, Ruling, Word
from .rulings import merged
from .tables import Cell, Table, find_tables, place

ALIKE = 12.0  # points by which the ends of rulings of one table differ
TALLEST = 120.0  # points, height of a row
LEAST_ROWS = 2
GUTTER = 1.4  # type sizes of white space between two cells of a row


def form_tables(page: Page) -> list[Table]:
    """Return the ruled tables of a page and those with level rulings only, from top to bottom."""
    ruled = find_tables(page)
    level = [
        ruling
        for ruling in merged(page.rulings)
        if ruling.horizontal and not any(_holds(table.box, ruling.box) for table in ruled)
    ]
    opened = [_table(page, group) for group in _groups(level)]
    return sorted([*ruled, *opened], key=lambda table: table.box.y0)


def _holds(box: Box, other: Box) -> bool:
    x, y = other.center
    return box.x0 - 2 <= x <= box.x1 + 2 and box.y0 - 2 <= y <= box.y1 + 2


def _groups(level: Sequence[Ruling]) -> list[list[Ruling]]:
    """Group rulings below each other that begin and end at the same places."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(level, key=lambda ruling: ruling.position):
        group = next((g for g in groups if _continues(g[-1], ruling)), None)
        if group is None:
            groups.append([ruling])
        else:
            group.append(ruling)
    return [group for group in groups if len(group) > LEAST_ROWS]


def _continues(last: Ruling, ruling: Ruling) -> bool:
    near = ruling.position - last.position <= TALLEST
    ends = zip(last.span, ruling.span, strict=True)
    return near and all(abs(a - b) <= ALIKE for a, b in ends)


def _table(page: Page, group: Sequence[Ruling]) -> Table:
    left = min(ruling.span[0] for ruling in group)
    right = max(ruling.span[1] for ruling in group)
    ys = [ruling.position for ruling in group]
    rows = [(top, bottom) for top, bottom in pairwise(ys) if bottom - top > 4]  # noqa: PLR2004
    cuts = [_cuts(page.words, Box(left, top, right, bottom)) for top, bottom in rows]
    xs = sorted({left, right, *(x for row in cuts for x in row)})
    cells: list[Cell] = []
    for index, (top, bottom) in enumerate(rows):
        for x0, x1 in pairwise([left, *cuts[index], right]):
            box = Box(x0, top, x1, bottom)
            cells.append(Cell(box, index, index + 1, xs.index(x0), xs.index(x1)))
    box = Box(left, ys[0], right, ys[-1])
    return Table(page, box, tuple(place(cells, page.words)), len(rows), len(xs) - 1)


def _cuts(words: Sequence[Word], row: Box) -> list[float]:
    """Return the middles of the gutters that all lines of a row leave free."""
    inside = [w for w in words if row.contains(*w.box.center)]
    spans = sorted((w.box.x0, w.box.x1) for w in _with_spaces(inside))
    size = max((word.size for word in inside), default=10.0)
    cuts: list[float] = []
    reach = spans[0][1] if spans else row.x1
    for x0, x1 in spans[1:]:
        if x0 - reach >= GUTTER * size:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    return cuts


def _with_spaces(words: Sequence[Word]) -> list[Word]:
    """Bridge the spaces inside a short spaced-out word (职 务), which are no gutters."""
    bridged: list[Word] = []
    for line in lines_of(words):
        for word in line.words:
            last = bridged[-1] if bridged and bridged[-1] in line.words else None
            single = last is not None and len(last.text) == len(word.text) == 1
            if last is not None and single and word.box.x0 - last.box.x1 < 3 * word.size:
                bridged.append(replace(word, box=Box(last.box.x1, *word.box[1:])))
            else:
                bridged.append(word)
    return bridged
