"""Tables of a form that lack rulings: columns from white space, rows from level rulings or lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .geometry import Box
from .lines import TextLine, lines_of
from .pages import Page, Ruling, Word
from .rulings import merged
from .tables import Cell, Table, find_tables, place

ALIKE = 12.0  # points by which the ends of rulings of one table differ
TALLEST = 120.0  # points, height of a row
LEAST_ROWS = 2
LEAST_HEIGHT = 4.0  # points, of a row
GUTTER = 1.4  # type sizes of white space between two cells of a row
FIGURES = 0.5  # the same where a figure stands on both sides
LONG = 0.85  # of the widest line, how far a line reaches that goes on below
CLOSE = 0.9  # line heights between the lines of one cell


def form_tables(page: Page) -> list[Table]:
    """Return the ruled tables of a page and those with level rulings only, from top to bottom."""
    ruled = find_tables(page)
    level = [
        ruling
        for ruling in merged(page.rulings)
        if ruling.horizontal and not any(_holds(table.box, ruling.box) for table in ruled)
    ]
    opened = [_table(page, group, level) for group in _groups(level)]
    whole = [t for t in opened if not any(o is not t and _holds(o.box, t.box) for o in opened)]
    return sorted([*ruled, *whole], key=lambda table: table.box.y0)


def unruled_table(page: Page, tables: Sequence[Table]) -> Table | None:
    """Return the lines that stand in none of the page's tables as the rows of one."""
    free = [w for w in page.words if not any(t.box.contains(*w.box.center) for t in tables)]
    lines = lines_of(free)
    if not lines:
        return None
    right = max(line.box.x1 for line in lines)
    rows: list[list[TextLine]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        goes_on = (
            last is not None
            and last.box.x1 >= LONG * right
            and line.box.y0 - last.box.y1 < CLOSE * last.box.height
            and len(_spans(line.words)) == 1
        )
        if goes_on:
            rows[-1].append(line)
        else:
            rows.append([line])
    ys = [(row[0].box.y0, row[-1].box.y1) for row in rows]
    return _laid(page, min(line.box.x0 for line in lines), right, ys, free)


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
    return [group for group in groups if len(group) > LEAST_ROWS or _parted(group, level)]


def _parted(group: Sequence[Ruling], level: Sequence[Ruling]) -> bool:
    """Tell one row that a page break left: a ruling in it ends where those around it end."""
    inside = (
        r
        for r in level
        if group[0].position < r.position < group[-1].position
        and abs(r.span[1] - group[0].span[1]) <= ALIKE
    )
    return any(r.span[0] > group[0].span[0] + ALIKE for r in inside)


def _continues(last: Ruling, ruling: Ruling) -> bool:
    near = ruling.position - last.position <= TALLEST
    ends = zip(last.span, ruling.span, strict=True)
    return near and all(abs(a - b) <= ALIKE for a, b in ends)


def _table(page: Page, group: Sequence[Ruling], level: Sequence[Ruling]) -> Table:
    left = min(ruling.span[0] for ruling in group)
    right = max(ruling.span[1] for ruling in group)
    ys = [ruling.position for ruling in group]
    rows = [(top, bottom) for top, bottom in pairwise(ys) if bottom - top > LEAST_HEIGHT]
    inner = [r for r in level if r.span[0] > left + ALIKE and abs(r.span[1] - right) <= ALIKE]
    return _laid(page, left, right, rows, page.words, inner)


def _laid(
    page: Page,
    left: float,
    right: float,
    rows: Sequence[tuple[float, float]],
    words: Sequence[Word],
    inner: Sequence[Ruling] = (),
) -> Table:
    """Return a table of rows (top, bottom), each cut at its own gutters.

    Where `inner` rulings begin further right and run to the table's end, they part what stands
    there into rows of their own, beside one cell that goes over all of them.
    """
    boxes: list[Box] = []
    for top, bottom in rows:
        boxes += _row_boxes(words, Box(left, top, right, bottom), inner)
    xs = sorted({x for box in boxes for x in (box.x0, box.x1)})
    ys = sorted({y for box in boxes for y in (box.y0, box.y1)})
    cells = [
        Cell(box, ys.index(box.y0), ys.index(box.y1), xs.index(box.x0), xs.index(box.x1))
        for box in boxes
    ]
    box = Box(left, rows[0][0], right, rows[-1][1])
    return Table(page, box, tuple(place(cells, words)), len(ys) - 1, len(xs) - 1, False)


def _row_boxes(words: Sequence[Word], row: Box, inner: Sequence[Ruling]) -> list[Box]:
    own = [r for r in inner if row.y0 + LEAST_HEIGHT < r.position < row.y1 - LEAST_HEIGHT]
    if not own:
        return _cut(row, words)
    start = min(r.span[0] for r in own)
    ys = [row.y0, *sorted(r.position for r in own), row.y1]
    boxes = _cut(Box(row.x0, row.y0, start, row.y1), words)
    block = Box(start, row.y0, row.x1, row.y1)
    parts = [Box(start, top, row.x1, bottom) for top, bottom in pairwise(ys)]
    common = _cuts(words, block)
    if len(common) < max(len(_cuts(words, part)) for part in parts):
        return boxes + [box for part in parts for box in _cut(part, words)]
    return boxes + [box for part in parts for box in _at(part, common)]


def _cut(row: Box, words: Sequence[Word]) -> list[Box]:
    return _at(row, _cuts(words, row))


def _at(row: Box, cuts: Sequence[float]) -> list[Box]:
    return [Box(x0, row.y0, x1, row.y1) for x0, x1 in pairwise([row.x0, *cuts, row.x1])]


def _cuts(words: Sequence[Word], row: Box) -> list[float]:
    """Return the middles of the gutters that all lines of a row leave free."""
    spans = _spans([w for w in words if row.contains(*w.box.center)])
    return [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]


def _spans(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Return the (left, right) of what stands together in a row, from left to right."""
    size = max((word.size for word in words), default=10.0)
    found: list[tuple[float, float, bool]] = []
    for word in sorted(_with_spaces(words), key=lambda word: word.box.x0):
        x0, x1 = word.box.x0, word.box.x1
        if found:
            left, right, figure = found[-1]
            wide = FIGURES if figure and word.text[:1].isdigit() else GUTTER
            if x0 - right < wide * size:
                ends = x1 if x1 > right else right
                found[-1] = (left, ends, _is_figure(word) if x1 > right else figure)
                continue
        found.append((x0, x1, _is_figure(word)))
    return [(left, right) for left, right, _ in found]


def _is_figure(word: Word) -> bool:
    return word.text[-1:].isdigit() or word.text.endswith(("%", ")"))


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
