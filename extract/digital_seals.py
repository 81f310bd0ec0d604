"""Seals on a page with its own text: pictures or drawings in red, seen in the rendered page."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf

from .ocr import Engine, Image
from .pages import Seal
from .raster import Raster
from .seal_text import read_seals
from .seals import RED_EXCESS, find_seals
from .text_layer import TextLayer

GLANCE = 0.5  # pixels a point: enough to see whether anything is red
LEAST_RED = 40  # pixels there; the ring of the smallest seal has more
LOOK = 150 / 72  # pixels a point


def seals_of(page: pymupdf.Page, layer: TextLayer, engine: Engine) -> tuple[Seal, ...]:
    """Return the red seals of a digital page, in upright points; cheap where nothing is red."""
    if int((_redness(_pixels(page, GLANCE)) > RED_EXCESS).sum()) < LEAST_RED:
        return ()
    image = _pixels(page, LOOK)
    upright = np.ascontiguousarray(np.rot90(image, layer.rotation // 90))
    stamps = [stamp for stamp in find_seals(upright, Raster(image, LOOK).unit) if stamp.red]
    return tuple(read_seals(upright, stamps, LOOK, engine))


def _pixels(page: pymupdf.Page, scale: float) -> Image:
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB)
    rgb = np.frombuffer(pixmap.samples_mv, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), np.uint8)


def _redness(image: Image) -> np.ndarray:
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    return np.asarray(red - np.maximum(blue, green))
