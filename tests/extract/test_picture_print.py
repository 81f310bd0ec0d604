from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
import pytest

from extract.ocr import Image, Line, Quad
from extract.pages import Page
from extract.reading import Reader, read_page
from extract.settings import Settings

from .pdf_pages import blank, picture, reopened

OWN = "The text of the page itself stands above the picture, in its own font."
PLACE = pymupdf.Rect(60, 400, 540, 760)  # points


class Lines:
    """An engine that finds the bars of ink on a page and reads each as its number from the top."""

    def __init__(self) -> None:
        self.read = 0

    def detect(self, image: Image, side: int) -> list[Quad]:
        ink = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < 100).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
        boxes = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if w > 100]
        return [np.array([(a, b), (c, b), (c, d), (a, d)], np.float32) for a, b, c, d in boxes]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        self.read += len(crops)
        text = "读出文字"
        places = tuple((index + 0.5) / len(text) for index in range(len(text)))
        return [Line(text, places, (0.9,) * len(text), ("",) * len(text)) for _ in crops]


def pasted(bars: int, rotation: int = 0, area: pymupdf.Rect = PLACE) -> pymupdf.Document:
    """Return a page with text of its own above a picture of bars of print."""
    document, page = blank()
    for line in range(8):
        page.insert_text((60, 80 + 20 * line), OWN, fontsize=11)
    pixels = np.full((720, 960), 240)
    for bar in range(bars):
        pixels[40 + 60 * bar : 70 + 60 * bar, 60:900] = 30
    page.insert_image(area, pixmap=picture(pixels), keep_proportion=False)
    page.set_rotation(rotation)
    return reopened(document)


def read(document: pymupdf.Document, engine: Lines) -> Page:
    return read_page(document, 0, "a.pdf", Reader(engine, Settings()))


@pytest.mark.parametrize("rotation", [0, 90])
def test_print_in_a_picture_is_added_to_the_pages_own_text(rotation: int) -> None:
    page = read(pasted(10, rotation), Lines())
    own = [word for word in page.words if word.origin == "text"]
    seen = [word for word in page.words if word.origin == "ocr"]
    assert page.digital
    assert len(own) == len(OWN.split()) * 8 or "".join(w.text for w in own).count("picture") == 8
    assert len(seen) == 10
    for index, word in enumerate(sorted(seen, key=lambda word: word.box.y0)):
        top = PLACE.y0 + (40 + 60 * index) / 2
        assert word.box.y0 == pytest.approx(top, abs=3)
        assert word.box.x0 == pytest.approx(PLACE.x0 + 30, abs=12)
        assert word.edges[0] == pytest.approx(word.box.x0, abs=0.1)
        assert word.edges[-1] == pytest.approx(word.box.x1, abs=0.1)
    assert page.notes == ("图片内的文字由图像识别。",)


def test_a_picture_with_a_few_lines_is_not_read() -> None:
    engine = Lines()
    page = read(pasted(4), engine)
    assert {word.origin for word in page.words} == {"text"}
    assert engine.read == 0


def test_a_small_picture_is_not_looked_at() -> None:
    class Blind(Lines):
        def detect(self, image: Image, side: int) -> list[Quad]:
            raise AssertionError("looked at")

    page = read(pasted(10, area=pymupdf.Rect(60, 400, 250, 550)), Blind())
    assert {word.origin for word in page.words} == {"text"}
