"""Names of a record's readings, and records with one reading replaced.

`industry`, `operating_revenue@2022`: a field of the form. `audit.firm`, `license.uscc`: a fact of
another document. `audit.total_assets@2022`: a line of the audit report's published statements; the
year may also be said as `@current` or `@prior`, which is how it is stored, since the report's year
may itself be corrected. `audit.statements.0.12@prior`: a printed row by its place in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extract.records import Audit, Bbox, License, Reading, Record, StatementRow

from .errors import ArchiveError
from .readings import AUDIT_FACTS, LICENSE_FACTS, audit_year

Column = Literal["current", "prior"]
Pair = tuple[Reading | None, Reading | None]

COLUMNS: tuple[Column, Column] = ("current", "prior")
STATEMENTS = ("balance_sheet", "income_statement", "cash_flow")

_FIELD = re.compile(r"([a-z][a-z0-9_]*)(?:@(\d{4}))?")
_FACT = re.compile(r"(audit|license)\.([a-z_]+)")
_LINE = re.compile(r"audit\.([a-z][a-z0-9_]*)@(\d{4}|current|prior)")
_ROW = re.compile(r"audit\.statements\.(\d+)\.(\d+)@(current|prior)")


@dataclass(frozen=True)
class Field:
    id: str
    year: str | None


@dataclass(frozen=True)
class Fact:
    document: Literal["audit", "license"]
    name: str


@dataclass(frozen=True)
class Line:
    """A line of the published statements; `statement` is the attribute of `Audit` it stands in."""

    statement: str
    line: str
    column: Column


@dataclass(frozen=True)
class Row:
    """A printed row: which statement of the record, which row of it."""

    statement: int
    row: int
    column: Column


Cell = Field | Fact | Line | Row


def cell(record: Record, name: str) -> Cell:
    """Return what a name stands for in a record; raises `ArchiveError` for one that is nothing."""
    if match := _ROW.fullmatch(name):
        return _row(record, name, int(match[1]), int(match[2]), _column(match[3]))
    if (match := _FACT.fullmatch(name)) and match[2] in _facts(match[1]):
        return Fact("audit" if match[1] == "audit" else "license", match[2])
    if match := _LINE.fullmatch(name):
        return _line(record, name, match[1], match[2])
    if match := _FIELD.fullmatch(name):
        return _field(record, name, match[1], match[2])
    raise ArchiveError(f"没有名为 {name} 的读数")


def canonical(found: Cell) -> str:
    """Return the name under which a cell is stored: it outlasts corrections of other cells."""
    match found:
        case Field(id, year):
            return f"{id}@{year}" if year else id
        case Fact(document, name):
            return f"{document}.{name}"
        case Line(_, line, column):
            return f"audit.{line}@{column}"
        case Row(statement, row, column):
            return f"audit.statements.{statement}.{row}@{column}"


def reading_at(record: Record, found: Cell) -> Reading | None:
    """Return the reading in a cell, `None` where nothing was read."""
    match found:
        case Field(id, year):
            return record.reading(id, year)
        case Fact(document, name):
            holder = getattr(record, document)
            reading: Reading | None = getattr(holder, name) if holder else None
            return reading
        case Line(statement, line, column):
            pair: Pair = getattr(_audit(record), statement)[line]
            return pair[COLUMNS.index(column)]
        case Row(statement, row, column):
            printed = _audit(record).statements[statement].rows[row]
            return (printed.current, printed.prior)[COLUMNS.index(column)]


def with_reading(record: Record, found: Cell, reading: Reading | None) -> Record:
    """Return the record with another reading in a cell; `None` takes the reading away.

    A line of the published statements and the printed row it was taken from are one cell.
    """
    match found:
        case Field(id, year):
            return record.model_copy(update={"fields": _fields(record, id, year, reading)})
        case Fact(document, name):
            holder = getattr(record, document) or (Audit() if document == "audit" else License())
            return record.model_copy(update={document: holder.model_copy(update={name: reading})})
        case Line(statement, line, column):
            old: Pair = getattr(_audit(record), statement)[line]
            return _with_pair(record, line, old, _replaced(old, column, reading))
        case Row(statement, row, column):
            return _with_row(record, statement, row, column, reading)


def named_readings(record: Record) -> Iterator[tuple[str, Reading]]:
    """Yield every reading of a record under its stored name, the printed rows under their place."""
    for id, held in record.fields.items():
        if isinstance(held, dict):
            yield from ((f"{id}@{year}", reading) for year, reading in held.items())
        else:
            yield id, held
    for document, facts in (("license", LICENSE_FACTS), ("audit", AUDIT_FACTS)):
        holder = getattr(record, document)
        for name in facts if holder else ():
            reading = getattr(holder, name)
            if reading is not None:
                yield f"{document}.{name}", reading
    for number, statement in enumerate(record.audit.statements if record.audit else ()):
        for place, row in enumerate(statement.rows):
            for column, one in zip(COLUMNS, (row.current, row.prior), strict=True):
                if one is not None:
                    yield f"audit.statements.{number}.{place}@{column}", one


class CellNames:
    """Names cells by what stands in them and where: evidence holds copies of a record's readings."""

    def __init__(self, named: Iterable[tuple[str, Reading]]) -> None:
        self._names = {_place(reading): name for name, reading in named}

    def name(self, reading: Reading) -> str:
        """Return the name of a reading's cell, empty for what is no reading of the record."""
        return self._names.get(_place(reading), "")


def _place(reading: Reading) -> tuple[str, int, Bbox, str]:
    return reading.file, reading.page, reading.bbox, reading.text


def _facts(document: str) -> tuple[str, ...]:
    return AUDIT_FACTS if document == "audit" else LICENSE_FACTS


def _column(text: str) -> Column:
    return "current" if text == "current" else "prior"


def _audit(record: Record) -> Audit:
    if record.audit is None:
        raise ArchiveError("这份申报没有审计报告的读数")
    return record.audit


def _field(record: Record, name: str, id: str, year: str | None) -> Field:
    held = record.fields.get(id)
    if held is not None and isinstance(held, dict) != (year is not None):
        advice = "要写明年份，如 operating_revenue@2022" if year is None else "不分年度"
        raise ArchiveError(f"{name}：这一栏{advice}")
    return Field(id, year)


def _line(record: Record, name: str, line: str, when: str) -> Line:
    audit = _audit(record)
    statement = next((one for one in STATEMENTS if line in getattr(audit, one)), None)
    if statement is None:
        raise ArchiveError(f"审计报告的读数里没有 {line} 这一项")
    if when in COLUMNS:
        return Line(statement, line, _column(when))
    year = audit_year(audit)
    if year is None or year - int(when) not in (0, 1):
        raise ArchiveError(f"{name}：审计报告没有 {when} 年的数")
    return Line(statement, line, COLUMNS[year - int(when)])


def _row(record: Record, name: str, statement: int, row: int, column: Column) -> Row:
    held = _audit(record).statements
    if statement >= len(held) or row >= len(held[statement].rows):
        raise ArchiveError(f"没有名为 {name} 的读数")
    return Row(statement, row, column)


def _fields(
    record: Record, id: str, year: str | None, reading: Reading | None
) -> dict[str, Reading | dict[str, Reading]]:
    fields = dict(record.fields)
    if year is None:
        fields.pop(id, None)
        return fields | ({id: reading} if reading else {})
    held = record.fields.get(id)
    years = dict(held) if isinstance(held, dict) else {}
    years.pop(year, None)
    if reading:
        years[year] = reading
    return {**fields, id: dict(sorted(years.items()))}


def _replaced(pair: Pair, column: Column, reading: Reading | None) -> Pair:
    return (reading, pair[1]) if column == "current" else (pair[0], reading)


def _with_row(
    record: Record, statement: int, row: int, column: Column, reading: Reading | None
) -> Record:
    audit = _audit(record)
    printed = audit.statements[statement].rows[row]
    old = (printed.current, printed.prior)
    new = _replaced(old, column, reading)
    if printed.line is not None:
        published: Pair | None = getattr(audit, audit.statements[statement].kind).get(printed.line)
        if published == old:
            return _with_pair(record, printed.line, old, new)
    rows = list(audit.statements[statement].rows)
    rows[row] = _row_with(printed, new)
    statements = list(audit.statements)
    statements[statement] = statements[statement].model_copy(update={"rows": tuple(rows)})
    changed = audit.model_copy(update={"statements": tuple(statements)})
    return record.model_copy(update={"audit": changed})


def _with_pair(record: Record, line: str, old: Pair, new: Pair) -> Record:
    """Replace a line's pair of figures wherever this very pair stands for the line."""
    audit = _audit(record)
    update: dict[str, object] = {}
    for name in STATEMENTS:
        lines: dict[str, Pair] = getattr(audit, name)
        if lines.get(line) == old:
            update[name] = {**lines, line: new}
    update["statements"] = tuple(
        statement.model_copy(
            update={"rows": tuple(_matched(row, line, old, new) for row in statement.rows)}
        )
        for statement in audit.statements
    )
    return record.model_copy(update={"audit": audit.model_copy(update=update)})


def _matched(row: StatementRow, line: str, old: Pair, new: Pair) -> StatementRow:
    same = row.line == line and (row.current, row.prior) == old
    return _row_with(row, new) if same else row


def _row_with(row: StatementRow, pair: Pair) -> StatementRow:
    return row.model_copy(update={"current": pair[0], "prior": pair[1]})
