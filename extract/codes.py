"""Two-dimensional codes on pages: found and decoded, nothing looked up."""

from __future__ import annotations

import pymupdf
import zxingcpp

from .geometry import Box
from .ocr import Image
from .pages import Code
from .raster import pixels_of
from .text_layer import TextLayer

SIDE = (28.0, 230.0)  # points, 1 to 8 cm: of a picture that may be a code
SQUARENESS = 0.8
LOOK = 3.0  # pixels a point of such a picture


def codes_in(image: Image, scale: float) -> list[Code]:
    """Return the QR codes of a page of pixels, `scale` of them a point, that can be decoded."""
    found = []
    for code in zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    ):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        xs, ys = [corner.x / scale for corner in corners], [corner.y / scale for corner in corners]
        found.append(Code(Box(min(xs), min(ys), max(xs), max(ys)), code.text))
    return found


def codes_of(page: pymupdf.Page, layer: TextLayer) -> tuple[Code, ...]:
    """Return the codes among a digital page's pictures, in upright points."""
    found = []
    for picture in filter(_may_be_code, layer.pictures):
        clip = pymupdf.Rect(layer.frame.locate(picture.grown(SIDE[0] / 4)))
        shown = pixels_of(page, LOOK, clip)
        for code in codes_in(shown, LOOK):
            found.append(Code(picture, code.text))
    return tuple(found)


def _may_be_code(picture: Box) -> bool:
    low, high = sorted((picture.width, picture.height))
    return SIDE[0] <= low and high <= SIDE[1] and low >= SQUARENESS * high
