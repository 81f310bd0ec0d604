"""PDFs made for the tests of what looks into files."""

from __future__ import annotations

import numpy as np
import pymupdf

OLD, NEW = "16402.59", "27513.84"
PLACE = pymupdf.Point(450, 567)  # where the old figure begins
CELL = pymupdf.Rect(448, 557, 495, 570)


def blank() -> tuple[pymupdf.Document, pymupdf.Page]:
    document = pymupdf.open()
    return document, document.new_page(width=595, height=842)


def reopened(document: pymupdf.Document) -> pymupdf.Document:
    return pymupdf.open(stream=document.tobytes())


def patch(
    page: pymupdf.Page, text: str = NEW, fill: tuple[float, float, float] = (1, 1, 1)
) -> None:
    """Lay a patch over the figure in CELL and write another one over it."""
    page.draw_rect(CELL, color=None, fill=fill, width=0)
    if text:
        page.insert_text(PLACE, text, fontsize=10)


def picture(pixels: np.ndarray, alpha: np.ndarray | None = None) -> pymupdf.Pixmap:
    """Make a picture of grey or RGB pixels, opaque where no `alpha` is given."""
    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    height, width = rgb.shape[:2]
    if alpha is None:
        return pymupdf.Pixmap(pymupdf.csRGB, width, height, rgb.astype(np.uint8).tobytes(), False)
    whole = np.dstack([rgb, alpha]).astype(np.uint8)
    return pymupdf.Pixmap(pymupdf.csRGB, width, height, whole.tobytes(), True)
