"""Print inside the pictures of a page that has its own text: a scan pasted into a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
import pymupdf

from .geometry import Box, Frame
from .ocr import Engine
from .pages import Page, Ruling, Word
from .raster import Raster, pixels_of
from .rulings import merged
from .scan import read_scan
from .settings import Settings
from .text_layer import TextLayer

MIN_SHARE = 0.15  # of the page: a smaller picture is an illustration
MIN_LINES = 8  # of print found in it; a photo has fewer
MIN_PRINT = 0.15  # share of the picture under lines of print; a chart has less
MAX_OWN = 0.3  # share of the picture under the page's own text, as of a background
OVERLAP = 0.2  # of a word, from which on the page's own text says it already
LEAST_PIXELS = 64


def with_picture_print(
    page: pymupdf.Page, layer: TextLayer, digital: Page, engine: Engine, settings: Settings
) -> Page:
    """Add to a digital page the words, rulings and seals in its pictures of print.

    A picture that lies another way than the page's own text is told in a note and left out.
    """
    for picture in layer.pictures:
        if not _may_hold_print(picture, layer):
            continue
        raster = _raster(page, layer, picture, settings)
        side = _side(raster, settings)
        if not _holds_print(raster, engine, side):
            continue
        part, _ = read_scan(
            digital.file, digital.number, raster, engine, replace(settings, detection_side=side)
        )
        if part.rotation:
            note = "此页内嵌图片的文字方向与页面不同，图片内容未读取，请看原件。"
            digital = replace(digital, notes=(*digital.notes, note))
            continue
        digital = _merged(digital, part, picture)
    return digital


def _may_hold_print(picture: Box, layer: TextLayer) -> bool:
    whole = Box(0, 0, layer.width, layer.height)
    if picture.intersection(whole) < MIN_SHARE * whole.area:
        return False
    own = sum(word.box.intersection(picture) for word in layer.words)
    return own < MAX_OWN * picture.area


def _raster(page: pymupdf.Page, layer: TextLayer, picture: Box, settings: Settings) -> Raster:
    """Return a picture as it lies on the upright page."""
    whole = Raster(np.zeros((1, 1, 3), np.uint8), settings.dpi / 72)
    shown = pixels_of(page, whole.scale, pymupdf.Rect(layer.frame.locate(picture)))
    upright = np.ascontiguousarray(np.rot90(shown, layer.rotation // 90))
    return Raster(upright, whole.scale, sheet=max(layer.width, layer.height) * whole.scale)


def _side(raster: Raster, settings: Settings) -> int:
    """Return the longer side for detection at the scale that a whole page would have."""
    side = settings.detection_side * max(raster.image.shape[:2]) / raster.sheet
    return max(int(side), LEAST_PIXELS)


def _holds_print(raster: Raster, engine: Engine, side: int) -> bool:
    quads = engine.detect(raster.image, side)
    printed = sum(float(cv2.contourArea(quad)) for quad in quads)
    height, width = raster.image.shape[:2]
    return len(quads) >= MIN_LINES and printed >= MIN_PRINT * height * width


def _merged(digital: Page, part: Page, picture: Box) -> Page:
    """Lay what was read in a picture over the page; `part` has the picture's corner as origin."""
    place = _Place(part.frame, picture)
    words = [place.word(word) for word in part.words]
    extra = [word for word in words if not _is_said(word, digital.words)]
    rulings = [place.ruling(ruling) for ruling in part.rulings]
    seals = tuple(replace(seal, box=place.box(seal.box)) for seal in part.seals)
    marks = tuple(replace(mark, box=place.box(mark.box)) for mark in part.check_marks)
    return replace(
        digital,
        words=(*digital.words, *extra),
        rulings=tuple(merged([*digital.rulings, *rulings])),
        seals=digital.seals or seals,
        check_marks=(*digital.check_marks, *marks),
        notes=(*digital.notes, "图片内的文字由图像识别。"),
    )


def _is_said(word: Word, own: Iterable[Word]) -> bool:
    return any(word.box.intersection(other.box) > OVERLAP * word.box.area for other in own)


class _Place:
    """Where the flat points of a picture lie on the upright page."""

    def __init__(self, frame: Frame, picture: Box) -> None:
        self._frame = frame
        self._picture = picture

    def box(self, box: Box) -> Box:
        x0, y0, x1, y1 = self._frame.locate(box)
        dx, dy = self._picture.x0, self._picture.y0
        return Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy)

    def word(self, word: Word) -> Word:
        box = self.box(word.box)
        ratio = box.width / max(word.box.width, 1e-6)
        edges = tuple(box.x0 + (edge - word.box.x0) * ratio for edge in word.edges)
        return replace(word, box=box, edges=edges)

    def ruling(self, ruling: Ruling) -> Ruling:
        """Return a ruling, level or plumb as it is on the flat picture."""
        box = self.box(ruling.box)
        x, y = box.center
        if ruling.horizontal:
            return Ruling(Box(box.x0, y, box.x1, y), True)
        return Ruling(Box(x, box.y0, x, box.y1), False)
