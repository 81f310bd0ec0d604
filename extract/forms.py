"""The fields of a form from its tables: labels matched, values read beside or below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from .answers import Answer, Stretch, answer_of
from .choices import Marks
from .form_heads import (
    named_rows,
    relative_years,
    rows_beside,
    unit_above,
    year_rows,
    years_beside_each_other,
)
from .form_labels import FormLabels, applied, year_of
from .geometry import union
from .labels import meant_by, read_label
from .open_tables import form_tables, unruled_table
from .pages import Page
from .programme import FieldSpec, FormSpec
from .tables import Cell, Table, words_after


@dataclass(frozen=True)
class Place:
    """A cell that answers a field, with what its label said of the unit."""

    field: FieldSpec
    year: str | None
    cells: tuple[Cell, ...]
    page: Page
    unit: str | None  # of the label as printed; None: as the form has it
    more: Stretch | None = None  # what a page break put on the next page


@dataclass(frozen=True)
class FormContext:
    """What reading a form needs besides its pages."""

    form: FormSpec
    years: tuple[str, ...]
    units: tuple[str, ...]
    marks: Marks
    relative_years: Mapping[str, int] = dataclass_field(default_factory=dict)  # wording -> back


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
    return _in_tables(map(form_tables, pages), context)


def find_loose_places(
    pages: Sequence[Page], context: FormContext, found: Iterable[Place]
) -> list[Place]:
    """Return answers to fields that no table answered, among the lines that stand in none."""
    answered = {place.field.id for place in found}
    if len(answered) == len(context.form.fields):
        return []
    loose = (unruled_table(page, form_tables(page)) for page in pages)
    places = _in_tables(([table] for table in loose if table is not None), context, ruled=False)
    return [place for place in places if place.field.id not in answered]


def _in_tables(
    pages: Iterable[Sequence[Table]], context: FormContext, *, ruled: bool = True
) -> list[Place]:
    wordings = FormLabels(context.form, context.units)
    force = _InForce()
    found: list[Place] = []
    for tables in pages:
        for table in tables:
            reader = _TableReader(table, wordings, context, force, ruled=ruled)
            places = list(reader.places())
            if found and found[-1].page is not table.page:
                found[-1] = reader.carried_over(found[-1])
            found += places
            force = reader.force
    return found


@dataclass
class _InForce:
    """What a table's head said and holds below it, also on the next page."""

    header: dict[str, tuple[float, float]] = dataclass_field(default_factory=dict)
    down: list[tuple[FieldSpec, float, str | None]] = dataclass_field(default_factory=list)
    unit: str | None = None  # of a line such as 单位：万元
    waiting: list[tuple[FieldSpec, float, str | None]] = dataclass_field(default_factory=list)


class _TableReader:
    """Reads one table; `force` holds the heads of year columns, or of fields over year rows.

    In a table that is not `ruled`, what stands below a label is just the next line.
    """

    def __init__(
        self,
        table: Table,
        wordings: FormLabels,
        context: FormContext,
        force: _InForce,
        *,
        ruled: bool,
    ) -> None:
        self.table = table
        self.ruled = ruled
        self.wordings = wordings
        self.context = context
        self.force = replace(force, unit=unit_above(table, wordings) or force.unit)
        self.year_rows = year_rows(table)
        self.labels: set[Cell] = set()

    def places(self) -> Iterator[Place]:
        yield from self._from_last_page()
        # These come first: what a page break cuts off belongs to the table's last answer.
        yield from self._rows(named_rows(self.table, self.wordings))
        for cell in self.table.cells:
            self._note_heads(cell)
            inner = list(self._in_one_cell(cell))
            if inner:
                yield from inner
                continue
            members = self.wordings.group(cell)
            if members is not None:
                self.labels.add(cell)
                yield from self._group(cell, members)
                continue
            field = self.wordings.field(cell)
            if field is not None and not field.in_label:
                self.labels.add(cell)
                yield from self._field(field, cell)
            if field is None or field.in_label:
                yield from self._beside_label(cell)

    def _from_last_page(self) -> Iterator[Place]:
        """Read what the page before named at its end: heads over values, fields over years."""
        first = [] if any(self._is_label(c, None) for c in self.table.row(0)) else self.table.row(0)
        for waiting, middle, unit in self.force.waiting:
            cells = tuple(c for c in first if c.box.x0 <= middle <= c.box.x1 and c.words)
            if cells:
                yield Place(waiting, None, cells, self.table.page, unit)
        self.force.waiting = []
        named = any(
            field.per_year for cell in self.table.cells if (field := self.wordings.field(cell))
        )
        if not self.year_rows or named:
            self.force.down = self.force.down if self.year_rows and not named else []
            return
        for field, middle, unit in self.force.down:
            yield from self._down(field, middle, 0, unit)

    def _note_heads(self, cell: Cell) -> None:
        """Start a new header when a row names years; note a unit said for the rows below."""
        row = [other for other in self.table.row(cell.row0) if other.row0 == cell.row0]
        years = {year: other.box for other in row if (year := year_of(other.text)) is not None}
        if len(years) < 2 or cell.box not in years.values():  # noqa: PLR2004
            years = years_beside_each_other(cell)
        if len(years) < 2:  # noqa: PLR2004
            years = relative_years(row, self.context.relative_years, self.context.years)
        if len(years) > 1:
            self.force.header = {year: (box.x0, box.x1) for year, box in years.items()}
        said = self.wordings.said_unit(cell.text)
        if said is not None:
            self.force.unit = said

    def _group(self, cell: Cell, members: Mapping[str, FieldSpec]) -> Iterator[Place]:
        for inner in self.table.cells:
            inside = cell.row0 <= inner.row0 < cell.row1 and inner.column0 >= cell.column1
            field = self.wordings.field(inner, members) if inside else None
            if field is not None:
                self.labels.add(inner)
                yield from self._field(field, inner, members)

    def _field(
        self, field: FieldSpec, label: Cell, members: Mapping[str, FieldSpec] | None = None
    ) -> Iterator[Place]:
        if field.type == "rows":
            return
        unit = self.wordings.label(label).unit
        if field.per_year:
            unit = unit or self._unit_beside(label) or applied(self.force.unit, field)
            if self.year_rows and label.row1 <= min(c.row0 for c in self.year_rows.values()):
                middle = label.box.center[0]
                self.force.down.append((field, middle, unit))
                yield from self._down(field, middle, label.row1, unit)
                return
            if self.force.header:
                yield from self._years(field, label, unit)
                return
        elif field.type == "number":
            unit = unit or self._unit_beside(label)
        cells = self._right_of(label, field, members) or self._below(label, members)
        if cells:
            yield Place(field, None, cells, self.table.page, unit)
        elif label.row1 == self.table.rows:
            self.force.waiting.append((field, label.box.center[0], unit))

    def _years(self, field: FieldSpec, label: Cell, unit: str | None) -> Iterator[Place]:
        for year, (left, right) in self.force.header.items():
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
                and self._is_under(cell, year)
            )
            if cells:
                yield Place(field, year, cells, self.table.page, unit)

    def _is_under(self, cell: Cell, year: str) -> bool:
        """Tell whether print stands under its own year where no ruling says so."""
        if self.table.upright or not cell.words:
            return True
        x = union(word.box for word in cell.words).center[0]
        header = self.force.header
        return min(header, key=lambda other: abs(sum(header[other]) / 2 - x)) == year

    def _down(
        self, field: FieldSpec, middle: float, first: int, unit: str | None
    ) -> Iterator[Place]:
        """Read a field whose years head the rows below its label."""
        for year, head in self.year_rows.items():
            cells = tuple(
                cell
                for cell in self.table.cells
                if max(first, head.row0) <= cell.row0 < head.row1
                and cell.box.x0 <= middle <= cell.box.x1
                and cell is not head
            )
            if cells and year in self.context.years:
                yield Place(field, year, cells, self.table.page, unit)

    def _unit_beside(self, label: Cell) -> str | None:
        """Return what a column of units says in the label's row."""
        beside = [c for c in self.table.row(label.row0) if c.column0 >= label.column1]
        return next((unit for c in beside if (unit := self.wordings.unit(c)) is not None), None)

    def _right_of(
        self, label: Cell, field: FieldSpec, members: Mapping[str, FieldSpec] | None
    ) -> tuple[Cell, ...]:
        """Return the answer's cells: the column next to the label, or all up to the table's end."""
        to_end = field.type in ("choice", "choices")
        beside = [
            cell
            for cell in self.table.cells
            if cell.row0 < label.row1
            and cell.row1 > label.row0
            and cell.column0 >= label.column1
            and (to_end or not self._is_label(cell, members))
        ]
        if field.type == "number":
            beside = [c for c in beside if self.wordings.unit(c) is None] or beside
        if not beside:
            return ()
        first = min(cell.column0 for cell in beside)
        return tuple(cell for cell in beside if to_end or cell.column0 == first)

    def _is_label(self, cell: Cell, members: Mapping[str, FieldSpec] | None) -> bool:
        if self.wordings.field(cell) is not None:
            return True
        return members is not None and self.wordings.field(cell, members) is not None

    def _below(self, label: Cell, members: Mapping[str, FieldSpec] | None) -> tuple[Cell, ...]:
        """Return the cell under a label that heads its column, or a whole row."""
        middle = label.box.center[0]
        return tuple(
            cell
            for cell in self.table.cells
            if self.ruled
            and cell.row0 == label.row1
            and cell.box.x0 <= middle <= cell.box.x1
            and not self._is_label(cell, members)
            and self.wordings.group(cell) is None
        )

    def _in_one_cell(self, cell: Cell) -> Iterator[Place]:
        """Read a label and its value from one cell: parted by a colon, or options right behind."""
        head, colon, rest = _at_colon(cell.text)
        if not colon or not rest:
            yield from self._options_behind(cell)
            return
        label = read_label(head, self.wordings.units)
        field = meant_by(label, self.wordings.plain)
        if field is not None and not field.per_year and field.type != "rows":
            self.labels.add(cell)
            yield Place(
                field, None, (without_head(cell, len(head) + 1),), self.table.page, label.unit
            )

    def _options_behind(self, cell: Cell) -> Iterator[Place]:
        for field in self.context.form.fields:
            rest = _after_wording(cell.text, field) if field.type in ("choice", "choices") else None
            first = (
                rest.lstrip(self.context.marks.ticked + self.context.marks.empty) if rest else ""
            )
            if rest and any(first.startswith(option.value) for option in field.options):
                self.labels.add(cell)
                place = without_head(cell, len(cell.text) - len(rest))
                yield Place(field, None, (place,), self.table.page, None)

    def _beside_label(self, cell: Cell) -> Iterator[Place]:
        """Read a value inside the label's own cell (`---- 万元`), and the rows beside it.

        Where that cell holds the label and its unit only, the value stands beside it after all.
        """
        for field in self.context.form.fields:
            if not field.in_label:
                continue
            rest = _after_wording(cell.text, field)
            if rest is None:
                continue
            self.labels.add(cell)
            label = self.wordings.label(cell)
            plain = meant_by(label, self.wordings.plain) is field
            beside = self._right_of(cell, field, None) if plain else ()
            if any(c.words for c in beside):
                yield Place(field, None, beside, self.table.page, label.unit)
                continue
            place = without_head(cell, len(cell.text) - len(rest))
            yield Place(field, None, (place,), self.table.page, None)
            yield from self._rows(rows_beside(self.table, cell, self.wordings))

    def _rows(
        self, found: Iterable[tuple[FieldSpec, Sequence[Cell], Sequence[Cell]]]
    ) -> Iterator[Place]:
        for field, heads, cells in found:
            self.labels.update(heads)
            yield Place(field, None, tuple(cells), self.table.page, None)

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
        return replace(last, more=Stretch(rest, self.table.page))


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
