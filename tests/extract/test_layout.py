from __future__ import annotations

import numpy as np
import pymupdf

from extract.layout import lay_out
from extract.ocr import Image, Quad
from extract.reading import Reader
from extract.settings import Settings

from .pdf_pages import blank, picture, reopened
from .test_reading import NoEngine


def test_a_digital_page_is_laid_out_without_an_engine() -> None:
    document, page = blank()
    page.insert_text(
        (60, 90), "A form with rulings and some words on it, all of its own", fontsize=9
    )
    page.draw_rect(pymupdf.Rect(50, 100, 500, 300))
    page.draw_rect(pymupdf.Rect(60, 120, 70, 130))
    found = lay_out(reopened(document), 0, "a.pdf", Reader(NoEngine(), Settings()))
    assert len(found.rulings) == 4
    assert [mark.ticked for mark in found.check_marks] == [False]


def test_a_scan_is_laid_out_by_its_pixels() -> None:
    class Blind(NoEngine):
        def detect(self, image: Image, side: int) -> list[Quad]:
            return []

    document, page = blank()
    pixels = np.full((1754, 1240), 245)
    for y in (400, 700):
        pixels[y : y + 4, 200:1000] = 20
    page.insert_image(page.rect, pixmap=picture(pixels), keep_proportion=False)
    found = lay_out(reopened(document), 0, "a.pdf", Reader(Blind(), Settings()))
    assert [ruling.horizontal for ruling in found.rulings] == [True, True]
    assert not found.words
