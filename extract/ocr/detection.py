"""Text detection with a differentiable-binarisation network: image to map, map to quads.

The way from the network's map to boxes is that of the DB paper (Liao et al. 2020): threshold,
contours, mean score inside, and growing each shape back by area * ratio / perimeter.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Image, Quad

STRIDE = 32  # the network halves the page five times
MEAN = STD = 0.5
MAP_THRESHOLD = 0.3
BOX_SCORE = 0.5  # mean of the map inside a box, below which it is no text
UNCLIP_RATIO = 1.6
MIN_SIDE = 3  # px on the network's map
MAX_BOXES = 3000

Blob = NDArray[np.float32]


def to_blob(image: Image, side: int) -> Blob:
    """Scale a BGR page so that its longer side is about `side` px, as 1 x 3 x H x W."""
    height, width = image.shape[:2]
    ratio = side / max(height, width)
    size = [max(STRIDE, round(length * ratio / STRIDE) * STRIDE) for length in (width, height)]
    scaled = cv2.resize(image, (size[0], size[1]), interpolation=cv2.INTER_AREA)
    blob = (scaled.astype(np.float32) / 255.0 - MEAN) / STD
    return np.ascontiguousarray(blob.transpose(2, 0, 1)[None])


def to_quads(probability: Blob, width: int, height: int) -> list[Quad]:
    """Return the quads, in pixels of the page, of an H x W probability map."""
    mask = (probability > MAP_THRESHOLD).astype(np.uint8)
    mask = cv2.dilate(mask, np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    scale = np.array([width / mask.shape[1], height / mask.shape[0]], np.float32)
    quads = (_quad(contour, probability) for contour in contours[:MAX_BOXES])
    return [quad * scale for quad in quads if quad is not None]


def _quad(contour: NDArray[np.int32], probability: Blob) -> Quad | None:
    (cx, cy), (w, h), angle = cv2.minAreaRect(contour)
    if min(w, h) < MIN_SIDE or _score(contour, probability) < BOX_SCORE:
        return None
    # A rectangle grows to a rectangle: no polygon clipping is needed.
    grow = w * h * UNCLIP_RATIO / (2 * (w + h))
    rectangle = ((cx, cy), (w + 2 * grow, h + 2 * grow), angle)
    return ordered_clockwise(cv2.boxPoints(rectangle).astype(np.float32))


def _score(contour: NDArray[np.int32], probability: Blob) -> float:
    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [contour - (x, y)], (1,))
    return float(cv2.mean(probability[y : y + h, x : x + w], mask)[0])


def ordered_clockwise(points: Quad) -> Quad:
    """Order four corners clockwise from the top left one."""
    # By the angle around the middle: an upright quad that leans has both its upper corners on one
    # side of its lower ones.
    x, y = (points - points.mean(axis=0)).T
    around = points[np.argsort(np.arctan2(y, x))]
    return np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)
