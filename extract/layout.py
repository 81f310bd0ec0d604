"""How a page is laid out, without reading it: rulings and boxes to tick, for drawing."""

from __future__ import annotations

import pymupdf

from .pages import Page
from .raster import render
from .reading import Reader, digital_page
from .scan import bare_page, sheet_of
from .text_layer import read_text_layer
from .trust import Trust, judge


def lay_out(pdf: pymupdf.Document, index: int, file: str, reader: Reader) -> Page:
    """Return a page without words; `index` counts from 0.

    Raises DocumentError when the page is too large to render.
    """
    page = pdf.load_page(index)
    layer = read_text_layer(page)
    if judge(page, layer, reader.marks.symbols) in (Trust.SOUND, Trust.EMPTY, Trust.MIXED):
        return digital_page(page, file, layer, reader.marks)
    raster = render(page, reader.settings)
    return bare_page(file, index + 1, raster, sheet_of(raster, reader.engine, reader.settings))
