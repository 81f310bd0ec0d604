"""Records with one thing replaced; what is not replaced is the very same object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.readings import map_readings
from extract.records import (
    Audit,
    Heading,
    Reading,
    Record,
    StatementKind,
)

from .registry import Bed


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
