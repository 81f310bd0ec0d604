"""Long strokes that run nearly level, each as the straight line that fits its ink best."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

MIN_LENGTH = 0.1  # of the picture's longer side
RUN = 25  # px of unbroken ink along a stroke; print has no such runs
BRIDGE = 5  # px between runs of one stroke, where it steps from row to row
MAX_THICKNESS = 7.0  # px, mean
MAX_OFF = 2.5  # px, median, of a stroke's ink from its line


def straight_strokes(ink: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the nearly level strokes of a binarised picture (ink 255), n x (x0, y0, x1, y1)."""
    mask = cv2.dilate(ink, np.ones((2, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, BRIDGE), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height, area = stats[index].tolist()
        if width < MIN_LENGTH * max(ink.shape) or area / width > MAX_THICKNESS:
            continue
        rows, columns = np.nonzero(labels[y : y + height, x : x + width] == index)
        slope, start = np.polyfit(columns, rows, 1)
        if float(np.median(np.abs(rows - (slope * columns + start)))) <= MAX_OFF:
            found.append((x, y + start, x + width - 1, y + start + slope * (width - 1)))
    return np.asarray(found, np.float64).reshape(-1, 4)
