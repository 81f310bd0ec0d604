"""Boxes of the readings drawn on the page images: how one sees what was read where.

Readings, findings, seals and codes are drawn from the record; rulings, cells and boxes to tick
do not travel in it and are looked for anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from archive import Archive
from extract.geometry import Box
from extract.pages import Page
from extract.records import Audit, Bbox, License, PageRecord, PageType, Reading, Record
from extract.sightings import CODE, SEAL
from extract.tables import find_tables

DPI = 110
COLORS = {
    "cell": (0.55, 0.8, 0.95),
    "ruling": (0.85, 0.6, 0.85),
    "field": (0.1, 0.35, 0.9),
    "audit": (0.0, 0.55, 0.2),
    "license": (0.55, 0.0, 0.6),
    "heading": (0.9, 0.5, 0.0),
    "seal": (0.95, 0.3, 0.55),
    "tick": (0.0, 0.65, 0.65),
    "finding": (0.9, 0.0, 0.0),
}
WIDTHS = {"cell": 0.6, "ruling": 0.6, "seal": 1.4, "finding": 1.4}  # points
BOXES_STAND_ON: tuple[PageType, ...] = ("form", "cover")  # elsewhere print has squares of its own
LABEL = 9.0  # points, type size of what is written on a page
FONT = "china-s"
Point = tuple[float, float]
LayOut = Callable[[pymupdf.Document, int, str], Page | None]


@dataclass(frozen=True)
class Mark:
    """An outline in displayed points, and what is written above it."""

    role: str
    corners: tuple[Point, ...]
    text: str = ""


Marks = defaultdict[tuple[str, int], list[Mark]]


def draw_submission(
    store: Archive, submission: str, folder: Path, lay_out: LayOut | None = None
) -> int:
    """Write a PNG per page with the boxes of its readings; returns how many were written.

    `lay_out` finds the rulings and boxes of a page; without it they are not drawn.
    """
    record = store.record(submission)
    marks = _marks(record)
    for finding in store.report(submission).findings:
        for evidence in finding.evidence:
            if evidence.bbox is not None:
                marks[evidence.file, evidence.page].append(_of_box("finding", evidence.bbox))
    folder.mkdir(parents=True, exist_ok=True)
    types = {(page.file, page.page): page for page in record.pages}
    count = 0
    for file in record.files:
        if file.pages == 0:
            continue
        kind = Path(file.path).suffix.lstrip(".").lower()
        with pymupdf.open(store.original(file.sha256), filetype=kind) as document:
            for index in range(document.page_count):
                page, place = types.get((file.path, index + 1)), (file.path, index + 1)
                found = lay_out(document, index, file.path) if lay_out is not None else None
                layout = list(_of_layout(found, page)) if found is not None else []
                shown = _shown(document, index, [*layout, *marks[place]], page)
                shown.save(folder / _name(submission, *place, page.type if page else "other"))
                count += 1
    return count


def _of_layout(page: Page, typed: PageRecord | None) -> Iterator[Mark]:
    for table in find_tables(page):
        yield from (_of_upright("cell", page, cell.box) for cell in table.cells)
    yield from (_of_upright("ruling", page, ruling.box) for ruling in page.rulings)
    if typed is not None and typed.type in BOXES_STAND_ON:
        for mark in page.check_marks:
            yield _of_upright("tick", page, mark.box, "✓" if mark.ticked else "")


def _of_upright(role: str, page: Page, box: Box, text: str = "") -> Mark:
    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
    return Mark(role, tuple(page.frame.point(x, y) for x, y in corners), text)


def _of_box(role: str, box: Bbox, text: str = "") -> Mark:
    x0, y0, x1, y1 = box
    return Mark(role, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), text)


def _name(submission: str, path: str, page: int, kind: str) -> str:
    plain = re.sub(r"[^\w.-]+", "_", f"{submission}_{Path(path).stem}")[:80]
    return f"{plain}_{page:03d}_{kind}.png"


def _marks(record: Record) -> Marks:
    marks: Marks = defaultdict(list)
    roles = {
        "field": _field_readings(record),
        "audit": _audit_readings(record.audit),
        "license": _license_readings(record.license),
    }
    for role, readings in roles.items():
        for reading in readings:
            marks[reading.file, reading.page].append(_of_box(role, reading.bbox))
    for heading in record.outline:
        marks[heading.file, heading.page].append(_of_box("heading", heading.bbox))
    for seen in record.observations:
        if seen.kind in (SEAL, CODE) and seen.page is not None and seen.bbox is not None:
            text = f"{seen.detail}：{seen.text or '读不出'}"
            marks[seen.file, seen.page].append(_of_box("seal", seen.bbox, text))
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


def _shown(
    document: pymupdf.Document, index: int, marks: Iterable[Mark], typed: PageRecord | None
) -> pymupdf.Pixmap:
    """Return a page with marks on it, whichever way it is turned, and its type in the corner."""
    page = document.load_page(index)
    width, height = page.rect.width, page.rect.height
    # Drawn on a sheet over the page's image: not every page takes drawings, nor all its fonts.
    with pymupdf.open() as canvas:
        sheet = canvas.new_page(width=width, height=height)
        sheet.insert_image(sheet.rect, pixmap=page.get_pixmap(dpi=DPI))
        for mark in marks:
            color = COLORS[mark.role]
            sheet.draw_polyline(
                [*mark.corners, mark.corners[0]], color=color, width=WIDTHS.get(mark.role, 0.9)
            )
            if mark.text:
                x, y = mark.corners[0]
                at = (min(x, max(width - LABEL * len(mark.text), 2)), max(y - 2, LABEL))
                sheet.insert_text(at, mark.text, fontsize=LABEL, fontname=FONT, color=color)
        if typed is not None:
            said = f"{typed.type} {typed.confidence:.2f}"
            sheet.insert_text((4, LABEL + 2), said, fontsize=LABEL, color=COLORS["finding"])
        shown: pymupdf.Pixmap = sheet.get_pixmap(dpi=DPI)
    return shown
