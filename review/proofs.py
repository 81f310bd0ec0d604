"""What a finding points at, as it is shown: each place with its value and its pictures.

The heart of the page: the figure that is claimed and the one that is audited, side by side, each
as a part of the very page it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from archive.cells import CellNames, named_readings
from archive.crops import A4
from extract.calibration import Dial
from extract.programme import Programme
from extract.records import Bbox, Evidence, PageRecord, Reading, Record
from extract.values import units

from . import labels
from .typed import as_typed, hint
from .windows import Window, close_up, strip

Side = Literal["form", "audit", "license", "body", "other"]

SIDES: Mapping[Side, str] = {
    "form": "申报表",
    "audit": "审计报告",
    "license": "营业执照",
    "body": "正文",
    "other": "其他材料",
}
_SIDES: Mapping[str, Side] = {
    "cover": "form",
    "form": "form",
    "commitment": "form",
    "business_license": "license",
    "audit_opinion": "audit",
    "balance_sheet": "audit",
    "income_statement": "audit",
    "cash_flow": "audit",
    "equity_changes": "audit",
    "audit_notes": "audit",
    "body": "body",
}
WIDEST_CLOSE_UP = 240.0  # points; a wider box is shown in its strip only


@dataclass(frozen=True)
class Proof:
    """One place on a page; `cell` is empty for what is not a reading of the record."""

    side: Side
    label: str
    cell: str
    value: str
    text: str
    typed: str  # what a reviewer would have typed for it
    hint: str  # what has to be typed
    year: str
    unit: str
    number: Decimal | None  # in `unit`
    confidence: float | None
    unsure: bool  # so that the accuracy dial asks for a look
    origin: str
    note: str
    file: str
    file_number: int
    page: int
    type: str
    box: Bbox | None
    strip: Window
    close: Window | None

    @property
    def marked(self) -> Bbox | None:
        """Return where the box lies in the picture of the strip, in points."""
        return self.strip.place(self.box) if self.box else None


@dataclass(frozen=True)
class Difference:
    """A claimed figure against an audited one, in the form's unit."""

    unit: str
    claimed: str
    audited: str
    apart: str
    share: str


class Prover:
    """Shows evidence of one record."""

    def __init__(self, record: Record, programme: Programme, dial: Dial) -> None:
        self._record, self._programme, self._dial = record, programme, dial
        self._pages: dict[tuple[str, int], PageRecord] = {
            (page.file, page.page): page for page in record.pages
        }
        self._files = {file.path: number for number, file in enumerate(record.files)}
        self._cells = CellNames(named_readings(record))

    def proofs(self, evidence: Sequence[Reading | Evidence]) -> list[Proof]:
        """Return the evidence in the order of the sides, each side in the order given."""
        found = [self._proof(one) for one in evidence if one.file in self._files]
        return sorted(found, key=lambda proof: list(SIDES).index(proof.side))

    def _proof(self, one: Reading | Evidence) -> Proof:
        page = self._pages.get((one.file, one.page))
        type = page.type if page else "other"
        size = (page.width, page.height) if page and page.width else A4
        rotation = page.rotation if page else 0
        whole = Window((0.0, 0.0, *size), rotation)
        small = (
            one.bbox is not None
            and max(one.bbox[2] - one.bbox[0], one.bbox[3] - one.bbox[1]) < WIDEST_CLOSE_UP
        )
        reading = one if isinstance(one, Reading) else None
        cell = self._cells.name(reading) if reading else ""
        spec = labels.spec_of(self._programme, self._record, cell.partition("@")[0])
        unit = labels.unit_of(self._programme, self._record, cell, reading) if reading else None
        return Proof(
            side="form" if _of_form(cell) else _SIDES.get(type, "other"),
            label=labels.cell_label(self._programme, self._record, cell) if cell else "",
            cell=cell,
            value=labels.value_at(self._programme, self._record, cell, reading) if reading else "",
            text=one.text,
            typed=as_typed(spec, reading) if reading else "",
            hint=hint(spec),
            year=labels.year_of(self._record, cell),
            unit=unit or "",
            number=_number(reading),
            confidence=reading.confidence if reading else None,
            unsure=bool(reading and self._dial.asks_for(reading)),
            origin=labels.ORIGINS[reading.origin] if reading else "",
            note=(reading.note or "") if reading else "",
            file=one.file,
            file_number=self._files[one.file],
            page=one.page,
            type=labels.PAGE_TYPES[type],
            box=one.bbox,
            strip=strip(one.bbox, size, rotation) if one.bbox else whole,
            close=close_up(one.bbox, size, rotation) if small and one.bbox else None,
        )


def difference(proofs: Sequence[Proof]) -> Difference | None:
    """Return how far the first figure of the form is from the first audited one of its year."""
    claimed = next((one for one in proofs if one.side == "form" and one.number is not None), None)
    audited = next((one for one in proofs if one.side == "audit" and one.number is not None), None)
    if claimed is None or audited is None or claimed.number is None or audited.number is None:
        return None
    if claimed.year != audited.year or not units.comparable(claimed.unit, audited.unit):
        return None
    other = audited.number * units.factor(audited.unit, claimed.unit)
    apart = claimed.number - other
    share = f"{float(apart / other) * 100:+,.2f}%" if other else ""
    return Difference(
        unit=claimed.unit,
        claimed=_plain(claimed.number),
        audited=_plain(other),
        apart=f"{'+' if apart > 0 else ''}{_plain(apart)}",
        share=share,
    )


def _of_form(cell: str) -> bool:
    return bool(cell) and not cell.startswith(("audit.", "license."))


def _number(reading: Reading | None) -> Decimal | None:
    value = reading.value if reading else None
    return Decimal(str(value)) if isinstance(value, int | float) else None


def _plain(number: Decimal) -> str:
    return labels.figure(float(round(number, 2)))
