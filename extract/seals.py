"""Seals: round, oval or square stamps, in red ink or, on grey copies, by their ring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from .ocr import Image

RED_EXCESS = 28  # by how much a seal's red exceeds green and blue, of 255; a faint one's too
GAIN = 2.2  # darkness for each level of excess
MIN_DIAMETER = 110  # units of 1/200 inch: 14 mm
MIN_SQUARE = 64  # 8 mm, a personal seal
MAX_DIAMETER = 480  # 61 mm
SQUARENESS = 0.58  # short side by long side of a seal's box: 45 mm by 30 mm, the oval of invoices
ROUND = 0.88  # from which on a seal is round or square
SHARE = (0.06, 0.45)  # of the box that is inked; an emblem is filled
DIRECTIONS = 72  # of an ellipse, looked at for ink
ON_RING = (0.87, 1.03)  # of the half axes
CLOSED = 0.72  # of the directions in which a ring shows ink
COARSE = 0.5  # scale of the search for rings, of 200 dpi
APART = 30  # px there, between the middles of two rings
EDGE, ROUNDNESS = 100, 0.7  # of OpenCV's HOUGH_GRADIENT_ALT

Shape = Literal["round", "oval", "square"]
Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Stamp:
    """A seal's outline in pixels of the flat page: its middle and half its width and height."""

    x: float
    y: float
    rx: float
    ry: float
    shape: Shape
    red: bool

    def holds(self, other: Stamp) -> bool:
        return abs(other.x - self.x) < self.rx and abs(other.y - self.y) < self.ry


def find_seals(image: Image, unit: float) -> list[Stamp]:
    """Return the seals of a flat BGR page, larger ones first; `unit` is pixels per 1/200 inch."""
    grey = _rings(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), unit, is_red=False)
    return _distinct([*_in_red(image, unit), *grey])


def find_red_seals(image: Image, unit: float) -> list[Stamp]:
    """Return the seals in red ink alone, as `find_seals` does all."""
    return _distinct(list(_in_red(image, unit)))


def _in_red(image: Image, unit: float) -> Iterator[Stamp]:
    red = red_ink(image)
    if int((red < 255 - RED_EXCESS * GAIN).sum()) > MIN_DIAMETER * unit:
        yield from _patches(red, unit)
        yield from _rings(red, unit, is_red=True)


def red_ink(image: Image) -> Grey:
    """Return a page's red ink alone, dark on white."""
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    return np.clip(255 - (red - np.maximum(blue, green)) * GAIN, 0, 255).astype(np.uint8)


def _patches(red: Grey, unit: float) -> Iterator[Stamp]:
    """Yield connected red ink that is as large, as square and as loosely inked as a seal."""
    ink = (red < 255 - RED_EXCESS * GAIN).astype(np.uint8)
    reach = int(8 * unit) | 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    for x, y, w, h, _ in stats[1:].tolist():
        if not MIN_SQUARE * unit <= max(w, h) <= MAX_DIAMETER * unit:
            continue
        share = float(ink[y : y + h, x : x + w].mean())
        ratio = min(w, h) / max(w, h)
        if ratio < SQUARENESS or not SHARE[0] <= share <= SHARE[1]:
            continue
        patch = Stamp(x + w / 2, y + h / 2, w / 2, h / 2, "round", True)
        if max(w, h) >= MIN_DIAMETER * unit and _closed(ink, patch) >= CLOSED:
            yield patch if ratio >= ROUND else _shaped(patch, "oval")
        elif ratio >= ROUND and _framed(ink[y : y + h, x : x + w]):
            yield _shaped(patch, "square")


def _shaped(stamp: Stamp, shape: Shape) -> Stamp:
    return Stamp(stamp.x, stamp.y, stamp.rx, stamp.ry, shape, stamp.red)


def _closed(ink: Grey, stamp: Stamp) -> float:
    """Return the share of directions in which the outline of an ellipse shows ink."""
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)[:, None]
    radii = np.linspace(*ON_RING, max(int(0.16 * stamp.rx), 6))[None]
    x = np.clip(stamp.x + stamp.rx * radii * np.cos(angles), 0, ink.shape[1] - 1).astype(int)
    y = np.clip(stamp.y + stamp.ry * radii * np.sin(angles), 0, ink.shape[0] - 1).astype(int)
    return float(ink[y, x].any(axis=1).mean())


def _framed(ink: Grey) -> bool:
    """Tell a square seal: ink along all four sides."""
    depth = max(min(ink.shape) // 8, 2)
    sides = (ink[:depth], ink[-depth:], ink[:, :depth].T, ink[:, -depth:].T)
    return all(float(side.any(axis=0).mean()) >= CLOSED for side in sides)


def _rings(grey: Grey, unit: float, *, is_red: bool) -> Iterator[Stamp]:
    ratio = COARSE / unit
    coarse = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), 0.8)
    low, high = (round(diameter * COARSE / 2) for diameter in (MIN_DIAMETER, MAX_DIAMETER))
    found = cv2.HoughCircles(
        coarse,
        cv2.HOUGH_GRADIENT_ALT,
        dp=1.5,
        minDist=APART,
        param1=EDGE,
        param2=ROUNDNESS,
        minRadius=low,
        maxRadius=high,
    )
    for x, y, radius in [] if found is None else found.reshape(-1, found.shape[-1])[:, :3]:
        ring = Stamp(x / ratio, y / ratio, radius / ratio, radius / ratio, "round", is_red)
        if _inked(grey, ring) <= SHARE[1]:
            yield ring


def _inked(grey: Grey, ring: Stamp) -> float:
    """Return the share of a ring's inside that is ink."""
    x0, x1 = max(int(ring.x - ring.rx), 0), int(ring.x + ring.rx)
    y0, y1 = max(int(ring.y - ring.ry), 0), int(ring.y + ring.ry)
    inside = grey[y0:y1, x0:x1]
    if not inside.size:
        return 1.0
    paper = float(np.percentile(inside, 95))
    return float((inside < paper - RED_EXCESS).mean())


def _distinct(found: Sequence[Stamp]) -> list[Stamp]:
    """Drop what lies inside a larger seal, and the same seal found again."""
    kept: list[Stamp] = []
    for stamp in sorted(found, key=lambda stamp: -stamp.rx * stamp.ry):
        if not any(other.holds(stamp) for other in kept):
            kept.append(stamp)
    return kept
