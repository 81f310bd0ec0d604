"""Pieces of the original pages as pictures, with a box marked in them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.errors import DocumentError
from extract.pictures import NARROWEST, WIDEST, Order
from extract.records import Bbox, Record

DPI = 130
LARGEST = 2_000_000  # pixels of a picture; a larger piece is shown smaller
A4 = (595.3, 841.9)
MARGIN = (130.0, 30.0)  # points around a box, so that label and neighbours are seen


@dataclass(frozen=True)
class Crop:
    """A PNG, and where the marked box lies in it: x, y, width, height as shares of its size."""

    png: bytes
    mark: tuple[float, float, float, float] | None


Draw = Callable[[Order], bytes]


@dataclass(frozen=True)
class Pages:
    """The pages of a submission's original files, drawn by a guarded process.

    `draw` gives a PNG of an order; it raises DocumentError where it cannot.
    """

    record: Record
    original: Callable[[str], Path]
    draw: Draw

    def crop(self, file: str, page: int, box: Bbox | None) -> Crop | None:
        """Return a box with its surroundings, or without a box the whole page.

        `None` where the file or the page cannot be shown any more.
        """
        found = next((one for one in self.record.files if one.path == file), None)
        typed = (one for one in self.record.pages if (one.file, one.page) == (file, page))
        if found is None or page < 1:
            return None
        size = next(((one.width, one.height) for one in typed if one.width), A4)
        piece = _piece(size, box)
        order = Order(
            path=self.original(found.sha256).resolve(),
            suffix=Path(file).suffix,
            page=page,
            width=_pixels(piece),
            box=piece,
        )
        try:
            return Crop(self.draw(order), _mark(piece, box))
        except DocumentError:
            return None


def _piece(page: tuple[float, float], box: Bbox | None) -> Bbox:
    width, height = page
    if box is None:
        return 0.0, 0.0, width, height
    across, up = MARGIN
    return (
        max(box[0] - across, 0.0),
        max(box[1] - up, 0.0),
        min(box[2] + across, width),
        min(box[3] + up, height),
    )


def _pixels(piece: Bbox) -> int:
    """Return the width of a piece's picture."""
    width, height = piece[2] - piece[0], piece[3] - piece[1]
    scale = min(DPI / 72, math.sqrt(LARGEST / max(width * height, 1.0)))
    return min(max(round(width * scale), NARROWEST), WIDEST)


def _mark(piece: Bbox, box: Bbox | None) -> tuple[float, float, float, float] | None:
    width, height = piece[2] - piece[0], piece[3] - piece[1]
    if box is None or width <= 0 or height <= 0:
        return None
    return (
        (box[0] - piece[0]) / width,
        (box[1] - piece[1]) / height,
        (box[2] - box[0]) / width,
        (box[3] - box[1]) / height,
    )
