"""Heads of a form's tables that hold for more than the cell beside them: years, units, columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .form_labels import FormLabels, year_of
from .geometry import Box
from .labels import label_key
from .lines import lines_of
from .programme import FieldSpec
from .tables import Cell, Table
from .values.widths import half_width

ABOVE = 40.0  # points over a table within which a line of its unit stands


def year_rows(table: Table) -> dict[str, Cell]:
    """Return the cells that head rows by a year, each in a row of its own in one column.

    One alone heads nothing, unless it is all that a page break left of such rows.
    """
    found: dict[int, dict[str, Cell]] = {}
    for cell in table.cells:
        year = year_of(cell.text)
        others = [c for c in table.row(cell.row0) if c is not cell and year_of(c.text) is not None]
        if year is not None and not others:
            found.setdefault(cell.column0, {})[year] = cell
    rows = max(found.values(), key=len, default={})
    return rows if len(rows) > 1 or table.rows == 1 else {}


def years_beside_each_other(cell: Cell) -> dict[str, Box]:
    """Return the years that stand in one line of a cell, whose inner rulings were not found."""
    lines = lines_of(cell.words)
    by_line = ({y: w.box for w in line.words if (y := year_of(w.text))} for line in lines)
    years = max(by_line, key=len, default={})
    return years if len(cell.words) <= 2 * len(years) else {}


def relative_years(
    row: Iterable[Cell], wordings: Mapping[str, int], years: Sequence[str]
) -> dict[str, Box]:
    """Return the years that a row's heads name by their distance from the latest of `years`.

    上年 beside 前年 may count from the year of the application: without a head for the latest year
    they count only where they are as many as the years.
    """
    heads = {
        wordings[text]: cell.box for cell in row if (text := half_width(cell.text)) in wordings
    }
    if len(heads) < 2 or not years or (0 not in heads and len(heads) != len(years)):  # noqa: PLR2004
        return {}
    latest = int(max(years)) + min(heads)
    return {str(latest - back): box for back, box in heads.items()}


def unit_above(table: Table, wordings: FormLabels) -> str | None:
    """Return the unit that is said between a table and what stands above it."""
    lines = [
        line
        for line in lines_of(table.page.words)
        if table.box.y0 - ABOVE < line.box.center[1] < table.box.y0
    ]
    units = (wordings.said_unit(line.text) for line in reversed(lines))
    return next((unit for unit in units if unit is not None), None)


def named_rows(
    table: Table, wordings: FormLabels
) -> Iterator[tuple[FieldSpec, list[Cell], list[Cell]]]:
    """Find tables inside the form: a row that names all columns of a field, and the rows under it.

    Yields the field, the naming cells, and all cells of that inner table.
    """
    for field in wordings.rows:
        heads = _heads(table, field, wordings)
        if not heads:
            continue
        left, right = heads[0].column0, max(head.column1 for head in heads)
        end = _end_of_rows(table, heads[0], wordings)
        cells = [
            cell
            for cell in table.cells
            if heads[0].row0 <= cell.row0 < end and left <= cell.column0 and cell.column1 <= right
        ]
        yield field, heads, cells


def rows_beside(
    table: Table, label: Cell, wordings: FormLabels
) -> Iterator[tuple[FieldSpec, list[Cell], list[Cell]]]:
    """Take what stands beside a label for the rows of a field whose columns are not named."""
    for field in wordings.rows:
        cells = [
            cell
            for cell in table.cells
            if label.row0 <= cell.row0 < label.row1 and cell.column0 >= label.column1
        ]
        if cells and not _heads(table, field, wordings):
            yield field, [], cells


def _heads(table: Table, field: FieldSpec, wordings: FormLabels) -> list[Cell]:
    """Return the cells that name the columns of a table inside the form, in one row."""
    for row in range(table.rows):
        cells = [cell for cell in table.row(row) if cell.row0 == row]
        keys = {wordings.label(cell).key: cell for cell in cells}
        heads = [keys.get(label_key(label)) for label in field.column_labels]
        if heads and all(head is not None for head in heads):
            return [head for head in heads if head is not None]
    return []


def _end_of_rows(table: Table, head: Cell, wordings: FormLabels) -> int:
    """Return the first row below a head that is not divided as the head is, or is a label's."""
    for row in range(head.row1, table.rows):
        below = [c for c in table.row(row) if c.row0 == row and c.column0 == head.column0]
        same = [c for c in below if c.column1 == head.column1]
        if not same or wordings.field(same[0]) is not None:
            return row
    return table.rows
