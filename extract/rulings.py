"""Ruling lines: found in pixels, and tidied whichever way they came."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .faint_rulings import PixelBox, block_edges, dotted_strokes, through_heads
from .geometry import Box
from .ocr import Image
from .pages import Ruling
from .ruling_groups import by_position
from .worn_rulings import with_worn_parts

MIN_HORIZONTAL = 60  # units of 1/200 inch; longer than any stroke of body text
MIN_VERTICAL = 46  # a row of a form is higher
MIN_FREE = 170  # units: a vertical ruling as long needs to meet no other
EDGE = 2.0  # points from the page's top and bottom, which no table reaches
MEETS = 5.0  # points within which two rulings meet
KERNEL = 0.85  # of the minimum: the straight run that is looked for
MIN_COVER = 0.8  # of its length where a ruling shows ink
MAX_BESIDE = 0.3  # ink on the barer side of a ruling
MAX_THICKNESS = 14
BRIDGE = 1.5  # a break that closing mends

SNAP = 2.5  # points: parallel rulings nearer than this are one
JOIN = 8.0  # points: collinear rulings with a smaller gap are one


def pixel_rulings(
    ink: NDArray[np.uint8], unit: float, scale: float, grey: NDArray[np.uint8] | None = None
) -> list[Ruling]:
    """Return the rulings of a flat, binarised page (ink 255), in points.

    `unit` is pixels per 1/200 inch, `scale` pixels a point. In `grey`, the same page, the edges
    of filled areas are found too.
    """
    horizontal = _strokes(ink, unit, MIN_HORIZONTAL, horizontal=True)
    vertical = _strokes(ink, unit, MIN_VERTICAL, horizontal=False)
    horizontal += dotted_strokes(ink, unit, horizontal=True)
    vertical += dotted_strokes(ink, unit, horizontal=False)
    blocks = list(block_edges(grey, unit)) if grey is not None else []
    for x0, y0, x1, y1 in blocks:
        horizontal += [(x0, y0, x1, y0 + 1), (x0, y1 - 1, x1, y1)]
        vertical += [(x0, y0, x0 + 1, y1), (x1 - 1, y0, x1, y1)]
    if grey is not None:
        vertical += through_heads(grey, blocks, vertical, unit)
    found = [Ruling(_points(box, scale), True) for box in horizontal]
    found += [Ruling(_points(box, scale), False) for box in vertical]
    bottom = ink.shape[0] / scale - EDGE
    # What runs to the page's top or bottom is a scratch of the scanner's glass, or a fold.
    found = [r for r in found if r.horizontal or (r.span[0] > EDGE and r.span[1] < bottom)]
    held = [r for r in merged(found) if r.horizontal or _is_held(r, found, unit, scale)]
    return held if grey is None else merged(with_worn_parts(held, grey, unit, scale))


def _is_held(ruling: Ruling, others: Sequence[Ruling], unit: float, scale: float) -> bool:
    """Tell a vertical ruling from an upright stroke of large print: it is long, or meets others."""
    low, high = ruling.span
    if (high - low) * scale >= MIN_FREE * unit:
        return True
    return any(
        other.horizontal
        and low - MEETS <= other.position <= high + MEETS
        and other.span[0] - MEETS <= ruling.position <= other.span[1] + MEETS
        for other in others
    )


def binarised(image: Image, unit: float) -> NDArray[np.uint8]:
    """Return ink as 255 on 0, by the level of the paper around each pixel."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    block = int(25 * unit) * 2 + 1
    return np.asarray(
        cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 18
        ),
        np.uint8,
    )


def _strokes(
    ink: NDArray[np.uint8], unit: float, minimum: int, *, horizontal: bool
) -> list[PixelBox]:
    """Return the long straight strokes in one direction, in pixels."""
    if not horizontal:
        return [
            (x0, y0, x1, y1)
            for y0, x0, y1, x1 in _strokes(
                np.ascontiguousarray(ink.T), unit, minimum, horizontal=True
            )
        ]
    length = max(int(minimum * unit * KERNEL), 8)
    bridge = int(BRIDGE * unit) * 2 + 1
    mask = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8))
    # A line that is slightly bent steps from row to row: thicken it across before opening.
    mask = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = []
    for x, y, w, h, area in stats[1:].tolist():
        thin = area / w <= MAX_THICKNESS * unit and h < w / 3
        if w >= minimum * unit and thin and _stands_alone(ink, (x, y, x + w, y + h), unit):
            boxes.append((x, y, x + w, y + h))
    return boxes


def _stands_alone(ink: NDArray[np.uint8], box: PixelBox, unit: float) -> bool:
    """Tell a ruling from strokes of print in a row: it is unbroken, and one side is bare."""
    x0, y0, x1, y1 = box
    body = ink[y0:y1, x0:x1]
    if float((body.max(axis=0) > 0).mean()) < MIN_COVER:
        return False
    reach = max(int(4 * unit), 2)
    above = ink[max(y0 - 1 - reach, 0) : max(y0 - 1, 0), x0:x1]
    below = ink[y1 + 1 : y1 + 1 + reach, x0:x1]
    sides = [float((side > 0).mean()) if side.size else 0.0 for side in (above, below)]
    return min(sides) < MAX_BESIDE


def _points(box: PixelBox, scale: float) -> Box:
    x0, y0, x1, y1 = (side / scale for side in box)
    return Box(x0, y0, x1, y1)


def merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Join collinear and doubled rulings; each result is a line without thickness."""
    return _merged_direction(rulings, True) + _merged_direction(rulings, False)


def _merged_direction(rulings: Sequence[Ruling], horizontal: bool) -> list[Ruling]:
    chosen = (ruling for ruling in rulings if ruling.horizontal is horizontal)
    lines: list[Ruling] = []
    for group in by_position(chosen, SNAP):
        lines.extend(_joined(group, horizontal))
    return lines


def _joined(group: Sequence[Ruling], horizontal: bool) -> list[Ruling]:
    """Join the spans of rulings that share a position, weighting it by length."""
    spans = sorted((ruling.span, ruling.position) for ruling in group)
    joined: list[list[tuple[tuple[float, float], float]]] = []
    end = -1e9
    for (low, high), position in spans:
        if joined and low - end <= JOIN:
            joined[-1].append(((low, high), position))
        else:
            joined.append([((low, high), position)])
            end = low
        end = max(end, high)
    return [_line(parts, horizontal) for parts in joined]


def _line(parts: Sequence[tuple[tuple[float, float], float]], horizontal: bool) -> Ruling:
    low = min(span[0] for span, _ in parts)
    high = max(span[1] for span, _ in parts)
    lengths = [max(span[1] - span[0], 0.1) for span, _ in parts]
    position = sum(p * n for (_, p), n in zip(parts, lengths, strict=True)) / sum(lengths)
    return Ruling.at(position, low, high, horizontal=horizontal)
