from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from extract.errors import DocumentError
from extract.ocr import Image
from extract.raster import A4_LONG_SIDE, Raster, render, without_red
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


def test_a_page_too_thin_for_print_is_told() -> None:
    document = pymupdf.open()
    document.new_page(width=14400, height=30)
    document.new_page(width=14400, height=1000)
    with pytest.raises(DocumentError, match="过窄"):
        render(document[0], SETTINGS)
    assert render(document[1], SETTINGS).image.size > 0


@pytest.mark.parametrize(("limit", "fits"), [(1_000_000, True), (900_000, False)])
def test_the_limit_is_one_of_pixels(limit: int, fits: bool) -> None:
    # 827 x 1169 pixels at 100 dpi
    page, few = blank()[0][0], Settings(dpi=100, max_pixels=limit)
    if fits:
        assert render(page, few).image.size > 0
    else:
        with pytest.raises(DocumentError):
            render(page, few)


@pytest.mark.parametrize("area", [(0, 0, 595, 500), (0, 0, 400, 842), (200, 100, 595, 842)])
def test_a_picture_on_a_part_of_the_page_does_not_set_its_resolution(
    area: tuple[float, float, float, float],
) -> None:
    document, page = blank()
    image = picture(np.full((400, 283), 200))
    page.insert_image(pymupdf.Rect(area), pixmap=image, keep_proportion=False)
    assert long_side(render(reopened(document)[0], SETTINGS)) == pytest.approx(LONG_SIDE, abs=2)


def test_a_logo_before_a_scan_does_not_hide_it() -> None:
    document, page = blank()
    page.insert_image(pymupdf.Rect(10, 10, 60, 60), pixmap=picture(np.full((40, 40), 90)))
    image = picture(np.full((400, 283), 200))
    page.insert_image(page.rect, pixmap=image, keep_proportion=False)
    found = render(reopened(document)[0], SETTINGS)
    assert long_side(found) == pytest.approx(0.75 * LONG_SIDE, abs=2)


def colored(*patch: int) -> Image:
    """Colour a square of 10 pixels on white."""
    image = np.full((30, 30, 3), 255, np.uint8)
    image[10:20, 10:20] = patch
    return image


@pytest.mark.parametrize(
    ("patch", "cleared"),
    [
        ((100, 100, 160), True),  # BGR: red ink, light enough to be over paper
        ((60, 60, 220), True),
        ((120, 120, 160), False),  # hardly red
        ((80, 80, 130), False),  # red over print
        ((200, 60, 60), False),
        ((60, 200, 210), False),  # yellow
    ],
)
def test_only_red_ink_over_paper_is_cleared(patch: tuple[int, int, int], cleared: bool) -> None:
    cleaned = without_red(colored(*patch))
    assert cleaned[15, 15].tolist() == ([255, 255, 255] if cleared else list(patch))


def test_the_blurred_edge_of_red_ink_goes_with_it() -> None:
    image = colored(60, 60, 220)
    image[9:21, 9] = (180, 180, 220)
    image[9:21, 8] = (210, 210, 220)
    cleaned = without_red(image)
    assert cleaned[15, 9].tolist() == [255, 255, 255]
    assert cleaned[15, 8].tolist() == [210, 210, 220]
