"""A form as a scanner sees it, for the tests of what looks at pixels."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from extract.flatten import Flat
from extract.forensics import Sight
from extract.geometry import Box
from extract.text_layer import read_text_layer
from extract.trust import Trust

from .papers import form, sight_of

SCALE = 200 / 72
Pixels = NDArray[np.uint8]


def clean() -> Pixels:
    pixmap = form()[1].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width).copy()


def scanned(paper: int = 244) -> Pixels:
    """Dim, blur and grain the form, as JPEG stores it."""
    soft = cv2.GaussianBlur(clean().astype(np.float32) * (paper - 50) / 255 + 50, (0, 0), 0.7)
    grain = cv2.GaussianBlur(np.random.default_rng(1).normal(0, 3, soft.shape), (0, 0), 0.7)
    return stored(np.clip(soft + grain, 0, 255))


def stored(pixels: NDArray[np.floating]) -> Pixels:
    data = cv2.imencode(".jpg", pixels.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 75])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def sight(image: Pixels, page: pymupdf.Page | None = None) -> Sight:
    """Return the sight of a scan: the form's own words stand for what OCR reads."""
    shown = sight_of(form()[0])
    words = tuple(replace(w, origin="ocr", confidence=0.99) for w in shown.page.words)
    if page is None:
        page = pymupdf.open().new_page(width=595, height=842)
    flat = Flat(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), (), np.eye(3), 0, 0.0)
    read = replace(shown.page, digital=False, words=words)
    return Sight(page, read, read_text_layer(page), Trust.SCAN, flat)


def slices(box: Box, margin: int = 3) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (round(side * SCALE) for side in box)
    return slice(y0 - margin, y1 + margin), slice(x0 - margin, x1 + margin)
