"""Boxes and planar maps.

Everything is in PDF points (1/72 inch); the origin is the top left corner, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


class Box(NamedTuple):
    """An axis-parallel rectangle with x0 <= x1 and y0 <= y1, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def center(self) -> tuple[float, float]:
        return ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def intersection(self, other: Box) -> float:
        """Return the common area, 0 when they are apart."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def grown(self, margin: float) -> Box:
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def overlap_x(self, other: Box) -> float:
        """Return the length both cover on the x axis, 0 when none."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def overlap_y(self, other: Box) -> float:
        """Return the length both cover on the y axis, 0 when none."""
        return max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all; raises ValueError when there is none."""
    found = list(boxes)
    if not found:
        raise ValueError("no boxes")
    return Box(
        min(box.x0 for box in found),
        min(box.y0 for box in found),
        max(box.x1 for box in found),
        max(box.y1 for box in found),
    )


def intersection_over_union(one: Box, other: Box) -> float:
    common = one.intersection(other)
    whole = one.area + other.area - common
    return common / whole if whole > 0 else 0.0


@dataclass(frozen=True)
class Frame:
    """How the upright, flat page lies in the page as displayed.

    `matrix` is a 3x3 homography, row by row, from upright points to displayed points.
    """

    width: float  # of the page as displayed
    height: float
    matrix: Matrix = IDENTITY

    def locate(self, box: Box) -> Box:
        """Return the displayed box around a box of the upright page, cut to the page."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [min(max(x, 0.0), self.width) for x, _ in corners]
        ys = [min(max(y, 0.0), self.height) for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self.matrix
        scale = g * x + h * y + i
        return ((a * x + b * y + c) / scale, (d * x + e * y + f) / scale)

    def upright(self, box: Box) -> Box:
        """Return the box of the upright page around a displayed one; undoes `locate`."""
        a, b, c, d, e, f, g, h, i = self.matrix
        # The adjugate is the inverse up to a factor, which a homography does not know.
        back: Matrix = (
            *(e * i - f * h, c * h - b * i, b * f - c * e),
            *(f * g - d * i, a * i - c * g, c * d - a * f),
            *(d * h - e * g, b * g - a * h, a * e - b * d),
        )
        inverse = Frame(self.width, self.height, back)
        corners = [inverse.point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))
