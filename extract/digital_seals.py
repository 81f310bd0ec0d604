"""Seals on a page with its own text: pictures, drawings or stamps laid on it, in red.

Only the places where one may be are rendered; a page without any costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pymupdf

from .geometry import Box
from .ocr import Engine, Image
from .pages import Seal
from .raster import Raster, bgr
from .seal_text import read_seals
from .seals import RED_EXCESS, SQUARENESS, find_red_seals
from .text_layer import TextLayer

SIDES = (20.0, 190.0)  # points, 7 to 67 mm: of a drawing that may be a seal
LEAST_RED = 170  # pixels at LOOK; the ring of the smallest seal has more
LOOK = 150 / 72  # pixels a point
MARGIN = 4.0  # points around a place


def seals_of(page: pymupdf.Page, layer: TextLayer, engine: Engine) -> tuple[Seal, ...]:
    """Return the red seals of a digital page, in upright points."""
    places = list(_places(page, layer))
    if not places:
        return ()
    drawn = page.get_displaylist()
    found: list[Seal] = []
    for place in places:
        for seal in _seals_in(drawn, layer, place, engine):
            if not any(other.box.contains(*seal.box.center) for other in found):
                found.append(seal)
    return tuple(found)


def _places(page: pymupdf.Page, layer: TextLayer) -> Iterator[Box]:
    """Yield where a seal may be, larger ones first, none inside another."""
    found = [box for box in layer.pictures if min(box.width, box.height) >= SIDES[0]]
    found += [box for box in layer.red if _is_seal_sized(box)]
    found += [layer.frame.upright(Box(*one.rect)) for one in (*page.annots(), *page.widgets())]
    looked: list[Box] = []
    for box in sorted(found, key=lambda box: -box.area):
        if box.area > 0 and not any(box.intersection(other) >= box.area for other in looked):
            looked.append(box)
            yield box


def _is_seal_sized(box: Box) -> bool:
    low, high = sorted((box.width, box.height))
    return SIDES[0] <= low and high <= SIDES[1] and low >= SQUARENESS * high


def _seals_in(
    drawn: pymupdf.DisplayList, layer: TextLayer, place: Box, engine: Engine
) -> Iterator[Seal]:
    around = layer.frame.locate(place.grown(MARGIN))
    matrix = pymupdf.Matrix(LOOK, LOOK)
    shown = bgr(drawn.get_pixmap(matrix, pymupdf.csRGB, alpha=0, clip=pymupdf.Rect(around)))
    if int((_redness(shown) > RED_EXCESS).sum()) < LEAST_RED:
        return
    upright = np.ascontiguousarray(np.rot90(shown, layer.rotation // 90))
    corner = layer.frame.upright(around)
    # Of a part of the page the unit is still that of the whole.
    unit = Raster(shown, LOOK, max(layer.width, layer.height) * LOOK).unit
    for seal in read_seals(upright, find_red_seals(upright, unit), LOOK, engine):
        x0, y0, x1, y1 = seal.box
        yield replace(
            seal,
            box=Box(x0 + corner.x0, y0 + corner.y0, x1 + corner.x0, y1 + corner.y0),
        )


def _redness(image: Image) -> np.ndarray:
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    return np.asarray(red - np.maximum(blue, green))
