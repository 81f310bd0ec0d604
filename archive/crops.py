"""Pieces of the original pages as pictures, with a box marked in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pymupdf

from extract.records import Bbox, Record

DPI = 130
LARGEST = 2_000_000  # pixels of a picture; a larger piece is shown smaller
MARGIN = (130.0, 30.0)  # points around a box, so that label and neighbours are seen


@dataclass(frozen=True)
class Crop:
    """A PNG, and where the marked box lies in it: x, y, width, height as shares of its size."""

    png: bytes
    mark: tuple[float, float, float, float] | None


@dataclass
class Pages:
    """The pages of a submission's original files; opened when first asked for."""

    record: Record
    original: Callable[[str], Path]
    _open: dict[str, pymupdf.Document | None] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for document in self._open.values():
            if document is not None:
                document.close()

    def crop(self, file: str, page: int, box: Bbox | None) -> Crop | None:
        """Return a box with its surroundings, or without a box the whole page.

        `None` where the file or the page cannot be shown any more.
        """
        document = self._document(file)
        if document is None or not 1 <= page <= document.page_count:
            return None
        try:
            shown = document[page - 1]
            piece = _piece(shown.rect, box)
            picture = shown.get_pixmap(matrix=_scale(piece), clip=piece)
            return Crop(picture.tobytes("png"), _mark(piece, box))
        except (RuntimeError, ValueError):
            return None

    def _document(self, file: str) -> pymupdf.Document | None:
        if file not in self._open:
            self._open[file] = self._opened(file)
        return self._open[file]

    def _opened(self, file: str) -> pymupdf.Document | None:
        found = next((one for one in self.record.files if one.path == file), None)
        if found is None:
            return None
        kind = Path(file).suffix.lstrip(".").lower()
        try:
            return pymupdf.open(self.original(found.sha256), filetype=kind)
        except (pymupdf.FileDataError, RuntimeError, ValueError):
            return None


def _piece(page: pymupdf.Rect, box: Bbox | None) -> pymupdf.Rect:
    if box is None:
        return page
    across, up = MARGIN
    return pymupdf.Rect(
        max(box[0] - across, page.x0),
        max(box[1] - up, page.y0),
        min(box[2] + across, page.x1),
        min(box[3] + up, page.y1),
    )


def _scale(piece: pymupdf.Rect) -> pymupdf.Matrix:
    scale = DPI / 72
    pixels = piece.width * piece.height * scale * scale
    if pixels > LARGEST:
        scale *= (LARGEST / pixels) ** 0.5
    return pymupdf.Matrix(scale, scale)


def _mark(piece: pymupdf.Rect, box: Bbox | None) -> tuple[float, float, float, float] | None:
    if box is None or piece.is_empty:
        return None
    return (
        (box[0] - piece.x0) / piece.width,
        (box[1] - piece.y0) / piece.height,
        (box[2] - box[0]) / piece.width,
        (box[3] - box[1]) / piece.height,
    )
