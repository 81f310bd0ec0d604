"""Seals on a page with its own text: pictures or drawings in red, seen in the rendered page."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf

from .ocr import Engine, Image
from .pages import Seal
from .raster import Raster, pixels_of
from .seal_text import read_seals
from .seals import RED_EXCESS, find_red_seals
from .text_layer import TextLayer

GLANCE = 0.5  # pixels a point: enough to see whether anything is red
LEAST_RED = 40  # pixels there; the ring of the smallest seal has more
LOOK = 150 / 72  # pixels a point


def seals_of(page: pymupdf.Page, layer: TextLayer, engine: Engine) -> tuple[Seal, ...]:
    """Return the red seals of a digital page, in upright points; cheap where nothing is red."""
    if int((_redness(pixels_of(page, GLANCE)) > RED_EXCESS).sum()) < LEAST_RED:
        return ()
    image = pixels_of(page, LOOK)
    upright = np.ascontiguousarray(np.rot90(image, layer.rotation // 90))
    stamps = find_red_seals(upright, Raster(image, LOOK).unit)
    return tuple(read_seals(upright, stamps, LOOK, engine))


def _redness(image: Image) -> np.ndarray:
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    return np.asarray(red - np.maximum(blue, green))
