"""Ink the size of print that no word, ruling or box to tick accounts for.

Text that detection missed leaves it: beside a figure whose first digits are lost, in a cell
that was taken for empty. Seals on grey scans and handwriting leave it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .pages import CheckMark, Ruling, Word

WORD_MARGIN = 0.25  # of a word's height: what its box leaves out of its print
RULING_MARGIN = 4  # units of 1/200 inch to both sides of a ruling
MARK_MARGIN = 0.35  # of a box's side: a tick may stick out so far
JOIN = 5  # units: strokes of one character stand nearer
SIDES = (8, 90)  # units, longer side of what may be print or handwriting
MIN_INK = 14  # square units
THIN, LONG = 6.0, 30  # longer by shorter side, and units, of a rest of a ruling


def stray_ink(
    ink: NDArray[np.uint8],
    words: Iterable[Word],
    rulings: Iterable[Ruling],
    marks: Iterable[CheckMark],
    unit: float,
    scale: float,
) -> list[Box]:
    """Return the boxes, in points, of unaccounted ink on a flat, binarised page (ink 255).

    `unit` is pixels per 1/200 inch, `scale` pixels a point.
    """
    rest = ink.copy()
    for box in _accounted(words, rulings, marks, RULING_MARGIN * unit / scale):
        x0, y0, x1, y1 = (max(round(side * scale), 0) for side in box)
        rest[y0:y1, x0:x1] = 0
    reach = int(JOIN * unit) | 1
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    inked = np.bincount(labels[rest > 0], minlength=len(stats))
    return [
        Box(x / scale, y / scale, (x + w) / scale, (y + h) / scale)
        for (x, y, w, h, _), amount in zip(stats[1:].tolist(), inked[1:].tolist(), strict=True)
        if amount >= MIN_INK * unit * unit and _is_print(w / unit, h / unit)
    ]


def _is_print(width: float, height: float) -> bool:
    """Tell ink the size of a character or two from specks, pictures and rests of rulings."""
    shorter, longer = sorted((width, height))
    return SIDES[0] <= longer <= SIDES[1] and not (longer > LONG and longer > THIN * shorter)


def _accounted(
    words: Iterable[Word], rulings: Iterable[Ruling], marks: Iterable[CheckMark], thickness: float
) -> Sequence[Box]:
    found = [word.box.grown(WORD_MARGIN * word.box.height) for word in words]
    found += [ruling.box.grown(thickness) for ruling in rulings]
    found += [mark.box.grown(MARK_MARGIN * mark.box.height) for mark in marks]
    return found
