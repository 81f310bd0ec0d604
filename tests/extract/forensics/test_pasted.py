from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from extract.forensics import pasted
from extract.forensics.pasted import pasted_figures
from extract.forensics.picture import Blocks, Picture, picture_of, steps_of
from extract.forensics.prints import Digit, Prints
from extract.geometry import Box

from .papers import figure, form, sight_of
from .scans import SCALE, Pixels, scanned, slices

CHANGED = 13


def words() -> tuple[list[Box], list[int]]:
    known = {figure(row, column) for row in range(8) for column in range(3)}
    found = [word for word in sight_of(form()[0]).page.words if word.text in known]
    boxes = [Box(*(side * SCALE for side in word.box)).grown(3) for word in found]
    return boxes, [sum(map(str.isdigit, word.text)) for word in found]


def told(image: Pixels, quality: int) -> dict[int, tuple[str, ...]]:
    data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    grey = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    picture = Picture(grey, np.diag([SCALE, SCALE, 1.0]), Blocks(steps=steps_of(data.tobytes())))
    boxes, counts = words()
    return {
        odd.place: odd.signs for odd in pasted_figures(picture, boxes, counts) if odd.strength >= 1
    }


def retyped(image: Pixels, font: int) -> None:
    """Put another figure on the scan's own paper, as soft and as grey as the scan's own."""
    rows, columns = slices(words()[0][CHANGED], 0)
    rows, columns = (slice(round(s.start / SCALE), round(s.stop / SCALE)) for s in (rows, columns))
    part = image[rows, columns]
    drawn = np.full((part.shape[0] * 4, part.shape[1] * 4), 244, np.uint8)
    cv2.putText(drawn, "35182.47", (16, 92), font, 2.1, 60, 9, cv2.LINE_AA)
    small = cv2.resize(drawn, part.shape[::-1], interpolation=cv2.INTER_AREA)
    image[rows, columns] = cv2.GaussianBlur(small, (0, 0), 0.7)


@pytest.mark.parametrize("quality", [75, 92])
def test_page_stored_again_is_silent(quality: int) -> None:
    assert told(scanned(), quality) == {}


def test_figure_in_other_letters_on_the_page_s_own_paper_is_told() -> None:
    image = scanned()
    retyped(image, cv2.FONT_HERSHEY_TRIPLEX)
    assert list(told(image, 75)) == [CHANGED]


def test_figure_copied_from_another_place_is_told() -> None:
    image = scanned()
    boxes = words()[0]
    source, target = boxes[4], boxes[CHANGED]
    y0, x0 = round(source.y0), round(source.x0)
    high, wide = round(source.height), round(source.width)
    y1, x1 = round(target.y0), round(target.x0)
    image[y1 : y1 + high, x1 : x1 + wide] = image[y0 : y0 + high, x0 : x0 + wide]
    assert CHANGED in told(image, 95)


def test_steps_are_those_of_the_file() -> None:
    data = cv2.imencode(".jpg", scanned(), [cv2.IMWRITE_JPEG_QUALITY, 50])[1].tobytes()
    steps = steps_of(data)
    assert (steps[0][:4], steps[1][:2], steps[7][7]) == ((16, 11, 10, 16), (12, 12), 99)
    assert steps_of(b"\x89PNG")[3][3] == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_are_found_in_the_picture_as_stored(rotation: int) -> None:
    pixels = scanned()
    data = cv2.imencode(".png", pixels)[1].tobytes()
    page = pymupdf.open().new_page(width=595, height=842)
    page.insert_image(page.rect, stream=data)
    page.set_rotation(rotation)
    page = pymupdf.open(stream=page.parent.tobytes())[0]
    read = sight_of(page.parent).page
    picture = picture_of(page, read)
    assert picture is not None
    assert picture.place(Box(0, 0, 100, 50)).width > picture.place(Box(0, 0, 100, 50)).height


def test_page_without_a_picture_has_none() -> None:
    sight = sight_of(form()[0])
    assert picture_of(sight.pdf_page, sight.page) is None


def test_a_file_that_is_a_picture_is_looked_at_like_a_scan() -> None:
    drawn = form()[0][0].get_pixmap(dpi=150)
    with pymupdf.open(stream=drawn.tobytes("jpg"), filetype="jpg") as document:
        found = picture_of(document[0], sight_of(form()[0]).page)
        assert found is not None
        assert found.grey.shape == (drawn.height, drawn.width)


def test_figures_of_few_digits_have_no_shape_to_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings are errors: with less than four digits in each figure there is no median."""
    boxes, counts = words()
    digits = tuple(Digit(n // 2, 10.0 * (n % 2), 0.0, 6, 9) for n in range(2 * len(boxes)))
    apart = np.ones((len(digits), len(digits)), np.float32)
    monkeypatch.setattr(pasted, "prints_of", lambda *_: Prints(digits, apart))
    picture = Picture(np.asarray(scanned(), np.uint8), np.diag([SCALE, SCALE, 1.0]))
    assert [odd for odd in pasted_figures(picture, boxes, counts) if odd.strength >= 1] == []
