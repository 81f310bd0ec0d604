"""Pages as pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf

from .errors import DocumentError
from .ocr import Image
from .settings import Settings

A4_LONG_SIDE = 11.69  # inches
LEAST_PIXELS = 8  # of the shorter side of a page; no print is lower
FULL_PAGE = 0.75  # share of the page that a scan's picture covers at least


@dataclass(frozen=True)
class Raster:
    """A page as displayed, in pixels: BGR, `scale` pixels a point."""

    image: Image
    scale: float
    sheet: float = 0.0  # px, longer side of the page where the image is only a part of it

    @property
    def unit(self) -> float:
        """Return pixels per 1/200 inch, taking the longer side for that of an A4 page."""
        return (self.sheet or max(self.image.shape[:2])) / (A4_LONG_SIDE * 200)


def render(page: pymupdf.Page, settings: Settings) -> Raster:
    """Render once, at the scan's own resolution where it is lower than the setting's.

    Raises DocumentError when the page would have more pixels than `settings.max_pixels`.
    """
    long_side = max(page.rect.width, page.rect.height)
    pixels = settings.dpi * A4_LONG_SIDE
    own = _own_resolution(page)
    if own is not None:
        pixels = min(max(own, pixels * 0.75), pixels * 1.1)
    scale = pixels / long_side
    if min(page.rect.width, page.rect.height) * scale < LEAST_PIXELS:
        raise DocumentError("页面过窄，显示不出文字，未读取。请核对原件。")
    if page.rect.width * page.rect.height * scale * scale > settings.max_pixels:
        raise DocumentError("页面尺寸过大，超出可渲染的像素上限，未读取。请核对原件。")
    return Raster(pixels_of(page, scale), scale)


def pixels_of(page: pymupdf.Page, scale: float, clip: pymupdf.Rect | None = None) -> Image:
    """Return a page, or a part of it in displayed points, as BGR, `scale` pixels a point."""
    matrix = pymupdf.Matrix(scale, scale)
    return bgr(page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, clip=clip))


def bgr(pixmap: pymupdf.Pixmap) -> Image:
    """Return the pixels of a picture in RGB as BGR."""
    rgb = np.frombuffer(pixmap.samples_mv, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), np.uint8)


def _own_resolution(page: pymupdf.Page) -> float | None:
    """Return the pixels of the longer side of a picture that fills the page."""
    for image in page.get_image_info():
        x0, y0, x1, y1 = image["bbox"]
        if (x1 - x0) * (y1 - y0) >= FULL_PAGE * abs(page.rect.width * page.rect.height):
            return float(max(image["width"], image["height"]))
    return None


BRIGHT = 140  # grey level of red below which a red pixel covers print
RED_EXCESS = 45  # by how much red ink's red exceeds its green and blue, of 255


def without_red(image: Image) -> Image:
    """Return the page with red ink (seals) turned to paper; black print below it stays."""
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(image))
    ink = (red - np.maximum(blue, green)) > RED_EXCESS
    if not ink.any():
        return image
    cleaned = image.copy()
    spread = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    cleaned[spread & (red > BRIGHT)] = 255
    return cleaned
