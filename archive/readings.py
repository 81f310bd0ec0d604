"""A record's values as flat rows, for conditions on fields.

Names are the field ids of the form; `license.uscc` and `audit.firm` for the other documents;
`audit.total_assets@2022` for a line of the statements, in yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extract.records import Audit, License, Reading, Record, Value

from .bigrams import normalise

AUDIT_FACTS = (
    "unit",
    "firm",
    "report_number",
    "report_date",
    "entity",
    "fiscal_year",
    "opinion",
    "scope",
    "regulatory_code",
)
LICENSE_FACTS = (
    "name",
    "uscc",
    "legal_representative",
    "established",
    "address",
    "registered_capital",
)


class Row(NamedTuple):
    """One value; `year` is empty where a field has none, `text` is normalised."""

    field: str
    year: str
    number: float | None
    text: str | None
    confidence: float
    file: str
    page: int


def rows(record: Record) -> Iterator[Row]:
    """Yield a record's values; empty cells have a row with neither number nor text."""
    for field, found in record.fields.items():
        if isinstance(found, dict):
            for year, reading in found.items():
                yield from _rows(field, year, reading)
        else:
            yield from _rows(field, "", found)
    if record.audit:
        yield from _audit_rows(record.audit)
    if record.license:
        yield from _license_rows(record.license)


def audit_year(audit: Audit) -> int | None:
    """Return the year the report's current columns stand for, `None` when it was not read."""
    value = audit.fiscal_year.value if audit.fiscal_year else None
    if isinstance(value, int | float):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdecimal() else None


def _audit_rows(audit: Audit) -> Iterator[Row]:
    for name in AUDIT_FACTS:
        yield from _rows(f"audit.{name}", "", getattr(audit, name))
    year = audit_year(audit)
    for lines in (audit.balance_sheet, audit.income_statement, audit.cash_flow):
        for line, (current, prior) in lines.items():
            yield from _rows(f"audit.{line}", str(year) if year else "", current)
            yield from _rows(f"audit.{line}", str(year - 1) if year else "", prior)


def _license_rows(license: License) -> Iterator[Row]:
    for name in LICENSE_FACTS:
        yield from _rows(f"license.{name}", "", getattr(license, name))


def _rows(field: str, year: str, reading: Reading | None) -> Iterator[Row]:
    if reading is None:
        return
    for number, text in _values(reading.value):
        yield Row(field, year, number, text, reading.confidence, reading.file, reading.page)


def _values(value: Value) -> Iterator[tuple[float | None, str | None]]:
    """Yield (number, text) of a value; of a list one for each entry, of a row one a cell."""
    if isinstance(value, list):
        for entry in value:
            for one in entry.values() if isinstance(entry, dict) else (entry,):
                yield from _values(one)
    elif isinstance(value, str):
        yield None, normalise(value)
    elif value is None:
        yield None, None
    else:
        yield float(value), None
