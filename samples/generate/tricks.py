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


def _at(sheet: Sheet, box: Box) -> list[tuple[int, Glyphs]]:
    """The pieces of text that begin in `box`, with their place in the drawing order."""
    return [
        (i, op)
        for i, op in enumerate(sheet.ops)
        if isinstance(op, Glyphs) and box[0] - 0.5 <= op.x <= box[2] and box[1] <= op.y <= box[3]
    ]


def _hide(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    """The old figure, a white patch over it, then the new one."""
    found = _at(sheet, box)
    places, first = {i for i, _ in found}, found[0][1]
    old = applicant.tricks["old-text"]
    right = max(box[2], box[0] + fonts.width(old, first.size, first.font)) + 1
    sheet.ops = [op for i, op in enumerate(sheet.ops) if i not in places]
    sheet.ops.append(Glyphs(first.x, first.y, old, first.font, first.size))
    sheet.ops.append(Fill((box[0] - 1, box[1], right, box[3]), (1, 1, 1)))
    sheet.ops += [op for _, op in found]


def _restore(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    """Print the first figure; the editor's one comes over it when the file is finished."""
    found = _at(sheet, box)
    places, first = {i for i, _ in found}, found[0][1]
    sheet.ops = [op for i, op in enumerate(sheet.ops) if i not in places]
    sheet.ops.append(
        Glyphs(first.x, first.y, applicant.tricks["first-text"], first.font, first.size)
    )


def _refont(applicant: Applicant, sheet: Sheet, box: Box) -> None:
    for i, op in _at(sheet, box):
        sheet.ops[i] = Glyphs(op.x, op.y + 0.7, op.text, ("dejavu", "Verdana"), op.size + 0.8)
