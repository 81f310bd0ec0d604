"""Round boxes to tick on a scanned page: circles the size of a character, empty or with a dot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .pages import CheckMark

SIDES = (14, 42)  # units of 1/200 inch
SQUARENESS = 0.8  # shorter by longer side
FULL = (0.7, 0.87)  # share of its box that a circle encloses: 0.785, ragged ones more or less
CONVEX = 0.9  # of its hull: a letter has bays
CORE = 0.6  # of the half axes, inside which a dot or a tick stands
TICKED = 0.12  # share of the core that is ink


def round_marks(ink: NDArray[np.uint8], unit: float, scale: float) -> list[CheckMark]:
    """Return the circles of a flat, binarised page (ink 255), in points.

    The letter O is one too: a mark counts only beside an option.
    """
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [
        CheckMark(Box(*(side / scale for side in (x, y, x + w, y + h))), _core(ink, x, y, w, h))
        for x, y, w, h in _circles(contours, unit)
    ]


def _circles(
    contours: Sequence[NDArray[np.int32]], unit: float
) -> Iterator[tuple[int, int, int, int]]:
    low, high = (side * unit for side in SIDES)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if not (low <= min(w, h) and max(w, h) <= high and min(w, h) >= SQUARENESS * max(w, h)):
            continue
        area = cv2.contourArea(contour)
        hull = cv2.contourArea(cv2.convexHull(contour))
        if FULL[0] <= hull / ((w - 1) * (h - 1)) <= FULL[1] and area >= CONVEX * hull:
            yield x, y, w, h


def _core(ink: NDArray[np.uint8], x: int, y: int, w: int, h: int) -> bool:
    across, down = np.ogrid[0:h, 0:w]
    from_middle = ((down - (w - 1) / 2) / (w / 2)) ** 2 + ((across - (h - 1) / 2) / (h / 2)) ** 2
    inside = from_middle <= CORE**2
    return float((ink[y : y + h, x : x + w][inside] > 0).mean()) > TICKED
