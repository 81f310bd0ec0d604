"""Tables from ruling lines: merged rulings -> tables -> grids -> cells with their spans.

Each step is a pure function on upright points, so that every intermediate can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .geometry import Box, union
from .lines import lines_of, text_of
from .pages import Page, Ruling, Word
from .ruling_groups import touching
from .rulings import merged

SNAP = 4.0  # points: grid lines nearer than this are one
MOSTLY = 0.75  # of a word's characters in one cell, for the whole word to belong there
PRESENT = 0.6  # share of a grid edge that a ruling covers where it separates two cells


@dataclass(frozen=True)
class Cell:
    """A cell of a table; rows and columns count grid lines, `row1` and `column1` exclusive."""

    box: Box
    row0: int
    row1: int
    column0: int
    column1: int
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def lines(self) -> list[str]:
        return [line.text for line in lines_of(self.words)]


@dataclass(frozen=True)
class Table:
    """Cells in reading order, on one page; without upright rulings white space parts them."""

    page: Page
    box: Box
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    upright: bool = True

    def row(self, index: int) -> list[Cell]:
        """Return the cells that cover a grid row, from left to right."""
        return [cell for cell in self.cells if cell.row0 <= index < cell.row1]


def find_tables(page: Page) -> list[Table]:
    """Return the ruled tables of a page from top to bottom, words put into their cells."""
    tables = (_table(page, group) for group in touching(merged(page.rulings)))
    found = [table for table in tables if table is not None]
    return sorted(found, key=lambda table: table.box.y0)


def _table(page: Page, rulings: Sequence[Ruling]) -> Table | None:
    horizontal = [ruling for ruling in rulings if ruling.horizontal]
    vertical = [ruling for ruling in rulings if not ruling.horizontal]
    if len(horizontal) < 2 or not vertical:  # noqa: PLR2004
        return None
    box = union(ruling.box for ruling in rulings)
    # An outer border that was not printed or not found is where the other rulings end.
    xs = _grid_lines([r.position for r in vertical] + [box.x0, box.x1])
    ys = _grid_lines([r.position for r in horizontal] + [box.y0, box.y1])
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004
        return None
    grid = _Grid(xs, ys, tuple(horizontal), tuple(vertical))
    cells = grid.cells()
    placed = place(cells, page.words)
    return Table(page, box, tuple(placed), len(ys) - 1, len(xs) - 1)


def _grid_lines(positions: Iterable[float]) -> list[float]:
    lines: list[list[float]] = []
    for position in sorted(positions):
        if lines and position - lines[-1][-1] <= SNAP:
            lines[-1].append(position)
        else:
            lines.append([position])
    return [sum(group) / len(group) for group in lines]


@dataclass(frozen=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]

    def cells(self) -> list[Cell]:
        """Merge grid squares that no ruling separates; a merged cell is a rectangle."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        taken = [[False] * columns for _ in range(rows)]
        cells = []
        for row in range(rows):
            for column in range(columns):
                if taken[row][column]:
                    continue
                row1, column1 = self._extent(row, column, taken)
                for r in range(row, row1):
                    taken[r][column:column1] = [True] * (column1 - column)
                cells.append(self._cell(row, row1, column, column1))
        return cells

    def _cell(self, row0: int, row1: int, column0: int, column1: int) -> Cell:
        box = Box(self.xs[column0], self.ys[row0], self.xs[column1], self.ys[row1])
        return Cell(box, row0, row1, column0, column1)

    def _extent(self, row: int, column: int, taken: list[list[bool]]) -> tuple[int, int]:
        column1 = column + 1
        while (
            column1 < len(self.xs) - 1
            and not taken[row][column1]
            and not self._wall_right(row, column1)
        ):
            column1 += 1
        row1 = row + 1
        while row1 < len(self.ys) - 1 and not self._floor(row1, column, column1):
            if any(taken[row1][c] for c in range(column, column1)):
                break
            if any(self._wall_right(row1, c) for c in range(column + 1, column1)):
                break
            row1 += 1
        return row1, column1

    def _wall_right(self, row: int, line: int) -> bool:
        """Tell whether a vertical ruling stands on grid line `line` beside `row`."""
        return _covered(self.vertical, self.xs[line], self.ys[row], self.ys[row + 1])

    def _floor(self, line: int, column0: int, column1: int) -> bool:
        """Tell whether a horizontal ruling stands on `line` anywhere below these columns."""
        return any(
            _covered(self.horizontal, self.ys[line], left, right)
            for left, right in pairwise(self.xs[column0 : column1 + 1])
        )


def _covered(rulings: Iterable[Ruling], position: float, low: float, high: float) -> bool:
    covered = sum(
        max(0.0, min(high, ruling.span[1]) - max(low, ruling.span[0]))
        for ruling in rulings
        if abs(ruling.position - position) <= SNAP
    )
    return covered >= PRESENT * (high - low)


def place(cells: Sequence[Cell], words: Iterable[Word]) -> list[Cell]:
    """Put each word into the cell it stands in, cut where it really stands in several.

    A word that only juts out of its cell, as wide print does, stays whole.
    """
    contents: list[list[Word]] = [[] for _ in cells]
    for word in words:
        middle = (word.box.y0 + word.box.y1) / 2
        beside = [
            index
            for index, cell in enumerate(cells)
            if cell.box.y0 <= middle < cell.box.y1 and cell.box.overlap_x(word.box) > 0
        ]
        parts = {
            index: part
            for index in beside
            if (part := cut_word(word, cells[index].box.x0, cells[index].box.x1)) is not None
        }
        home = max(parts, key=lambda index: len(parts[index].text), default=None)
        if home is not None and len(parts[home].text) >= MOSTLY * len(word.text):
            parts = {home: word}
        for index, part in parts.items():
            contents[index].append(part)
    return [
        Cell(cell.box, cell.row0, cell.row1, cell.column0, cell.column1, tuple(content))
        for cell, content in zip(cells, contents, strict=True)
    ]


def words_after(words: Iterable[Word], count: int) -> list[Word]:
    """Return words in reading order without their first `count` characters."""
    kept: list[Word] = []
    for line in lines_of(words):
        for word in line.words:
            if count >= len(word.text):
                count -= len(word.text)
                continue
            part = cut_word(word, word.edges[count], word.box.x1 + 1) if count else word
            count = 0
            if part is not None:
                kept.append(part)
    return kept


def cut_word(word: Word, left: float, right: float) -> Word | None:
    """Return the part of a word whose characters' centres lie in [left, right)."""
    if left <= word.box.x0 and word.box.x1 <= right:
        return word
    kept = [
        index for index, (a, b) in enumerate(pairwise(word.edges)) if left <= (a + b) / 2 < right
    ]
    if not kept:
        return None
    first, last = kept[0], kept[-1] + 1
    return replace(
        word,
        text=word.text[first:last],
        box=Box(word.edges[first], word.box.y0, word.edges[last], word.box.y1),
        edges=word.edges[first : last + 1],
        confidences=word.confidences[first:last],
        alternatives=word.alternatives[first:last],
        traces=(),
    )
