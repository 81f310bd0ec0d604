"""A submission beside its pages: every reading as a row that knows its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive import Correction
from archive.cells import named_readings
from archive.to_look_at import SCOPES, STATEMENTS
from checks.findings import Report
from extract.calibration import Dial
from extract.programme import Programme
from extract.records import Bbox, Record

from . import labels
from .typed import as_typed, hint


@dataclass(frozen=True)
class Row:
    """One line of a sheet. `file` is the number of the record's file, `box` on the page displayed.

    A row without a place stands for what was not found. `doubts` are the numbers, from 1, of the
    findings that point at it.
    """

    cell: str
    label: str
    value: str
    typed: str = ""  # what a reviewer would have typed for it
    hint: str = ""  # what has to be typed
    confidence: float | None = None
    unsure: bool = False  # so that the accuracy dial asks for a look
    origin: str = ""
    note: str = ""
    file: int = 0
    page: int = 0
    box: Bbox | None = None
    doubts: tuple[int, ...] = ()
    correction: int = 0  # the entry of the history that corrected it

    @property
    def place(self) -> str:
        """Return the box as it is written in the page: four numbers."""
        return " ".join(f"{side:.2f}" for side in self.box) if self.box else ""


@dataclass(frozen=True)
class Line:
    """A printed line of a statement with its two figures."""

    label: str
    current: Row | None
    prior: Row | None


@dataclass(frozen=True)
class Sheet:
    """A statement: its title, and its lines."""

    title: str
    unit: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheets:
    form: tuple[Row, ...]
    audit: tuple[Row, ...]
    statements: tuple[Sheet, ...]
    license: tuple[Row, ...]
    outline: tuple[Row, ...]


def sheets(
    record: Record,
    report: Report,
    corrections: Iterable[Correction],
    programme: Programme,
    dial: Dial,
) -> Sheets:
    """Return all readings of a record as rows, in the order of the forms and the statements."""
    rows = _rows(record, report, corrections, programme, dial)
    return Sheets(
        form=tuple(_form(record, rows, programme)),
        audit=tuple(row for cell, row in rows.items() if _is_fact(cell, "audit.")),
        statements=tuple(_statements(record, rows)),
        license=tuple(row for cell, row in rows.items() if _is_fact(cell, "license.")),
        outline=tuple(_outline(record)),
    )


def _rows(
    record: Record,
    report: Report,
    corrections: Iterable[Correction],
    programme: Programme,
    dial: Dial,
) -> dict[str, Row]:
    files = {file.path: number for number, file in enumerate(record.files)}
    entries = {one.cell: one.entry for one in corrections}
    doubts: dict[tuple[str, int, Bbox | None], list[int]] = {}
    for number, finding in enumerate(report.findings, start=1):
        for one in finding.evidence:
            doubts.setdefault((one.file, one.page, one.bbox), []).append(number)
    found = {}
    for cell, one in named_readings(record):
        spec = labels.spec_of(programme, record, cell.partition("@")[0])
        found[cell] = Row(
            cell=cell,
            label=labels.cell_label(programme, record, cell),
            value=labels.value_at(programme, record, cell, one),
            typed=as_typed(spec, one),
            hint=hint(spec),
            confidence=one.confidence,
            unsure=dial.asks_for(one),
            origin=labels.ORIGINS[one.origin],
            note=one.note or "",
            file=files.get(one.file, 0),
            page=one.page,
            box=one.bbox,
            doubts=tuple(dict.fromkeys(doubts.get((one.file, one.page, one.bbox), ()))),
            correction=entries.get(cell, 0),
        )
    return found


def _is_fact(cell: str, document: str) -> bool:
    return cell.startswith(document) and "@" not in cell


def _form(record: Record, rows: Mapping[str, Row], programme: Programme) -> Iterator[Row]:
    """Yield the cover's and the form's fields, also those that were not found."""
    specs = list(programme.cover.fields)
    if record.kind is not None:
        specs += programme.kind(record.kind).form.fields
    told = {spec.id for spec in specs}
    for spec in specs:
        for year in programme.years if spec.per_year else (None,):
            cell = f"{spec.id}@{year}" if year else spec.id
            label = labels.cell_label(programme, record, cell)
            yield rows.get(cell) or Row(cell=cell, label=label, value="", hint=hint(spec))
    for cell, row in rows.items():
        if not cell.startswith(("audit.", "license.")) and cell.partition("@")[0] not in told:
            yield row


def _statements(record: Record, rows: Mapping[str, Row]) -> Iterator[Sheet]:
    for number, statement in enumerate(record.audit.statements if record.audit else ()):
        scope, kind = SCOPES[statement.scope], STATEMENTS[statement.kind]
        year = f"{statement.year} 年" if statement.year else ""
        lines = (
            Line(
                printed.label.strip(),
                rows.get(f"audit.statements.{number}.{place}@current"),
                rows.get(f"audit.statements.{number}.{place}@prior"),
            )
            for place, printed in enumerate(statement.rows)
        )
        yield Sheet(f"{scope}{kind} {year}".strip(), statement.unit, tuple(lines))


def _outline(record: Record) -> Iterator[Row]:
    files = {file.path: number for number, file in enumerate(record.files)}
    for heading in record.outline:
        yield Row(
            cell="",
            label="　" * (heading.level - 1) + heading.title,
            value=heading.reference or "",
            confidence=heading.confidence,
            file=files.get(heading.file, 0),
            page=heading.page,
            box=heading.bbox,
        )
