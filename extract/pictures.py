"""Pictures of pages for people to look at, made from the original file.

Meant for a guarded process: it opens files from outside. Kept apart from `raster`, so that such a
process need not load what reading needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pymupdf
from pydantic import BaseModel, ConfigDict, Field

from .errors import DocumentError
from .guarded import Work
from .records import Bbox

MAX_PIXELS = 12_000_000
MAX_SCALE = 6.0  # pixels a point: beyond it a picture shows nothing more
NARROWEST, WIDEST = 16, 4000  # pixels
JPEG_QUALITY = 85

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Order(BaseModel):
    """Which picture is wanted: a page as displayed, or a part of it set upright.

    `box` is in points from the top left of the page as displayed, `width` the picture's in pixels,
    `rotation` by how many degrees clockwise the content is turned.
    """

    model_config = ConfigDict(frozen=True)

    path: Path
    suffix: str  # of the file's name, with its dot
    page: int = Field(ge=1)
    width: int = Field(ge=NARROWEST, le=WIDEST)
    box: Bbox | None = None
    rotation: Literal[0, 90, 180, 270] = 0


def picture(order: Order) -> bytes:
    """Return a JPEG of a page, or a PNG of a part of one; raises DocumentError where it cannot."""
    try:
        with pymupdf.open(order.path, filetype=order.suffix.lstrip(".").lower()) as document:
            if order.page > document.page_count:
                raise DocumentError("文件没有这一页。")
            return _drawn(document.load_page(order.page - 1), order)
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise DocumentError("此页已损坏，无法显示。") from error


def drawer() -> Work:
    """Return what draws in a guarded process: an order as JSON gives a picture."""
    return lambda order: picture(Order.model_validate_json(order))


def part_of(page: pymupdf.Page, order: Order) -> pymupdf.Rect:
    """Return the part of a page that an order wants, which may be empty."""
    part: pymupdf.Rect = pymupdf.Rect(order.box) & page.rect if order.box else page.rect
    return part


def pixmap_of(page: pymupdf.Page, order: Order, clip: pymupdf.Rect, scale: float) -> pymupdf.Pixmap:
    """Return a part of a page in RGB, set upright, `scale` pixels a point."""
    matrix = pymupdf.Matrix(scale, scale).prerotate(-order.rotation)
    return page.get_pixmap(matrix=matrix, clip=clip, colorspace=pymupdf.csRGB)


def _drawn(page: pymupdf.Page, order: Order) -> bytes:
    clip = part_of(page, order)
    if clip.is_empty:
        raise DocumentError("所指的位置不在这一页上。")
    sideways = order.rotation in (90, 270)
    scale = min(order.width / (clip.height if sideways else clip.width), MAX_SCALE)
    if clip.width * clip.height * scale * scale > MAX_PIXELS:
        raise DocumentError("此页尺寸过大，无法显示。")
    pixmap = pixmap_of(page, order, clip, scale)
    if order.box:
        return bytes(pixmap.tobytes("png"))
    return bytes(pixmap.tobytes("jpeg", jpg_quality=JPEG_QUALITY))
