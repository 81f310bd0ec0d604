"""Streaks of a scanner's glass: thin dark lines from one edge of the scanned picture to the other.

They run exactly along the scanner's travel, while the page on the glass may lie askew. So they are
taken out before the page is turned, where they still are single columns of pixels.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .ocr import Image

WIDTH = 5.0  # units of 1/200 inch: what is wider is no streak
BANDS = 24  # parts of the page's length, of which nearly all show a streak
SEEN = 0.92  # of the bands
DEPTH = 5.0  # grey levels by which a streak is darker than what stands beside it
STEP = 4  # rows, of which one is looked at
ENDS = 2  # bands at each end that show it: a table's ruling leaves margins


def without_streaks(image: Image, unit: float) -> Image:
    """Return the picture with its streaks lightened by what they darken; print on them stays.

    `unit` is pixels per 1/200 inch.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    if min(grey.shape) < BANDS:
        return image
    upright, level = _depths(grey, unit), _depths(np.ascontiguousarray(grey.T), unit)
    if not (upright.any() or level.any()):
        return image
    lightened = image.astype(np.float32)
    lightened += upright[..., None]
    lightened += level.T[..., None]
    return np.asarray(np.clip(lightened, 0, 255), np.uint8)


def _depths(grey: NDArray[np.uint8], unit: float) -> NDArray[np.float32]:
    """Return by how much each pixel is darkened by upright streaks; 0 beside them."""
    reach = int(WIDTH * unit) | 1
    edges = np.linspace(0, len(grey), BANDS + 1).astype(int)
    bands = np.array([_median_depth(grey[a:b:STEP], reach) for a, b in pairwise(edges)], np.float32)
    shows = bands >= DEPTH
    through = (shows.mean(axis=0) >= SEEN) & shows[:ENDS].all(axis=0) & shows[-ENDS:].all(axis=0)
    if not through.any():
        return np.zeros((1, grey.shape[1]), np.float32)
    # A streak's soft rim is no streak by itself.
    rim = cv2.dilate(through.astype(np.uint8)[None], np.ones((1, 5), np.uint8))[0].astype(bool)
    return np.repeat(np.where(rim, bands, 0), np.diff(edges), axis=0)


def _median_depth(band: NDArray[np.uint8], reach: int) -> NDArray[np.float64]:
    """Return by how much each column of a band is darker than what stands within `reach` of it."""
    closed = cv2.morphologyEx(band, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    return np.asarray(np.median(cv2.subtract(closed, band), axis=0), np.float64)
