"""truth.json of a submission, in the form of the published contract, and the boxes of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .canvas import Box, Sheet
from .charts import TRUTH, charts
from .facts import Applicant, Audit, Entry
from .parts import TYPES
from .statements import UNITS, as_printed, figure


@dataclass
class PlacedPage:
    """A page of a written file: its sheet, whether it has its own text, and where its boxes went."""

    file: str
    page: int
    sheet: Sheet
    digital: bool
    rotation: int
    boxes: dict[str, Box]


def truth(applicant: Applicant, pages: list[PlacedPage]) -> dict[str, Any]:
    files: dict[str, int] = {}
    for page in pages:
        files[page.file] = files.get(page.file, 0) + 1
    findings = set(applicant.findings)
    if any(page.digital and page.sheet.type == "body" for page in pages):
        findings |= {("format-deviation", item) for item in applicant.style.deviations()}
    license = applicant.license if "business_license" in applicant.attachments else None
    return {
        "id": applicant.id,
        "kind": applicant.kind,
        "files": [{"path": path, "pages": count} for path, count in files.items()],
        "pages": [
            {"file": p.file, "page": p.page, "type": p.sheet.type, "digital": p.digital, "rotation": p.rotation}
            for p in pages
        ],
        "fields": {field_id: _value(cell) for field_id, cell in applicant.fields.items()},
        "outline": [
            {"level": h.level, "title": h.title, "page": p.page, "file": p.file, "reference": h.reference}
            for p in pages
            for h in p.sheet.headings
        ],
        "audit": _audit(applicant.audit) if applicant.audit and "audit_report" in applicant.attachments else None,
        "license": {
            "name": license.name, "uscc": license.uscc,
            "legal_representative": license.legal_representative, "established": license.established,
        } if license else None,
        "attachments": sorted({TYPES.get(name, name) for name in applicant.attachments}),
        "findings": [{"code": code, "key": key} for code, key in sorted(findings)],
        "clean": applicant.clean,
    }  # fmt: skip


def _value(cell: Entry | dict[str, Entry]) -> object:
    if isinstance(cell, dict):
        return {year: entry.value for year, entry in sorted(cell.items())}
    return cell.value


def _audit(audit: Audit) -> dict[str, object]:
    return {
        "firm": audit.firm, "report_number": audit.report_number, "report_date": audit.report_date,
        "entity": audit.entity, "fiscal_year": audit.fiscal_year, "opinion": audit.opinion,
        "scope": audit.scope, "unit": UNITS[audit.unit], **statement_figures(audit),
    }  # fmt: skip


def statement_figures(audit: Audit) -> dict[str, dict[str, list[float]]]:
    """The contract's lines that are printed with a figure, in 元, to what the printed unit shows."""
    printed = {
        line.id
        for lines in charts(audit.main.small, audit.main.consolidated).values()
        for line in lines
    }
    if audit.main.small:
        printed.discard("rd_expenses")
    out: dict[str, dict[str, list[float]]] = {}
    for statement, lines in TRUTH.items():
        rows = {
            line: [
                as_printed(figure(audit.main, statement, line, audit.fiscal_year - ago), audit.unit)
                for ago in (0, 1)
            ]
            for line in lines
            if line in printed
        }
        out[statement] = {line: pair for line, pair in rows.items() if any(pair)}
    return out


PLACES = {"@0": "@current", "@1": "@prior"}


def boxes(pages: list[PlacedPage]) -> dict[str, dict[str, dict[str, Any]]]:
    """Where every value stands, in points as displayed; a fact printed twice where it comes last."""
    told: dict[str, dict[str, dict[str, Any]]] = {
        "fields": {},
        "lines": {},
        "audit": {},
        "license": {},
    }
    for page in pages:
        for name, box in sorted(page.boxes.items()):
            group, _, rest = name.partition(".")
            place = {"file": page.file, "page": page.page, "bbox": [round(v, 1) for v in box]}
            if group in TRUTH:
                if rest[:-2] in TRUTH[group]:
                    told["lines"][name[:-2] + PLACES[name[-2:]]] = place
            elif group in ("audit", "license"):
                told[group][rest] = place
            elif not rest:
                told["fields"][name] = place
    return told
