"""The picture that a scanned page is, as the file stores it.

A rendered and straightened page has lost what tells pieces apart: its grain is smoothed by
interpolation, and the blocks of its compression lie nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from ..geometry import Box
from ..pages import Page

WHOLE = 0.7  # share of the page that makes a picture its scan
TABLES, START_OF_SCAN = 0xDB, 0xDA  # markers of JPEG segments
LEAST_PIXELS = 600  # of the longer side: less holds no figures

Grey = NDArray[np.uint8]
Homography = NDArray[np.float64]


Steps = tuple[tuple[float, ...], ...]
ONES: Steps = ((1.0,) * 8,) * 8


@dataclass(frozen=True)
class Blocks:
    """The 8 x 8 blocks of a JPEG: where the first whole one begins, and the steps of coefficients.

    A picture that is stored without loss has steps of 1: it may have been a JPEG before.
    """

    left: int = 0
    top: int = 0
    steps: Steps = ONES  # by vertical, then horizontal frequency


@dataclass(frozen=True)
class Picture:
    """A page's scan in grey, turned by quarters so that its text is upright, skew left as it is.

    `to_pixels` leads from points of the upright page to pixels.
    """

    grey: Grey
    to_pixels: Homography
    blocks: Blocks = Blocks()

    def place(self, box: Box) -> Box:
        """Return the box in pixels around a box of the upright page."""
        x0, y0, x1, y1 = box
        corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], np.float64)
        moved = cv2.perspectiveTransform(corners, self.to_pixels)[0]
        (left, top), (right, bottom) = moved.min(axis=0), moved.max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))


def picture_of(pdf_page: pymupdf.Page, page: Page) -> Picture | None:
    """Return the one picture that fills the page; None where there is none, or several."""
    whole = abs(pdf_page.rect.width * pdf_page.rect.height)
    scans = [
        image
        for image in pdf_page.get_image_info(xrefs=True)
        if Box(*image["bbox"]).area >= WHOLE * whole
    ]
    if len(scans) != 1:
        return None
    stored = _stored(pdf_page, scans[0])
    if stored is None or max(stored[0].shape) < LEAST_PIXELS:
        return None
    grey, steps = stored
    return upright(grey, steps, _to_pixels(pdf_page, page, scans[0], grey))


def _stored(pdf_page: pymupdf.Page, scan: dict[str, Any]) -> tuple[Grey, Steps] | None:
    if not scan.get("xref"):  # a file that is a picture: it has no objects
        scale = scan["width"] / max(Box(*scan["bbox"]).width, 1.0)
        shown = pdf_page.get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False
        )
        return np.frombuffer(shown.samples, np.uint8).reshape(shown.height, shown.width), ONES
    kept = pdf_page.parent.extract_image(scan["xref"])
    flags = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    grey = cv2.imdecode(np.frombuffer(kept["image"], np.uint8), flags)
    return None if grey is None else (np.asarray(grey, np.uint8), steps_of(kept["image"]))


def steps_of(data: bytes) -> Steps:
    """Return the steps by which a JPEG file rounds the coefficients of its light (table 0).

    ITU-T T.81, B.2.4.1: segments DQT hold tables in zigzag order. Ones for other files.
    """
    at = 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN:
            break
        table = data[at + 4 : at + 4 + 65]
        if marker == TABLES and len(table) == 65 and table[0] == 0:  # noqa: PLR2004
            return _from_zigzag(table[1:])
        at += 2 + length
    return ONES


def _from_zigzag(values: bytes) -> Steps:
    order = sorted(
        ((u, v) for u in range(8) for v in range(8)),
        key=lambda place: (sum(place), place[0] if sum(place) % 2 else place[1]),
    )
    steps = dict(zip(order, values, strict=True))
    return tuple(tuple(float(max(steps[u, v], 1)) for v in range(8)) for u in range(8))


def _to_pixels(pdf_page: pymupdf.Page, page: Page, scan: dict[str, Any], grey: Grey) -> Homography:
    height, width = grey.shape
    back = pymupdf.Matrix(pdf_page.derotation_matrix) * ~pymupdf.Matrix(*scan["transform"])
    affine = np.array([[back.a, back.c, back.e], [back.b, back.d, back.f], [0, 0, 1]])
    shown = np.array(page.frame.matrix, np.float64).reshape(3, 3)
    return np.asarray(np.diag([width, height, 1.0]) @ affine @ shown, np.float64)


def upright(grey: Grey, steps: Steps, to_pixels: Homography) -> Picture:
    """Turn by quarters, so that a line of text runs to the right."""
    ends = cv2.perspectiveTransform(np.array([[[0.0, 0.0], [100.0, 0.0]]]), to_pixels)[0]
    dx, dy = ends[1] - ends[0]
    quarters = round(np.degrees(np.arctan2(dy, dx)) / 90) % 4
    height, width = grey.shape[:2]
    turns = {
        0: np.eye(3),
        1: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1.0]]),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.0]]),
        3: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1.0]]),
    }
    left, top = {
        0: (0, 0),
        1: (0, width % 8),
        2: (width % 8, height % 8),
        3: (height % 8, 0),
    }[quarters]
    kept = tuple(zip(*steps, strict=True)) if quarters % 2 else steps
    turned = np.ascontiguousarray(np.rot90(grey, quarters))
    return Picture(turned, turns[quarters] @ to_pixels, Blocks(left, top, kept))
