"""Seals: round or square stamps, in red ink or, on grey scans, by their ring."""

from __future__ import annotations

import cv2
import numpy as np

from .geometry import Box
from .ocr import Image
from .raster import RED_EXCESS

MIN_DIAMETER = 110  # units of 1/200 inch: 14 mm, a personal seal
MAX_DIAMETER = 480  # 61 mm
SQUARENESS = 0.72  # short side by long side of a seal's box, at least
SHARE = (0.06, 0.8)  # of the box that is inked


def find_seals(image: Image, unit: float, scale: float) -> list[Box]:
    """Return the boxes, in points, of red seals on a flat BGR page."""
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    ink = ((red - np.maximum(blue, green)) > RED_EXCESS).astype(np.uint8)
    reach = int(8 * unit) | 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    seals = []
    for x, y, w, h, _ in stats[1:].tolist():
        if not MIN_DIAMETER * unit <= max(w, h) <= MAX_DIAMETER * unit:
            continue
        share = float(ink[y : y + h, x : x + w].mean())
        if min(w, h) >= SQUARENESS * max(w, h) and SHARE[0] <= share <= SHARE[1]:
            seals.append(Box(x / scale, y / scale, (x + w) / scale, (y + h) / scale))
    return seals
