"""The fields of a form from its tables: labels matched, values read beside or below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .answers import Answer, answer_of
from .choices import Marks
from .labels import Label, label_key, match_label, read_label
from .pages import Page
from .programme import FieldSpec, FormSpec
from .tables import Cell, Table, find_tables, words_after
from .values.widths import half_width

_YEAR = re.compile(r"^(?:FY)?\s*(20\d{2})(?!\d)")
YEAR_CELL_LENGTH = 14  # characters; a longer text that holds a year is no column header


@dataclass(frozen=True)
class Place:
    """A cell that answers a field, with what its label said of the unit."""

    field: FieldSpec
    year: str | None
    cells: tuple[Cell, ...]
    page: Page
    unit: str | None  # of the label as printed; None: as the form has it
    more: tuple[Cell, ...] = ()  # what a page break put on the next page


@dataclass(frozen=True)
class FormContext:
    """What reading a form needs besides its pages."""

    form: FormSpec
    years: tuple[str, ...]
    units: tuple[str, ...]
    marks: Marks


def read_places(
    places: Iterable[Place], context: FormContext
) -> dict[str, dict[str | None, Answer]]:
    """Return answers by field id and year (None where the field has no years).

    A field whose label is not on the pages has no answer; one with an empty cell has an
    answer whose value is None.
    """
    answers: dict[str, dict[str | None, Answer]] = {}
    for place in places:
        answer = answer_of(
            place.field, place.cells, place.more, place.page, place.unit, context.marks
        )
        years = answers.setdefault(place.field.id, {})
        known = years.get(place.year)
        if known is None or (known.value is None and answer.value is not None):
            years[place.year] = answer
    return answers


def find_places(pages: Sequence[Page], context: FormContext) -> list[Place]:
    """Return the cells that answer fields, page by page; year columns go on over the page."""
    wordings = _Wordings(context.form, context.units)
    header: dict[str, tuple[float, float]] = {}
    found: list[Place] = []
    for page in pages:
        for table in find_tables(page):
            reader = _TableReader(table, wordings, context, header)
            places = list(reader.places())
            if found and found[-1].page is not page:
                found[-1] = reader.carried_over(found[-1])
            found += places
            header = reader.header
    return found


class _Wordings:
    """The form's labels by their keys; grouped fields apart, by their group's label."""

    def __init__(self, form: FormSpec, units: Iterable[str]) -> None:
        self.units = tuple(units)
        self.plain: dict[str, FieldSpec] = {}
        self.groups: dict[str, dict[str, FieldSpec]] = {}
        for field in form.fields:
            keys = {label_key(wording) for wording in (field.label, *field.wordings)}
            if field.group is None:
                self.plain.update(dict.fromkeys(keys, field))
                continue
            for wording in (field.group, *field.group_wordings):
                self.groups.setdefault(label_key(wording), {}).update(dict.fromkeys(keys, field))

    def label(self, cell: Cell) -> Label:
        return read_label(cell.text, self.units)

    def field(self, label: Label) -> FieldSpec | None:
        return match_label(label.key, self.plain)

    def group(self, label: Label) -> Mapping[str, FieldSpec] | None:
        return match_label(label.key, self.groups)


class _TableReader:
    """Reads one table; `header` is the year columns in force, by year, as x-ranges."""

    def __init__(
        self,
        table: Table,
        wordings: _Wordings,
        context: FormContext,
        header: dict[str, tuple[float, float]],
    ) -> None:
        self.table = table
        self.wordings = wordings
        self.context = context
        self.header = dict(header)
        self.labels: set[Cell] = set()

    def places(self) -> Iterator[Place]:
        for cell in self.table.cells:
            self._note_years(cell)
            inner = list(self._in_one_cell(cell))
            if inner:
                yield from inner
                continue
            label = self.wordings.label(cell)
            members = self.wordings.group(label)
            if members is not None:
                self.labels.add(cell)
                yield from self._group(cell, members)
                continue
            field = self.wordings.field(label)
            if field is not None and not field.in_label:
                self.labels.add(cell)
                yield from self._field(field, cell, label.unit)
            if field is None or field.in_label:
                yield from self._beside_label(cell)

    def _note_years(self, cell: Cell) -> None:
        """Start a new header when a row names years."""
        row = [other for other in self.table.row(cell.row0) if other.row0 == cell.row0]
        years = {year: other for other in row if (year := year_of(other.text)) is not None}
        if len(years) > 1 and cell in years.values():
            self.header = {year: (c.box.x0, c.box.x1) for year, c in years.items()}

    def _group(self, cell: Cell, members: Mapping[str, FieldSpec]) -> Iterator[Place]:
        for inner in self.table.cells:
            inside = cell.row0 <= inner.row0 < cell.row1 and inner.column0 >= cell.column1
            if not inside:
                continue
            label = self.wordings.label(inner)
            field = match_label(label.key, members)
            if field is not None:
                self.labels.add(inner)
                yield from self._field(field, inner, label.unit)

    def _field(self, field: FieldSpec, label: Cell, unit: str | None) -> Iterator[Place]:
        if field.type == "rows":
            return
        if field.per_year and self.header:
            yield from self._years(field, label, unit)
            return
        cells = self._right_of(label, to_end=field.type in ("choice", "choices"))
        if cells:
            yield Place(field, None, cells, self.table.page, unit)

    def _years(self, field: FieldSpec, label: Cell, unit: str | None) -> Iterator[Place]:
        for year, (left, right) in self.header.items():
            if year not in self.context.years:
                continue
            middle = (left + right) / 2
            cells = tuple(
                cell
                for cell in self.table.cells
                if cell.box.x0 <= middle <= cell.box.x1
                and cell.row0 < label.row1
                and cell.row1 > label.row0
                and cell.column0 >= label.column1
            )
            if cells:
                yield Place(field, year, cells, self.table.page, unit)

    def _right_of(self, label: Cell, *, to_end: bool) -> tuple[Cell, ...]:
        """Return the answer's cells: the column next to the label, or all up to the table's end."""
        beside = [
            cell
            for cell in self.table.cells
            if cell.row0 < label.row1
            and cell.row1 > label.row0
            and cell.column0 >= label.column1
            and (to_end or self.wordings.field(self.wordings.label(cell)) is None)
        ]
        if not beside:
            return ()
        first = min(cell.column0 for cell in beside)
        return tuple(cell for cell in beside if to_end or cell.column0 == first)

    def _in_one_cell(self, cell: Cell) -> Iterator[Place]:
        """Read a label and its value from one cell, parted by a colon."""
        head, colon, rest = _at_colon(cell.text)
        if not colon or not rest:
            return
        label = read_label(head, self.wordings.units)
        field = match_label(label.key, self.wordings.plain)
        if field is not None and not field.per_year and field.type != "rows":
            self.labels.add(cell)
            yield Place(
                field, None, (without_head(cell, len(head) + 1),), self.table.page, label.unit
            )

    def _beside_label(self, cell: Cell) -> Iterator[Place]:
        """Read a value inside the label's own cell (`---- 万元`), and the rows beside it."""
        for field in self.context.form.fields:
            if field.in_label:
                rest = _after_wording(cell.text, field)
                if rest is not None:
                    self.labels.add(cell)
                    place = without_head(cell, len(cell.text) - len(rest))
                    yield Place(field, None, (place,), self.table.page, None)
                    yield from self._rows(cell)

    def _rows(self, label: Cell) -> Iterator[Place]:
        for field in self.context.form.fields:
            if field.type == "rows":
                cells = tuple(
                    cell
                    for cell in self.table.cells
                    if label.row0 <= cell.row0 < label.row1 and cell.column0 >= label.column1
                )
                if cells:
                    yield Place(field, None, cells, self.table.page, None)

    def carried_over(self, last: Place) -> Place:
        """Add to the last page's last answer what stands above this table's first label.

        Such rows have no label of their own: their first cell is empty, or is an option.
        """
        labelled = [cell.row0 for cell in self.labels]
        labelled += [
            c.row0 for c in self.table.cells if c.column1 - c.column0 == self.table.columns
        ]
        end = min(labelled, default=self.table.rows)
        rest = tuple(cell for cell in self.table.cells if cell.row0 < end and cell.words)
        of_choice = last.field.type in ("choice", "choices")
        if last.year is not None or not rest or last.field.type == "number":
            return last
        if not of_choice and any(cell.column0 == 0 for cell in rest):
            return last
        return replace(last, more=rest)


def year_of(text: str) -> str | None:
    """Return the year that a column header names, None for any other text."""
    found = _YEAR.search(half_width(text))
    return found.group(1) if found and len(text) <= YEAR_CELL_LENGTH else None


def _at_colon(text: str) -> tuple[str, str, str]:
    place = min((i for i in (text.find(":"), text.find("：")) if i > 0), default=-1)
    return (text, "", "") if place < 0 else (text[:place], text[place], text[place + 1 :])


def _after_wording(text: str, field: FieldSpec) -> str | None:
    """Return what follows a field's label in a text that begins with it."""
    for wording in sorted((field.label, *field.wordings), key=len, reverse=True):
        if text.startswith(wording):
            return text[len(wording) :]
    return None


def without_head(cell: Cell, count: int) -> Cell:
    """Return a cell without its first `count` characters, in reading order."""
    return replace(cell, words=tuple(words_after(cell.words, count)))
