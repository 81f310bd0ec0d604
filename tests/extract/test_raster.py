from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from extract.errors import DocumentError
from extract.raster import A4_LONG_SIDE, Raster, render
from extract.settings import Settings

from .pdf_pages import blank, picture, reopened

SETTINGS = Settings(dpi=100)
LONG_SIDE = A4_LONG_SIDE * SETTINGS.dpi


def scanned(pixels: int) -> pymupdf.Document:
    """Fill a page with a picture whose longer side has so many pixels."""
    document, page = blank()
    image = picture(np.full((pixels, round(pixels * 595 / 842)), 200))
    page.insert_image(page.rect, pixmap=image, keep_proportion=False)
    return reopened(document)


def long_side(found: Raster) -> int:
    return int(max(found.image.shape[:2]))


def test_a_page_is_rendered_at_the_set_resolution() -> None:
    document, page = blank()
    page.insert_text((100, 100), "REPORT")
    found = render(reopened(document)[0], SETTINGS)
    assert long_side(found) == pytest.approx(LONG_SIDE, abs=2)
    assert found.scale == pytest.approx(100 / 72, rel=0.01)
    assert found.unit == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize(
    ("pixels", "share"),
    [(400, 0.75), (1000, 1000 / LONG_SIDE), (1200, 1200 / LONG_SIDE), (3000, 1.1)],
)
def test_a_scan_is_rendered_near_its_own_resolution(pixels: int, share: float) -> None:
    found = render(scanned(pixels)[0], SETTINGS)
    assert long_side(found) == pytest.approx(share * LONG_SIDE, abs=2)


def test_a_large_sheet_gets_no_more_pixels_than_a_small_one() -> None:
    document = pymupdf.open()
    document.new_page(width=1190, height=1684)
    assert long_side(render(document[0], SETTINGS)) == pytest.approx(LONG_SIDE, abs=2)


def test_colors_are_blue_green_red() -> None:
    document, page = blank()
    page.draw_rect(page.rect, color=None, fill=(1, 0, 0))
    image = render(reopened(document)[0], SETTINGS).image
    assert image[50, 50].tolist() == [0, 0, 255]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_is_rendered_as_displayed(turned: int) -> None:
    document, page = blank()
    page.set_rotation(turned)
    height, width = render(document[0], SETTINGS).image.shape[:2]
    assert (width > height) is (turned != 180)


def test_too_many_pixels_are_refused() -> None:
    with pytest.raises(DocumentError, match="像素上限"):
        render(blank()[0][0], Settings(max_pixels=1000))


def test_a_ribbon_of_a_page_is_no_trouble() -> None:
    document = pymupdf.open()
    document.new_page(width=14400, height=3)
    assert render(document[0], SETTINGS).image.size > 0
