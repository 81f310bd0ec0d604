"""Boxes to tick that are drawn as lines or pixels, and whether a tick stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .drawings import Drawings, is_square
from .faint_rulings import PixelBox
from .geometry import Box
from .pages import CheckMark, Word

REACH = 0.35  # of a box's side: a tick may stick out so far
ALIKE = 0.3  # of a square's side, by which a filled one beside it may differ
NEAR = 8  # sides up or down to an empty square of the same group
SMALLEST_TICK = 4.0  # points
MIN_STROKE = 0.25  # of a box's side: a shorter stroke is no tick
SIDES = (15, 52)  # units of 1/200 inch
SQUARENESS = 0.78  # shorter by longer side
SIDE_COVER = 0.8  # of a side that shows ink
INSET = 0.22  # of the side, left out when looking inside
TICKED = 0.09  # share of the inside that is ink
SOLID = 0.85  # share of a filled square that is ink


def drawn_marks(drawings: Drawings, words: Sequence[Word]) -> list[CheckMark]:
    """Return the boxes to tick that a digital page draws, square and round.

    One is ticked where free strokes cross it or something dark fills it. A dark square among
    empty ones of its size is a ticked one; by itself it is a bullet.
    """
    round_ones = [loop for loop in drawings.loops if is_square(loop) and not _holds(loop, words)]
    boxes = [*drawings.squares, *round_ones]
    pens = [stroke for stroke in drawings.strokes if stroke not in round_ones]
    marks = [CheckMark(box, is_ticked(box, [*pens, *drawings.filled])) for box in boxes]
    return marks + [
        CheckMark(one, True)
        for one in drawings.filled
        if not any(box.contains(*one.center) for box in boxes)
        and any(_is_alike(one, box) for box in boxes)
    ]


def rings_of(drawings: Drawings, words: Sequence[Word]) -> list[Box]:
    """Return the loops around print."""
    return [loop for loop in drawings.loops if _holds(loop, words)]


def free_ticks(drawings: Drawings, marks: Sequence[CheckMark]) -> list[Box]:
    """Return the strokes that may be ticks without a box: none of a box, a loop or a letter."""
    taken = [*drawings.loops, *drawings.filled, *(_around(mark.box) for mark in marks)]
    return [
        stroke
        for stroke in drawings.strokes
        if max(stroke.width, stroke.height) >= SMALLEST_TICK
        and not any(box == stroke or box.contains(*stroke.center) for box in taken)
    ]


def _holds(loop: Box, words: Sequence[Word]) -> bool:
    """Tell whether characters stand inside."""
    return any(
        loop.y0 <= word.box.center[1] <= loop.y1
        and any(loop.x0 <= (a + b) / 2 <= loop.x1 for a, b in pairwise(word.edges))
        for word in words
    )


def _is_alike(one: Box, square: Box) -> bool:
    size = abs(one.width - square.width) < ALIKE * square.width
    level = abs(one.center[1] - square.center[1]) < NEAR * square.height
    return size and level


def _around(square: Box) -> Box:
    return square.grown(REACH * square.width)


def is_ticked(square: Box, strokes: Sequence[Box]) -> bool:
    around = _around(square)
    return any(_ticks(stroke, square, around) for stroke in strokes)


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
