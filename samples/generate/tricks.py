"""Alterations of drawn sheets: what a forger leaves in a page."""

from __future__ import annotations

from . import fonts
from .canvas import Box, Fill, Glyphs, Sheet
from .facts import Applicant
from .parts import Part


def apply_tricks(applicant: Applicant, parts: list[Part]) -> None:
    """Alter the sheets that hold the cells named in the applicant's tricks."""
    for sheet in (sheet for part in parts for sheet in part.sheets):
        for name, change in (
            ("hidden-text", _hide),
            ("late-edit", _restore),
            ("font-anomaly", _refont),
        ):
            box = sheet.marks.get(applicant.tricks.get(name, ""))
            if box:
                change(applicant, sheet, box)


def _at(sheet: Sheet, box: Box) -> list[int]:
    return [
        i for i, op in enumerate(sheet.ops)
        if isinstance(op, Glyphs) and box[0] - 0.5 <= op.x <= box[2] and box[1] <= op.y <= box[3]
    ]  # fmt: skip


def _hide(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    """The old figure, a white patch over it, then the new one."""
    first = sheet.ops[_at(sheet, box)[0]]
    old = applicant.tricks["old-text"]
    wide = fonts.width(old, first.size, first.font)
    below = [Glyphs(first.x, first.y, old, first.font, first.size),
             Fill((box[0] - 1, box[1], max(box[2], box[0] + wide) + 1, box[3]), (1, 1, 1))]  # fmt: skip
    moved = [sheet.ops[i] for i in _at(sheet, box)]
    sheet.ops = [op for op in sheet.ops if op not in moved] + below + moved


def _restore(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    """Print the first figure; the editor's one comes over it when the file is finished."""
    places = _at(sheet, box)
    first = sheet.ops[places[0]]
    kept = [op for i, op in enumerate(sheet.ops) if i not in places]
    sheet.ops = [
        *kept,
        Glyphs(first.x, first.y, applicant.tricks["first-text"], first.font, first.size),
    ]


def _refont(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    for i in _at(sheet, box):
        op = sheet.ops[i]
        sheet.ops[i] = Glyphs(op.x, op.y + 0.7, op.text, ("dejavu", "Verdana"), op.size + 0.8)
