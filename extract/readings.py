"""All readings of a record, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeVar

from .programme import FieldType, Programme
from .records import Audit, FieldReading, License, Reading, Record, Statement, StatementRow

ReadingType = FieldType | Literal["figure", "fact"]  # of a statement; of a report or licence
Change = Callable[[Reading, ReadingType], Reading]
Facts = TypeVar("Facts", Audit, License)
Lines = dict[str, tuple[Reading | None, Reading | None]]


def with_readings(record: Record, programme: Programme, change: Change) -> Record:
    """Return the record with every reading changed; `change` is told what type a reading is of."""
    return _changed(record, _types(record, programme), change)


def map_readings(record: Record, change: Callable[[Reading], Reading]) -> Record:
    """Return the record with every reading changed, whatever type it is of."""
    return _changed(record, {}, lambda reading, _: change(reading))


def _changed(record: Record, types: Mapping[str, FieldType], change: Change) -> Record:
    return record.model_copy(
        update={
            "fields": {
                field: _field(found, types.get(field, "text"), change)
                for field, found in record.fields.items()
            },
            "audit": _audit(record.audit, change) if record.audit is not None else None,
            "license": _facts(record.license, change) if record.license is not None else None,
        }
    )


def readings_of(record: Record, programme: Programme) -> Iterator[tuple[Reading, ReadingType]]:
    """Yield every reading with its type; a statement's figures once more by their line."""
    found: list[tuple[Reading, ReadingType]] = []

    def note(reading: Reading, type: ReadingType) -> Reading:
        found.append((reading, type))
        return reading

    with_readings(record, programme, note)
    yield from found


def _types(record: Record, programme: Programme) -> dict[str, FieldType]:
    forms = [programme.cover]
    if record.kind is not None:
        forms.append(programme.kind(record.kind).form)
    return {field.id: field.type for form in forms for field in form.fields}


def _field(found: FieldReading, type: ReadingType, change: Change) -> FieldReading:
    if isinstance(found, dict):
        return {year: change(reading, type) for year, reading in found.items()}
    return change(found, type)


def _facts(found: Facts, change: Change) -> Facts:
    facts = {name: getattr(found, name) for name in type(found).model_fields}
    changed = {
        name: change(fact, "fact") for name, fact in facts.items() if isinstance(fact, Reading)
    }
    return found.model_copy(update=changed)


def _audit(audit: Audit, change: Change) -> Audit:
    return _facts(audit, change).model_copy(
        update={
            "balance_sheet": _lines(audit.balance_sheet, change),
            "income_statement": _lines(audit.income_statement, change),
            "cash_flow": _lines(audit.cash_flow, change),
            "statements": tuple(_statement(one, change) for one in audit.statements),
        }
    )


def _lines(lines: Lines, change: Change) -> Lines:
    return {
        line: (_figure(current, change), _figure(prior, change))
        for line, (current, prior) in lines.items()
    }


def _statement(statement: Statement, change: Change) -> Statement:
    rows = tuple(_row(row, change) for row in statement.rows)
    return statement.model_copy(update={"rows": rows})


def _row(row: StatementRow, change: Change) -> StatementRow:
    changed = {"current": _figure(row.current, change), "prior": _figure(row.prior, change)}
    return row.model_copy(update=changed)


def _figure(figure: Reading | None, change: Change) -> Reading | None:
    return change(figure, "figure") if figure is not None else None
