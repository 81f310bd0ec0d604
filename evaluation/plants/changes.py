"""Records with one thing replaced; what is not replaced is the very same object."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.records import (
    Audit,
    FieldReading,
    Heading,
    License,
    Reading,
    Record,
    Statement,
    StatementKind,
    StatementRow,
)

from .registry import Bed

Pair = tuple[Reading | None, Reading | None]
LINES: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")
AUDIT_FACTS = (
    "firm", "report_number", "report_date", "entity", "fiscal_year", "opinion", "scope", "unit",
    "regulatory_code",
)  # fmt: skip


def with_field(
    record: Record, field: str, reading: Reading | None, year: str | None = None
) -> Record:
    """Return the record with one field, or one year of it, replaced; None takes it out."""
    fields = dict(record.fields)
    found = fields.get(field)
    if year is not None:
        years = dict(found) if isinstance(found, dict) else {}
        if reading is None:
            years.pop(year, None)
        else:
            years[year] = reading
        fields[field] = years
    elif reading is None:
        fields.pop(field, None)
    else:
        fields[field] = reading
    return record.model_copy(update={"fields": fields})


def with_audit(record: Record, **facts: object) -> Record:
    """Return the record with facts of its audit report replaced; it has to have one."""
    assert record.audit is not None
    return record.model_copy(update={"audit": record.audit.model_copy(update=facts)})


def with_license(record: Record, **facts: object) -> Record:
    assert record.license is not None
    return record.model_copy(update={"license": record.license.model_copy(update=facts)})


def with_heading(record: Record, place: int, text: str) -> Record:
    """Return the record with the text of one section replaced."""
    outline = list(record.outline)
    outline[place] = outline[place].model_copy(update={"text": text})
    return record.model_copy(update={"outline": tuple(outline)})


def texted(reading: Reading, text: str) -> Reading:
    """Return the reading of a text field that says something else."""
    return reading.model_copy(update={"value": text, "text": text})


@dataclass(frozen=True)
class Cell:
    """One figure of a printed statement: `column` 0 is the current year's."""

    statement: int
    row: int
    column: int
    kind: StatementKind
    reading: Reading


def cells(audit: Audit) -> Iterator[Cell]:
    """Yield every figure of the report's statements."""
    for number, statement in enumerate(audit.statements):
        for place, row in enumerate(statement.rows):
            for column, reading in enumerate((row.current, row.prior)):
                if reading is not None and isinstance(reading.value, int | float):
                    yield Cell(number, place, column, statement.kind, reading)


def with_cell(record: Record, cell: Cell, reading: Reading) -> Record:
    """Return the record with one figure of a statement replaced wherever it is held."""
    assert record.audit is not None
    return map_readings(record, lambda one: reading if _is(one, cell.reading) else one)


def _is(one: Reading, other: Reading) -> bool:
    return one is other or (one.bbox == other.bbox and one == other)


def map_readings(record: Record, change: Callable[[Reading], Reading]) -> Record:
    """Return the record with every reading changed."""
    update: dict[str, object] = {
        "fields": {name: _field(found, change) for name, found in record.fields.items()}
    }
    if record.audit is not None:
        update["audit"] = _audit(record.audit, change)
    if record.license is not None:
        facts = {name: getattr(record.license, name) for name in License.model_fields}
        update["license"] = record.license.model_copy(
            update={name: change(one) for name, one in facts.items() if isinstance(one, Reading)}
        )
    return record.model_copy(update=update)


def _field(found: FieldReading, change: Callable[[Reading], Reading]) -> FieldReading:
    if isinstance(found, dict):
        return {year: change(reading) for year, reading in found.items()}
    return change(found)


def _audit(audit: Audit, change: Callable[[Reading], Reading]) -> Audit:
    update: dict[str, object] = {
        kind: {
            line: (_maybe(pair[0], change), _maybe(pair[1], change))
            for line, pair in getattr(audit, kind).items()
        }
        for kind in LINES
    }
    update["statements"] = tuple(_statement(one, change) for one in audit.statements)
    for name in AUDIT_FACTS:
        fact = getattr(audit, name)
        if isinstance(fact, Reading):
            update[name] = change(fact)
    return audit.model_copy(update=update)


def _statement(statement: Statement, change: Callable[[Reading], Reading]) -> Statement:
    return statement.model_copy(update={"rows": tuple(_row(row, change) for row in statement.rows)})


def _row(row: StatementRow, change: Callable[[Reading], Reading]) -> StatementRow:
    return row.model_copy(
        update={"current": _maybe(row.current, change), "prior": _maybe(row.prior, change)}
    )


def _maybe(reading: Reading | None, change: Callable[[Reading], Reading]) -> Reading | None:
    return None if reading is None else change(reading)


def readings(record: Record) -> Iterator[Reading]:
    """Yield every reading that a record holds."""
    found: list[Reading] = []

    def note(reading: Reading) -> Reading:
        found.append(reading)
        return reading

    map_readings(record, note)
    yield from found


def sections(bed: Bed) -> list[tuple[int, Heading]]:
    """Return the sections that have text of their own, with their places in the outline."""
    return [(n, h) for n, h in enumerate(bed.record.outline) if len(h.text) >= 40]  # noqa: PLR2004
