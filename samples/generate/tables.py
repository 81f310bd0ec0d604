"""Tables with spans, drawn row by row, going on over the page's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import fonts
from .canvas import BLACK, Color, Fill, Sheet
from .flow import Flow
from .fonts import Font
from .lines import break_lines

SHADE = (0.89, 0.92, 0.96)
DARK = (0.17, 0.3, 0.52)


@dataclass
class Cell:
    """`span` columns wide, `rows` rows high; `draw` replaces the text by a drawing of its own."""

    text: str = ""
    span: int = 1
    rows: int = 1
    align: str = "center"
    font: Font | None = None
    size: float = 0
    mark: str | None = None
    shade: bool = False
    dark: bool = False
    color: Color = BLACK
    draw: Callable[[Sheet, float, float, float, float], None] | None = None
    least: float = 0
    lines: list[str] = field(default_factory=list)


@dataclass
class Grid:
    """How a table is ruled.

    `borders` is grid, thick, double, open, horizontal, none; or bars (filled rectangles), cells
    (a rectangle for each cell), dotted, hairline, rows (no upright lines, thick at top and bottom).
    A `breakable` table may be cut inside a cell that spans rows; `repeat` rows open each page.
    """

    columns: list[float]
    font: Font
    size: float
    latin: Font | None = None
    borders: str = "grid"
    pad: float = 4
    pitch: float = 1.25
    least: float = 22
    breakable: bool = False
    repeat: int = 0

    def place(self, column: int, span: int, left: float) -> tuple[float, float]:
        return left + sum(self.columns[:column]), left + sum(self.columns[: column + span])


def draw_table(flow: Flow, grid: Grid, rows: list[list[Cell]], left: float | None = None,
               heights: list[float] | None = None) -> None:  # fmt: skip
    """Draw below the flow's position; cells covered by a higher cell's `rows` are left out of rows."""
    left = flow.left if left is None else left
    laid = _lay(grid, rows)
    tall = heights or _heights(grid, laid, len(rows))
    begin = 0
    while begin < len(rows):
        if flow.y + _block(grid, laid, tall, begin)[1] > flow.bottom and flow.y > flow.top:
            flow.new_sheet()
        if 0 < grid.repeat < begin:
            _draw_rows(flow.sheet, grid, laid, tall, 0, grid.repeat, left, flow.y)
            flow.y += sum(tall[: grid.repeat])
        end, y = begin, flow.y
        while end < len(rows):
            until, high = _block(grid, laid, tall, end)
            if y + high > flow.bottom and end > begin:
                break
            y, end = y + high, until
        _draw_rows(flow.sheet, grid, laid, tall, begin, end, left, flow.y)
        flow.y = y
        begin = end
        if begin < len(rows):
            flow.new_sheet()


Laid = list[tuple[int, int, Cell]]


def _lay(grid: Grid, rows: list[list[Cell]]) -> Laid:
    """Each cell with its row and column, after the cells reaching down from above."""
    taken: set[tuple[int, int]] = set()
    laid: Laid = []
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            taken |= {(r + i, column + j) for i in range(cell.rows) for j in range(cell.span)}
            room = sum(grid.columns[column : column + cell.span]) - 2 * grid.pad
            size = cell.size or grid.size
            cell.lines = break_lines(
                cell.text, room, size, cell.font or grid.font, grid.latin, hang=False
            )
            laid.append((r, column, cell))
            column += cell.span
    return laid


def _heights(grid: Grid, laid: Laid, count: int) -> list[float]:
    tall = [grid.least] * count
    for r, _, cell in sorted(laid, key=lambda item: item[2].rows):
        size = cell.size or grid.size
        wanted = max(cell.least, len(cell.lines) * size * grid.pitch + 6)
        lacking = wanted - sum(tall[r : r + cell.rows])
        if lacking > 0:
            tall[r + cell.rows - 1] += lacking
    return tall


def _block(grid: Grid, laid: Laid, tall: list[float], row: int) -> tuple[int, float]:
    """The rows from `row` that must stay together: their end and their height."""
    end = row + 1
    if grid.breakable:
        return end, tall[row]
    for r, _, cell in laid:
        if row <= r < end:
            end = max(end, r + cell.rows)
    return end, sum(tall[row:end])


def _draw_rows(sheet: Sheet, grid: Grid, laid: Laid, tall: list[float], begin: int, end: int,
               left: float, top: float) -> None:  # fmt: skip
    edges: set[tuple[float, float, float, float]] = set()
    for r, column, cell in laid:
        if r >= end or r + cell.rows <= begin:
            continue
        x0, x1 = grid.place(column, cell.span, left)
        y0 = top + sum(tall[begin:r])
        y1 = y0 + sum(tall[max(begin, r) : min(end, r + cell.rows)])
        if cell.shade or cell.dark:
            sheet.ops.append(Fill((x0, y0, x1, y1), DARK if cell.dark else SHADE))
        if grid.borders == "cells":
            sheet.ops.append(Fill((x0 + 0.3, y0 + 0.3, x1 - 0.3, y1 - 0.3), None, 0.5))
        edges |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
        if r < begin:
            continue
        if cell.draw:
            cell.draw(sheet, x0 + grid.pad, y0, x1 - grid.pad, y1)
        else:
            _write_cell(sheet, grid, cell, x0, y0, x1, y1)
    bottom = top + sum(tall[begin:end])
    _rule(sheet, grid, edges, (left, top, left + sum(grid.columns), bottom))


def _write_cell(
    sheet: Sheet, grid: Grid, cell: Cell, x0: float, y0: float, x1: float, y1: float
) -> None:
    font, size = cell.font or grid.font, cell.size or grid.size
    pitch = size * grid.pitch
    y = (y0 + y1) / 2 - pitch * len(cell.lines) / 2 + size * 0.98
    for line in cell.lines:
        wide = fonts.width(line, size, font, grid.latin)
        x = {"left": x0 + grid.pad, "right": x1 - grid.pad - wide}.get(
            cell.align, (x0 + x1 - wide) / 2
        )
        color = (1, 1, 1) if cell.dark else cell.color
        sheet.text(x, y, line, font, size, grid.latin, cell.mark, color)
        y += pitch


def _rule(sheet: Sheet, grid: Grid, edges: set[tuple[float, float, float, float]],
          outer: tuple[float, float, float, float]) -> None:  # fmt: skip
    left, top, right, bottom = outer
    if grid.borders in ("bars", "cells", "dotted", "hairline", "rows"):
        _rule_otherwise(sheet, grid.borders, edges, outer)
        return
    for x0, y0, x1, y1 in sorted(edges):
        upright = x0 == x1
        rim = x0 in (left, right) if upright else y0 in (top, bottom)
        upright_rim = upright and (abs(x0 - left) < 0.01 or abs(x0 - right) < 0.01)
        if grid.borders == "none" or (grid.borders == "horizontal" and upright):
            continue
        if grid.borders == "open" and upright_rim:
            continue
        if not (rim or upright_rim) or grid.borders in ("grid", "open", "horizontal"):
            sheet.line(x0, y0, x1, y1, 0.5)
    if grid.borders == "thick":
        sheet.frame(outer, 1.6)
    elif grid.borders == "double":
        sheet.frame(outer, 0.5)
        sheet.frame((left - 2, top - 2, right + 2, bottom + 2), 0.9)


def _rule_otherwise(sheet: Sheet, borders: str, edges: set[tuple[float, float, float, float]],
                    outer: tuple[float, float, float, float]) -> None:  # fmt: skip
    left, top, right, bottom = outer
    for x0, y0, x1, y1 in sorted(edges):
        rim = y0 == y1 and y0 in (top, bottom)
        if borders == "bars":
            sheet.bar(x0, y0, x1, y1)
        elif borders == "dotted":
            sheet.line(x0, y0, x1, y1, 0.5, BLACK, None if rim else "[1 1.5] 0")
        elif borders == "hairline":
            sheet.line(x0, y0, x1, y1, 0.25, (0.45, 0.45, 0.45))
        elif borders == "rows" and y0 == y1 and not rim:
            sheet.line(x0, y0, x1, y1, 0.35)
    if borders == "rows":
        sheet.line(left, top, right, top, 1.4)
        sheet.line(left, bottom, right, bottom, 1.4)
