"""Parts of pages: which part to show around a box, and where the box lies in its picture.

A part is in points of the page as displayed; its picture is set upright, so that a page that was
scanned sideways can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from extract.records import Bbox

Rotation = Literal[0, 90, 180, 270]
ROTATIONS: tuple[Rotation, ...] = get_args(Rotation)

AROUND = 40.0  # points shown above and below a box
CLOSE = 5.0  # points shown around a box that is shown alone
TALLEST = 300.0  # points of a strip across the line


@dataclass(frozen=True)
class Window:
    """A part of a page whose content is turned by `rotation` degrees clockwise."""

    box: Bbox
    rotation: Rotation = 0

    @property
    def width(self) -> float:
        """Return the width of the upright picture, in points."""
        return self._sides()[1 if self.rotation in (90, 270) else 0]

    @property
    def height(self) -> float:
        return self._sides()[0 if self.rotation in (90, 270) else 1]

    def place(self, box: Bbox) -> Bbox:
        """Return where a box of the page lies in the upright picture, in points."""
        x0, y0 = self._upright(box[0], box[1])
        x1, y1 = self._upright(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _sides(self) -> tuple[float, float]:
        x0, y0, x1, y1 = self.box
        return x1 - x0, y1 - y0

    def _upright(self, x: float, y: float) -> tuple[float, float]:
        x0, y0, x1, y1 = self.box
        match self.rotation:
            case 90:
                return y - y0, x1 - x
            case 180:
                return x1 - x, y1 - y
            case 270:
                return y1 - y, x - x0
        return x - x0, y - y0


def strip(box: Bbox, page: tuple[float, float], rotation: Rotation = 0) -> Window:
    """Return the part of a page, given as (width, height), that shows the lines of a box whole."""
    width, height = page
    if rotation in (90, 270):
        low, high = _around(box[0], box[2], width)
        return Window((low, 0.0, high, height), rotation)
    low, high = _around(box[1], box[3], height)
    return Window((0.0, low, width, high), rotation)


def close_up(box: Bbox, page: tuple[float, float], rotation: Rotation = 0) -> Window:
    """Return the part of a page that shows a box alone."""
    width, height = page
    x0, y0, x1, y1 = box
    return Window(
        (
            max(x0 - CLOSE, 0.0),
            max(y0 - CLOSE, 0.0),
            min(x1 + CLOSE, width),
            min(y1 + CLOSE, height),
        ),
        rotation,
    )


def _around(low: float, high: float, end: float) -> tuple[float, float]:
    """Return the stretch around one of a line, not longer than `TALLEST`."""
    low, high = max(low - AROUND, 0.0), min(high + AROUND, end)
    return low, min(high, low + TALLEST)
