"""Rulings that are no unbroken strokes: dotted, dashed, worn off, or the edges of filled areas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

PixelBox = tuple[int, int, int, int]  # x0, y0, x1, y1
Ink = NDArray[np.uint8]

# In units of 1/200 inch, where nothing else is said
THICK = 6  # what is thicker across is no ruling
GAP = 13  # longest break between two dots
LONGEST_DOT = 16  # mean length of a dot and its break
MIN_HORIZONTAL = 160
MIN_VERTICAL = 60
MIN_COVER = 0.2  # of a dotted ruling's length that shows ink
REACH = 4  # beside a ruling, where nothing may be drawn
BARE = 0.06  # share of ink there that specks make
AHEAD = 22  # beyond an end, where print makes the dots a leader to a figure
PRINT = 0.35  # share of the columns there that print inks, and a line does not
MARGIN = 2  # pixels to the page's edge
STROKE = 10  # no stroke of print is as wide
MIN_BLOCK = (60, 34)  # of a filled area's sides
DARK = 0.7  # of the paper's brightness
LONG = 120  # of the longer side of a head, or a column of them
GROUND = 0.4  # of a filled area's box that no print comes near: bold print has less
MEETING = 14  # from a head's edge, within which an upright ruling ends at it
CONTRAST = 30  # grey levels of light print on a dark ground
ACROSS = 0.08  # of a head's height
FILLED = 0.7  # of a filled area's box, print in it left out


def dotted_strokes(ink: Ink, unit: float, *, horizontal: bool) -> list[PixelBox]:
    """Return the dotted or broken straight lines of one direction, in pixels (ink 255)."""
    if not horizontal:
        across = np.ascontiguousarray(ink.T)
        return [(x0, y0, x1, y1) for y0, x0, y1, x1 in _dotted(across, unit, MIN_VERTICAL)]
    return [box for box in _dotted(ink, unit, MIN_HORIZONTAL) if not _leads(ink, box, unit)]


def _dotted(ink: Ink, unit: float, minimum: int) -> list[PixelBox]:
    thick = max(int(THICK * unit), 3)
    thin = ink & ~cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick, 1), np.uint8))
    gap = int(GAP * unit) | 1
    mask = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    length = max(int(minimum * unit * 0.85), 8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = []
    for x, y, w, h, _ in stats[1:].tolist():
        box = (x, y, x + w, y + h)
        if w >= minimum * unit and h <= 2.5 * thick and _is_dotted(ink, box, unit):
            boxes.append(box)
    return boxes


def _is_dotted(ink: Ink, box: PixelBox, unit: float) -> bool:
    """Tell dots in a row, bare on both sides, from strokes of print."""
    x0, y0, x1, y1 = box
    along = ink[y0:y1, x0:x1].max(axis=0) > 0
    dots = int(np.count_nonzero(np.diff(along.astype(np.int8)) == 1)) + 1
    if along.mean() < MIN_COVER or (x1 - x0) / dots > LONGEST_DOT * unit:
        return False
    reach = max(int(REACH * unit), 2)
    sides = (
        ink[max(y0 - 1 - reach, 0) : max(y0 - 1, 0), x0:x1],
        ink[y1 + 1 : y1 + 1 + reach, x0:x1],
    )
    return not any(side.size and float((side > 0).mean()) > BARE for side in sides)


def _leads(ink: Ink, box: PixelBox, unit: float) -> bool:
    """Tell dots that lead from print to a figure: print, more than a line, stands at an end."""
    x0, y0, x1, y1 = box
    ahead, middle = int(AHEAD * unit), (y0 + y1) // 2
    rows = slice(max(middle - ahead // 2, 0), middle + ahead // 2)
    ends = (ink[rows, max(x0 - ahead, 0) : max(x0 - 3, 0)], ink[rows, x1 + 3 : x1 + ahead])
    return any(end.size and float((end.max(axis=0) > 0).mean()) > PRINT for end in ends)


def block_edges(grey: Ink, unit: float) -> Iterator[PixelBox]:
    """Yield the boxes of filled dark rectangles inside a page: heads with white print.

    What touches the page's edge is what lies around the paper.
    """
    height, width = grey.shape
    paper = float(np.percentile(grey, 75))
    dark = np.where(grey < DARK * paper, 255, 0).astype(np.uint8)
    size = max(int(STROKE * unit), 3)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    # Print in the area leaves holes, which the area around them closes.
    hole = int(16 * unit) | 1
    whole = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((hole, hole), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    found = _boxes(stats, unit)
    # A head and a column of heads may meet in a corner: level and upright parts apart.
    long = int(LONG * unit)
    for index in range(1, count):
        w, h, area = stats[index, 2:]
        if min(w, h) >= long and area < FILLED * w * h:
            own = np.where(labels == index, 255, 0).astype(np.uint8)
            for kernel in (np.ones((1, long), np.uint8), np.ones((long, 1), np.uint8)):
                part = cv2.morphologyEx(own, cv2.MORPH_OPEN, kernel)
                found += _boxes(cv2.connectedComponentsWithStats(part, connectivity=8)[2], unit)
    for x0, y0, x1, y1 in found:
        inside = min(x0, y0, width - x1, height - y1) > MARGIN
        if inside and float((solid[y0:y1, x0:x1] > 0).mean()) >= GROUND:
            yield (x0, y0, x1, y1)


def through_heads(
    grey: Ink, blocks: Iterable[PixelBox], upright: Sequence[PixelBox], unit: float
) -> list[PixelBox]:
    """Lengthen upright rulings that end at a filled head through it: on dark ground none shows.

    Where light print stands in the way, the cell goes on across.
    """
    found = []
    for block in blocks:
        x0, y0, x1, y1 = block
        if x1 - x0 <= y1 - y0:
            continue
        reach = MEETING * unit
        for left, top, right, bottom in upright:
            middle = (left + right) // 2
            meets = y0 < top <= y1 + reach < bottom or top < y0 - reach <= bottom < y1
            inside = x0 + reach < middle < x1 - reach
            if meets and inside and not _crossed(grey, block, middle, unit):
                found.append((left, y0, right, y1))
    return found


def _crossed(grey: Ink, block: PixelBox, x: int, unit: float) -> bool:
    """Tell whether light print crosses a place in a dark area; a light line along it does not."""
    x0, y0, x1, y1 = block
    ground = grey[y0:y1, x0:x1]
    margin = max(int(2 * unit), 1)
    half = max(int(unit), 1)
    dark, light = (float(level) for level in np.percentile(ground, (25, 99)))
    strip = grey[y0 + margin : y1 - margin, x - half : x + half + 1]
    lit = (strip > (dark + light) / 2).any(axis=1) if light - dark > CONTRAST else np.zeros(1)
    return ACROSS < float(lit.mean()) < 1 - ACROSS


def _boxes(stats: NDArray[np.int32], unit: float) -> list[PixelBox]:
    """Return the boxes of connected parts that are large and fill theirs."""
    return [
        (x, y, x + w, y + h)
        for x, y, w, h, area in stats[1:].tolist()
        if max(w, h) >= MIN_BLOCK[0] * unit
        and min(w, h) >= MIN_BLOCK[1] * unit
        and area >= FILLED * w * h
    ]
