"""Form fields and the licence, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

from extract.programme import FieldType, Programme
from extract.records import Audit, FieldReading, License, PageType, Reading, Record, Value

from .comparison import Comparison, Question, ValueType, compare
from .equality import is_number
from .labelled import Labelled
from .truth import TrueLicense

COVER: tuple[PageType, ...] = ("cover",)
FORM: tuple[PageType, ...] = ("form",)
LICENSE: tuple[PageType, ...] = ("business_license",)


def compare_fields(
    labelled: Labelled, record: Record, programme: Programme
) -> Iterator[Comparison]:
    """Compare every cell of the truth, then what the record has beyond it."""
    truth = labelled.truth
    types = _types(programme, labelled)
    on_cover = {field.id for field in programme.cover.fields}
    for field in truth.fields.keys() | record.fields.keys():
        pages = COVER if field in on_cover else FORM
        expected = _true_cells(field, truth.fields[field]) if field in truth.fields else {}
        readings = _read_cells(field, record.fields[field]) if field in record.fields else {}
        for cell in sorted(expected.keys() | readings.keys()):
            reading = readings.get(cell)
            if cell in expected:
                value = expected[cell]
                kind = value_type(value, types.get(field))
                yield compare(labelled, Question("fields", cell, kind, value, pages), reading)
            elif reading is not None and reading.value is not None:
                yield compare(labelled, Question("fields", cell, "extra", None, pages), reading)


def _types(programme: Programme, labelled: Labelled) -> dict[str, FieldType]:
    forms = [programme.cover]
    forms += [kind.form for kind in programme.kinds if kind.id == labelled.truth.kind]
    return {field.id: field.type for form in forms for field in form.fields}


def _true_cells(field: str, value: Value | dict[str, Value]) -> dict[str, Value]:
    if isinstance(value, dict):
        return {f"{field}@{year}": cell for year, cell in value.items()}
    return {field: value}


def _read_cells(field: str, reading: FieldReading) -> dict[str, Reading]:
    if isinstance(reading, dict):
        return {f"{field}@{year}": cell for year, cell in reading.items()}
    return {field: reading}


def value_type(value: Value, declared: FieldType | None = None) -> ValueType:
    """Return the type a value counts under; what the programme declares goes before its looks."""
    if value is None:
        return "empty"
    if declared is not None:
        return declared
    if isinstance(value, list):
        return "rows" if value and isinstance(value[0], dict) else "choices"
    return "number" if is_number(value) else "text"


def compare_license(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Compare the facts of the licence; those of a licence that is not there are extra."""
    truth, read = labelled.truth.license, record.license
    for fact in TrueLicense.model_fields:
        reading = read_fact(read, fact)
        if truth is not None:
            value: Value = getattr(truth, fact)
            question = Question("license", fact, value_type(value), value, LICENSE)
            yield compare(labelled, question, reading)
        elif reading is not None and reading.value is not None:
            yield compare(labelled, Question("license", fact, "extra", None, LICENSE), reading)


def read_fact(read: Audit | License | None, fact: str) -> Reading | None:
    """Return the reading of one fact, None where there is none."""
    found = getattr(read, fact) if read is not None else None
    return found if isinstance(found, Reading) else None
