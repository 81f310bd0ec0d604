"""Boxes of the readings drawn on the page images: how one sees what was read where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pymupdf

from archive import Archive
from extract.records import Audit, License, Reading, Record

DPI = 110
COLORS = {
    "field": (0.1, 0.35, 0.9),
    "audit": (0.0, 0.55, 0.2),
    "license": (0.55, 0.0, 0.6),
    "heading": (0.9, 0.5, 0.0),
    "finding": (0.9, 0.0, 0.0),
}
Mark = tuple[str, tuple[float, float, float, float]]  # role, box as displayed


def draw_submission(store: Archive, submission: str, folder: Path) -> int:
    """Write a PNG per page with the boxes of its readings; returns how many were written."""
    record = store.record(submission)
    marks = _marks(record)
    for finding in store.report(submission).findings:
        for evidence in finding.evidence:
            if evidence.bbox is not None:
                marks[evidence.file, evidence.page].append(("finding", evidence.bbox))
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for file in record.files:
        if file.pages == 0:
            continue
        kind = Path(file.path).suffix.lstrip(".").lower()
        with pymupdf.open(store.original(file.sha256), filetype=kind) as document:
            for page in document:
                _draw(page, marks[file.path, page.number + 1])
                types = {p.page: p.type for p in record.pages if p.file == file.path}
                name = _name(submission, file.path, page.number + 1, types)
                page.get_pixmap(dpi=DPI).save(folder / name)
                count += 1
    return count


def _name(submission: str, path: str, page: int, types: Mapping[int, str]) -> str:
    plain = re.sub(r"[^\w.-]+", "_", f"{submission}_{Path(path).stem}")[:80]
    return f"{plain}_{page:03d}_{types.get(page, 'other')}.png"


def _marks(record: Record) -> defaultdict[tuple[str, int], list[Mark]]:
    marks: defaultdict[tuple[str, int], list[Mark]] = defaultdict(list)
    roles = {
        "field": _field_readings(record),
        "audit": _audit_readings(record.audit),
        "license": _license_readings(record.license),
    }
    for role, readings in roles.items():
        for reading in readings:
            marks[reading.file, reading.page].append((role, reading.bbox))
    for heading in record.outline:
        marks[heading.file, heading.page].append(("heading", heading.bbox))
    return marks


def _field_readings(record: Record) -> Iterator[Reading]:
    for found in record.fields.values():
        if isinstance(found, dict):
            yield from found.values()
        else:
            yield found


def _audit_readings(audit: Audit | None) -> Iterator[Reading]:
    if audit is None:
        return
    facts = (
        audit.firm,
        audit.report_number,
        audit.report_date,
        audit.entity,
        audit.opinion,
        audit.unit,
    )
    yield from (fact for fact in facts if fact is not None)
    for statement in audit.statements:
        for row in statement.rows:
            yield from (figure for figure in (row.current, row.prior) if figure is not None)


def _license_readings(license: License | None) -> Iterable[Reading]:
    if license is None:
        return ()
    facts = (license.name, license.uscc, license.legal_representative, license.established)
    return [fact for fact in facts if fact is not None]


def _draw(page: pymupdf.Page, marks: Iterable[Mark]) -> None:
    """Draw boxes given in displayed coordinates on a page that may be turned."""
    for role, box in marks:
        rect = pymupdf.Rect(box) * page.derotation_matrix
        page.draw_rect(rect, color=COLORS[role], width=0.9)
