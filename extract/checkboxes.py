"""Boxes to tick that are drawn as lines or pixels, and whether a tick stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .pages import CheckMark
from .rulings import PixelBox

REACH = 0.35  # of a box's side: a tick may stick out so far
MIN_STROKE = 0.25  # of a box's side: a shorter stroke is no tick
SIDES = (15, 52)  # units of 1/200 inch
SQUARENESS = 0.78  # shorter by longer side
SIDE_COVER = 0.8  # of a side that shows ink
INSET = 0.22  # of the side, left out when looking inside
TICKED = 0.09  # share of the inside that is ink
SOLID = 0.85  # share of a filled square that is ink


def drawn_marks(squares: Sequence[Box], strokes: Sequence[Box]) -> Iterator[CheckMark]:
    """Yield a mark per square of a digital page, ticked where free strokes cross it."""
    for square in squares:
        around = square.grown(REACH * square.width)
        yield CheckMark(square, any(_ticks(stroke, square, around) for stroke in strokes))


def _ticks(stroke: Box, square: Box, around: Box) -> bool:
    x, y = stroke.center
    long_enough = max(stroke.width, stroke.height) >= MIN_STROKE * square.width
    return around.contains(x, y) and long_enough


def pixel_marks(ink: NDArray[np.uint8], unit: float, scale: float) -> list[CheckMark]:
    """Return the squares of a flat, binarised page (ink 255), in points.

    Some characters are squares too (口, 回): a mark counts only beside an option.
    """
    found = [*_outlined(ink, unit), *_filled(ink, unit)]
    return [CheckMark(Box(*(side / scale for side in box)), ticked) for box, ticked in found]


def _outlined(ink: NDArray[np.uint8], unit: float) -> Iterator[tuple[PixelBox, bool]]:
    """Yield squares of which all four sides are drawn, whatever crosses them."""
    low, high = (side * unit for side in SIDES)
    tops = _segments(ink, int(low * 0.8), high)
    tops.sort(key=lambda box: box[1])
    for index, (x0, y0, x1, _) in enumerate(tops):
        for other_x0, bottom_y0, other_x1, bottom_y1 in tops[index + 1 :]:
            height = bottom_y1 - y0
            if height > high * 1.1:
                break
            width = max(x1, other_x1) - min(x0, other_x0)
            together = abs(x0 - other_x0) + abs(x1 - other_x1) < 0.5 * width
            if (
                not together
                or bottom_y0 - y0 < low
                or min(width, height) < SQUARENESS * max(width, height)
            ):
                continue
            # A tick through a corner makes one of the two sides longer than the square.
            boxes = (
                (min(x0, other_x0), y0, max(x1, other_x1), bottom_y1),
                (max(x0, other_x0), y0, min(x1, other_x1), bottom_y1),
            )
            box = next((box for box in boxes if _has_uprights(ink, box, unit)), None)
            if box is not None:
                yield box, _inside(ink, box) > TICKED


def _segments(ink: NDArray[np.uint8], length: int, longest: float) -> list[PixelBox]:
    mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(length, 3)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        (x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if w <= longest and h <= w / 3
    ]


def _has_uprights(ink: NDArray[np.uint8], box: PixelBox, unit: float) -> bool:
    x0, y0, x1, y1 = box
    thickness = max(int(4 * unit), 2)
    left = ink[y0:y1, max(x0 - 2, 0) : x0 + thickness]
    right = ink[y0:y1, max(x1 - thickness, 0) : x1 + 2]
    return all(float((side.max(axis=1) > 0).mean()) >= SIDE_COVER for side in (left, right))


def _inside(ink: NDArray[np.uint8], box: PixelBox) -> float:
    x0, y0, x1, y1 = box
    dx, dy = max(int(INSET * (x1 - x0)), 2), max(int(INSET * (y1 - y0)), 2)
    inner = ink[y0 + dy : y1 - dy, x0 + dx : x1 - dx]
    return float((inner > 0).mean()) if inner.size else 0.0


def _filled(ink: NDArray[np.uint8], unit: float) -> Iterator[tuple[PixelBox, bool]]:
    low, high = (side * unit for side in SIDES)
    size = max(int(low * 0.7), 3)
    mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for x, y, w, h, area in stats[1:].tolist():
        square = min(w, h) >= SQUARENESS * max(w, h)
        if low * 0.8 <= max(w, h) <= high and square and area >= SOLID * w * h:
            yield (x, y, x + w, y + h), True
