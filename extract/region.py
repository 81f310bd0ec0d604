"""A part of a page read by itself, from its pixels, at somebody's wish."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pymupdf

from .documents import PDF_ERRORS
from .errors import DocumentError
from .flatten import crop
from .ocr import Engine, Image, Line, Quad
from .pictures import MAX_PIXELS, Order, part_of, pixmap_of
from .raster import bgr, without_red

DPI = 250
ONE_LINE = 26.0  # points; what is not higher is one line of print
ROW = 0.5  # share of a line's height within which another stands beside it, not below


def read_region(order: Order, engine: Engine, side: int) -> tuple[str, float]:
    """Return what stands in an order's box, lines joined, and the least sure character's score.

    `side` is the longer side in pixels at which lines are looked for. Raises DocumentError.
    """
    image = without_red(_pixels(order))
    height = image.shape[0] / DPI * 72
    if height <= ONE_LINE:
        crops = [image]
    else:
        crops = [crop(image, quad) for quad in _in_order(engine.detect(image, side))]
    lines = [line for line in engine.recognise(crops) if line.text.strip()] if crops else []
    if not lines:
        raise DocumentError("框里没有认出文字。请框得稍大一些，或照图填写。")
    return "".join(line.text for line in lines), min(map(_least, lines))


def _pixels(order: Order) -> Image:
    try:
        with pymupdf.open(order.path, filetype=order.suffix.lstrip(".").lower()) as document:
            page = document.load_page(order.page - 1)
            clip = part_of(page, order)
            scale = DPI / 72
            if clip.is_empty or clip.width * clip.height * scale * scale > MAX_PIXELS:
                raise DocumentError("框的位置不在页面上，或太大。")
            return bgr(pixmap_of(page, order, clip, scale))
    except PDF_ERRORS as error:
        raise DocumentError("此页已损坏，无法读取。") from error


def _in_order(quads: Sequence[Quad]) -> list[Quad]:
    """Sort lines from top to bottom, those of one row from left to right."""
    rows: list[list[Quad]] = []
    for quad in sorted(quads, key=lambda one: float(one[:, 1].mean())):
        height = float(np.ptp(quad[:, 1]))
        if rows and abs(float(rows[-1][0][:, 1].mean() - quad[:, 1].mean())) < ROW * height:
            rows[-1].append(quad)
        else:
            rows.append([quad])
    return [quad for row in rows for quad in sorted(row, key=lambda one: float(one[:, 0].min()))]


def _least(line: Line) -> float:
    return min(line.confidences, default=0.0)
