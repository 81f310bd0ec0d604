"""Loops drawn by hand around words of a scanned page: circled options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .pages import Ruling

WIDTH = (45, 420)  # units of 1/200 inch
HEIGHT = (28, 110)
THICKNESS = 3  # units on both sides of a ruling that are taken out with it
LEVEL = 200  # units
BRIDGE = 7  # units: breaks in a loop that are closed
FULL = (0.55, 0.9)  # share of its box that a loop encloses: an ellipse 0.79, a frame 1
THIN = 0.45  # share of its box that is ink, print inside it included
ON_LOOP = 0.88  # share of its outline that lies near the enclosing ellipse
NEAR = 0.25  # of the half axes


def pixel_rings(
    ink: NDArray[np.uint8], rulings: Sequence[Ruling], unit: float, scale: float
) -> list[Box]:
    """Return the boxes, in points, of loops on a flat, binarised page (ink 255)."""
    bare = _without(ink, rulings, unit, scale)
    reach = max(int(BRIDGE * unit), 2)
    closed = cv2.morphologyEx(
        bare, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    contours, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    return [
        Box(*(side / scale for side in (x, y, x + w, y + h)))
        for x, y, w, h in _loops(contours, bare, unit)
    ]


def _without(
    ink: NDArray[np.uint8], rulings: Sequence[Ruling], unit: float, scale: float
) -> NDArray[np.uint8]:
    bare = ink.copy()
    margin = THICKNESS * unit
    for ruling in rulings:
        if ruling.horizontal and ruling.box.width * scale < LEVEL * unit:
            continue  # what looks like a short ruling may be the level part of a loop
        x0, y0, x1, y1 = (side * scale for side in ruling.box)
        rows = slice(max(int(y0 - margin), 0), int(y1 + margin) + 1)
        columns = slice(max(int(x0 - margin), 0), int(x1 + margin) + 1)
        bare[rows, columns] = 0
    return bare


def _loops(
    contours: Sequence[NDArray[np.int32]], bare: NDArray[np.uint8], unit: float
) -> Iterator[tuple[int, int, int, int]]:
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if not (WIDTH[0] * unit <= w <= WIDTH[1] * unit and HEIGHT[0] * unit <= h):
            continue
        if h > HEIGHT[1] * unit or h > w:
            continue
        full = cv2.contourArea(cv2.convexHull(contour)) / (w * h)
        if not FULL[0] <= full <= FULL[1] or cv2.contourArea(contour) < FULL[0] * w * h:
            continue
        inside = bare[y : y + h, x : x + w] > 0
        if float(inside.mean()) <= THIN and _runs_round(contour, x, y, w, h):
            yield x, y, w, h


def _runs_round(contour: NDArray[np.int32], x: int, y: int, w: int, h: int) -> bool:
    """Tell an outline that keeps to an ellipse from the ragged one of print."""
    points = contour[:, 0].astype(np.float64)
    along = np.hypot((points[:, 0] - x - w / 2) / (w / 2), (points[:, 1] - y - h / 2) / (h / 2))
    return bool((np.abs(along - 1) < NEAR).mean() >= ON_LOOP)
