from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
import pytest

from extract.digital_seals import seals_of
from extract.ocr import Image, Line, Quad
from extract.text_layer import read_text_layer

from .pdf_pages import blank, picture

PLACE = pymupdf.Rect(300, 400, 410, 510)


class Rim:
    def detect(self, image: Image, side: int) -> list[Quad]:
        return []

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        text = "东海公司"
        return [Line(text, (0.5,) * 4, (0.9,) * 4, ("",) * 4) for _ in crops]


class Never(Rim):
    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        raise AssertionError("nothing to read")


def sealed(color: tuple[int, int, int], rotation: int = 0) -> pymupdf.Page:
    _, page = blank()
    page.insert_text((60, 90), "Words that tell which way the page lies", fontsize=12)
    ring = np.full((320, 320, 3), 255, np.uint8)
    cv2.circle(ring, (160, 160), 150, color, 9)
    page.insert_image(PLACE, pixmap=picture(ring))
    page.set_rotation(rotation)
    return page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_red_seal_on_a_digital_page_is_read(rotation: int) -> None:
    page = sealed((220, 40, 40), rotation)
    (seal,) = seals_of(page, read_text_layer(page), Rim())
    assert seal.text == "东海公司"
    assert seal.box.center == pytest.approx((355, 455), abs=3)
    assert seal.box.width == pytest.approx(107, abs=5)


def test_a_page_without_red_costs_no_engine() -> None:
    page = sealed((40, 40, 40))
    assert seals_of(page, read_text_layer(page), Never()) == ()


def test_a_black_ring_around_a_red_seal_does_not_hide_it() -> None:
    page = sealed((220, 40, 40))
    page.draw_circle((355, 455), 60, width=1.5)
    (seal,) = seals_of(page, read_text_layer(page), Rim())
    assert seal.box.width == pytest.approx(107, abs=5)


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_drawn_seal_is_read(rotation: int) -> None:
    _, page = blank()
    page.insert_text((60, 90), "Words that tell which way the page lies", fontsize=12)
    page.draw_circle((355, 455), 50, color=(0.86, 0.16, 0.16), width=3)
    page.set_rotation(rotation)
    (seal,) = seals_of(page, read_text_layer(page), Rim())
    assert seal.box.center == pytest.approx((355, 455), abs=3)


def test_a_seal_laid_on_the_page_as_a_stamp_is_read() -> None:
    _, page = blank()
    ring = np.full((320, 320, 3), 255, np.uint8)
    cv2.circle(ring, (160, 160), 150, (220, 40, 40), 9)
    page.add_stamp_annot(PLACE, stamp=picture(ring))
    (seal,) = seals_of(page, read_text_layer(page), Rim())
    assert seal.box.center == pytest.approx((355, 455), abs=4)


def test_two_seals_that_overlap_are_two() -> None:
    page = sealed((220, 40, 40))
    page.draw_circle((425, 455), 50, color=(0.86, 0.16, 0.16), width=3)
    assert len(seals_of(page, read_text_layer(page), Rim())) == 2


def test_a_page_without_a_place_for_a_seal_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = blank()
    page.insert_text((60, 90), "红字", fontname="china-s", color=(0.9, 0.1, 0.1))
    page.draw_line((60, 100), (500, 100), color=(0.9, 0.1, 0.1))
    monkeypatch.delattr(pymupdf.Page, "get_displaylist")
    assert seals_of(page, read_text_layer(page), Never()) == ()
