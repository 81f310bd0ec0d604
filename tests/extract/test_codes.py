from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest
import zxingcpp

from extract.codes import codes_in, codes_of
from extract.ocr import Image
from extract.text_layer import read_text_layer

from .pdf_pages import blank, picture

TEXT = "https://acc.mof.gov.cn/check?c=沪22ABCDEFGH"


def code(text: str = TEXT, size: int = 240) -> np.ndarray:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    pixels = np.array(made.to_image(scale=4))
    return np.asarray(cv2.resize(pixels, (size, size), interpolation=cv2.INTER_NEAREST))


def paper(angle: float = 0.0) -> Image:
    image = np.full((1000, 800, 3), 245, np.uint8)
    image[300:540, 200:440] = code()[..., None]
    turn = cv2.getRotationMatrix2D((400, 500), angle, 1.0)
    return np.asarray(cv2.warpAffine(image, turn, (800, 1000), borderValue=(245,) * 3), np.uint8)


@pytest.mark.parametrize("angle", [0.0, 3.0])
def test_a_code_in_pixels_is_decoded_where_it_stands(angle: float) -> None:
    (found,) = codes_in(paper(angle), 2.0)
    assert found.text == TEXT
    if not angle:
        assert found.box.center == pytest.approx((160, 210), abs=4)


def test_paper_and_squares_hold_no_code() -> None:
    assert codes_in(np.full((500, 500, 3), 245, np.uint8), 2.0) == []
    grid = np.kron(np.random.default_rng(1).integers(0, 2, (29, 29)), np.ones((6, 6))) * 255
    assert codes_in(np.repeat(grid.astype(np.uint8)[..., None], 3, axis=2), 2.0) == []


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_code_among_the_pictures_of_a_digital_page(rotation: int) -> None:
    _, page = blank()
    page.insert_image(pymupdf.Rect(400, 50, 480, 130), pixmap=picture(code()))
    page.insert_text((50, 300), "plain text beside it", fontsize=12)
    page.set_rotation(rotation)
    layer = read_text_layer(page)
    (found,) = codes_of(page, layer)
    assert found.text == TEXT
    assert found.box == pytest.approx(layer.pictures[0])


def test_a_wide_picture_is_not_looked_at() -> None:
    _, page = blank()
    page.insert_image(pymupdf.Rect(50, 50, 500, 130), pixmap=picture(np.full((80, 450), 90)))
    assert codes_of(page, read_text_layer(page)) == ()
