"""Whether a page's own text can be believed."""

from __future__ import annotations

from enum import Enum

import numpy as np
import pymupdf

from .characters import is_garbled
from .text_layer import TextLayer

COVERED = 0.7  # share of the page under pictures that makes it a scan
HALF_COVERED = 0.35  # with few characters beside the picture
STRIP = 0.03  # share of the page of a part of a scan
GRID = 100  # rows and columns by which coverage is measured
FEW = 60  # characters
INVISIBLE_MODE = 3  # PDF text rendering mode: neither filled nor stroked


class Trust(Enum):
    """What a page's text layer is good for."""

    SOUND = "sound"  # the page's own text, to be used
    EMPTY = "empty"  # no text and nothing drawn
    SCAN = "scan"  # pixels only, or somebody's OCR layer under a scan
    GARBLED = "garbled"  # its own text, but not what the page shows
    MIXED = "mixed"  # its own text, and a large picture that holds more


def judge(page: pymupdf.Page, layer: TextLayer, symbols: str) -> Trust:
    """Decide for one page; `symbols` are private-use characters with a known meaning."""
    text = "".join(word.text for word in layer.words)
    covered = _covered(layer)
    if not text:
        drawn = covered > 0 or bool(layer.rulings) or bool(layer.drawings.strokes)
        return Trust.SCAN if drawn else Trust.EMPTY
    if covered >= COVERED and _is_invisible(page):
        return Trust.SCAN
    if is_garbled(text, symbols):
        return Trust.GARBLED
    if covered >= COVERED and len(text) < FEW:
        return Trust.SCAN
    if covered >= HALF_COVERED and len(text) < FEW:
        return Trust.MIXED
    return Trust.SOUND


def _covered(layer: TextLayer) -> float:
    """Return the share of the page under pictures, which may be the strips of one scan."""
    mask = np.zeros((GRID, GRID), bool)
    for box in layer.pictures:
        x0, x1 = (round(side / layer.width * GRID) for side in (box.x0, box.x1))
        y0, y1 = (round(side / layer.height * GRID) for side in (box.y0, box.y1))
        mask[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = True
    return float(mask.mean())


def _is_invisible(page: pymupdf.Page) -> bool:
    """Tell whether most text is drawn in the mode that OCR programs use under a scan.

    Text that the picture covers counts too: it was drawn before the picture.
    """
    hidden = total = 0
    image_order = max((item.get("seqno", -1) for item in _images(page)), default=-1)
    for span in page.get_texttrace():
        count = len(span["chars"])
        total += count
        under = span.get("seqno", 0) < image_order
        hidden += count if span["type"] == INVISIBLE_MODE or span["opacity"] == 0 or under else 0
    return hidden > total / 2


def _images(page: pymupdf.Page) -> list[dict[str, int]]:
    """Return the drawing order of the picture that fills most of the page, or of its strips."""
    whole = abs(page.rect.width * page.rect.height)
    shares = {
        order: (x1 - x0) * (y1 - y0) / whole
        for order, (kind, (x0, y0, x1, y1)) in enumerate(page.get_bboxlog())
        if kind == "fill-image"
    }
    full = [order for order, share in shares.items() if share >= COVERED]
    strips = [order for order, share in shares.items() if share >= STRIP]
    return [{"seqno": order} for order in full or strips]
