from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.documents import Document, opened
from extract.errors import DocumentError
from extract.geometry import Box
from extract.ocr import Image, Line, Quad
from extract.reading import Reader, read_page
from extract.settings import Settings

from .pdf_pages import blank, picture, reopened

SENTENCE = "The company reports its operating revenue for the year under review. " * 2


class OneLine:
    """Sees one line at a fixed place of every page, and reads it upright."""

    def __init__(self, quad: Sequence[tuple[float, float]] | None = None) -> None:
        self.quads = [] if quad is None else [np.array(quad, np.float32)]

    def detect(self, image: Image, side: int) -> list[Quad]:
        return list(self.quads)

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [Line("公司", (0.25, 0.75), (0.99, 0.98), ("", "")) for _ in crops]


class NoEngine:
    def detect(self, image: Image, side: int) -> list[Quad]:
        raise AssertionError("this page needs no OCR")

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        raise AssertionError("this page needs no OCR")


DIGITAL = Reader(NoEngine(), Settings())


def scan(page: pymupdf.Page, share: float = 1.0) -> None:
    area = pymupdf.Rect(0, 0, 595, 842 * share)
    page.insert_image(area, pixmap=picture(np.full((842, 595), 230)), keep_proportion=False)


def test_a_digital_page_is_read_without_ocr() -> None:
    document, page = blank()
    page.insert_text((50, 100), SENTENCE)
    page.draw_rect(pymupdf.Rect(50, 200, 300, 240))
    found = read_page(reopened(document), 0, "a.pdf", DIGITAL)
    assert (found.file, found.number, found.digital) == ("a.pdf", 1, True)
    assert "".join(w.text for w in found.words).startswith("The")
    assert len(found.rulings) == 4


def test_text_that_cannot_be_seen_is_left_out() -> None:
    document, page = blank()
    page.insert_text((50, 100), SENTENCE, fontsize=7)
    page.insert_text((50, 200), "HIDDEN", color=(1, 1, 1))
    found = read_page(reopened(document), 0, "a.pdf", DIGITAL)
    assert "HIDDEN" not in [w.text for w in found.words]


def test_drawn_boxes_become_words_and_marks() -> None:
    document, page = blank()
    page.insert_text((115, 109), "enterprise")
    page.draw_rect(pymupdf.Rect(100, 100, 110, 110))
    page.draw_line((101, 105), (104, 109))
    page.draw_line((104, 109), (112, 99))
    found = read_page(reopened(document), 0, "a.pdf", DIGITAL)
    assert [mark.ticked for mark in found.check_marks] == [True]
    assert "☑" in [w.text for w in found.words]


def test_a_scan_is_read_from_its_pixels() -> None:
    document, page = blank()
    scan(page)
    engine = OneLine([(500, 500), (700, 500), (700, 560), (500, 560)])
    found = read_page(reopened(document), 0, "a.pdf", Reader(engine, Settings()))
    assert not found.digital
    (word,) = found.words
    assert (word.text, word.origin) == ("公司", "ocr")
    assert (found.width, found.height) == pytest.approx((595, 842), abs=1)


def test_a_page_too_large_to_render_is_told() -> None:
    document, page = blank()
    scan(page)
    reader = Reader(OneLine(), Settings(max_pixels=1000))
    with pytest.raises(DocumentError, match="像素上限"):
        read_page(reopened(document), 0, "a.pdf", reader)


def test_a_page_that_repair_has_lost_is_told() -> None:
    with pytest.raises(DocumentError, match="已损坏"):
        read_page(reopened(blank()[0]), 5, "a.pdf", DIGITAL)


@cache
def sample() -> bytes:
    """Make a PDF with all that is looked at: text, drawings, pictures, a scan."""
    document, page = blank()
    page.insert_text((100, 100), SENTENCE)
    page.draw_rect(pymupdf.Rect(50, 50, 300, 300))
    page.draw_bezier((1, 1), (2, 2), (30, 30), (40, 40))
    page.insert_image(pymupdf.Rect(300, 300, 400, 400), pixmap=picture(np.full((20, 20), 90)))
    scan(document.new_page())
    return bytes(document.tobytes(expand=255))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 25),
            st.sampled_from([b"", b"-", b"9999", b"0", b"null", b"/Rotate 45", b"[ ]", b"1e30"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_damaged_file_is_read_or_refused(damages: list[tuple[float, int, bytes]]) -> None:
    damaged = bytearray(sample())
    for place, length, put in damages:
        start = int(place * len(damaged))
        damaged[start : start + length] = put
    low = Settings(dpi=20)
    with TemporaryDirectory() as folder, suppress(DocumentError):
        path = Path(folder) / "a.pdf"
        path.write_bytes(damaged)
        with opened(Document("a.pdf", path, ""), low) as pdf:
            for index in range(pdf.page_count):
                with suppress(DocumentError):
                    page = read_page(pdf, index, "a.pdf", Reader(OneLine(), low))
                    assert page.number == index + 1


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_are_located_on_the_displayed_page(turned: int) -> None:
    document, page = blank()
    page.insert_text((300, 400), "REPORT")
    page.set_rotation(turned)
    shown = reopened(document)
    found = read_page(shown, 0, "a.pdf", DIGITAL)
    place = (shown[0].search_for("REPORT")[0] * shown[0].rotation_matrix).normalize()
    (word,) = found.words
    assert Box(*found.locate(word.box)).intersection(Box(*place)) > 0.7 * word.box.area


GARBLED = "\u00e9\u00e8\u00fc\u00df\u00f1\u00e5" * 8


def test_a_garbled_layer_is_given_up_for_the_pixels() -> None:
    document, page = blank()
    page.insert_text((50, 100), GARBLED)
    engine = OneLine([(500, 500), (700, 500), (700, 560), (500, 560)])
    found = read_page(reopened(document), 0, "a.pdf", Reader(engine, Settings()))
    assert found.digital
    assert [w.text for w in found.words] == ["公司"]
    assert "乱码" in found.notes[0]


def half_scanned() -> pymupdf.Document:
    """Print a caption below a picture that fills the upper half of the page."""
    document, page = blank()
    scan(page, share=0.5)
    page.insert_text((60, 500), "Figure 1", fontsize=12)
    page.draw_line((50, 520), (300, 520))
    return reopened(document)


@pytest.mark.parametrize(
    ("top", "texts"),
    [
        (300, ["Figure1", "公司"]),  # in the picture: known from its pixels only
        (1350, ["Figure1"]),  # the caption itself, which has its own text
        (1395, ["Figure1", "公司"]),  # below it, and reaching into it only a little
    ],
)
def test_a_picture_gives_what_the_text_layer_lacks(top: float, texts: list[str]) -> None:
    quad = [(150, top), (300, top), (300, top + 45), (150, top + 45)]
    found = read_page(half_scanned(), 0, "a.pdf", Reader(OneLine(quad), Settings()))
    assert found.digital
    assert [w.text for w in found.words] == texts
    assert len(found.rulings) == 1


def test_a_page_whose_picture_lies_askew_is_read_from_its_pixels() -> None:
    slope = 150 * np.tan(np.radians(3))
    quad = [(150, 300), (300, 300 + slope), (300, 345 + slope), (150, 345)]
    found = read_page(half_scanned(), 0, "a.pdf", Reader(OneLine(quad), Settings()))
    assert [w.text for w in found.words] == ["公司"]
    assert found.skew == pytest.approx(3, abs=0.2)
