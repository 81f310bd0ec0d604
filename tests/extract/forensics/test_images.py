from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
import pytest

from extract.forensics.images import image_clues
from extract.geometry import Box
from extract.pages import Seal
from extract.trust import Trust

from ..pdf_pages import picture
from .papers import figure, place
from .scans import SCALE, clean, scanned, sight, slices, stored


def where(row: int, column: int) -> Box:
    x, y = place(row, column)
    return Box(x - 4, y - 10, x + 52, y + 4)


def paper() -> tuple[pymupdf.Document, pymupdf.Page]:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=picture(scanned()))
    return document, page


def told(document: pymupdf.Document) -> list[tuple[str, float]]:
    page = pymupdf.open(stream=document.tobytes())[0]
    return [(clue.after, clue.score) for clue in image_clues(sight(scanned(), page))]


def test_plain_scan_is_silent() -> None:
    assert told(paper()[0]) == []


def test_small_picture_of_another_resolution_under_a_figure_is_told() -> None:
    document, page = paper()
    page.insert_image(where(4, 1), pixmap=picture(np.full((30, 100), 240)), keep_proportion=False)
    ((text, score),) = told(document)
    assert text == figure(4, 1)
    assert score > 0.5


def test_pieces_of_the_scan_s_own_resolution_stay_weak() -> None:
    document, page = paper()
    box = where(4, 1)
    size = (round(box.height * SCALE), round(box.width * SCALE))
    page.insert_image(box, pixmap=picture(np.full(size, 240)), keep_proportion=False)
    assert all(score < 0.5 for _, score in told(document))


def test_part_of_a_page_scanned_by_itself_is_silent() -> None:
    document, page = paper()
    part = picture(np.full((542, 450), 240))
    page.insert_image((0, 300, 450, 842), pixmap=part, keep_proportion=False)
    assert told(document) == []


def test_ground_below_the_scan_is_no_patch() -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.draw_rect(where(4, 1), color=None, fill=(0.95, 0.95, 0.95))
    page.insert_image(page.rect, pixmap=picture(scanned()))
    page.insert_text(place(4, 1), "99999.99", fontsize=10)
    assert told(document) == []


def test_seal_and_code_beside_the_figures_are_silent() -> None:
    document, page = paper()
    y, x = np.mgrid[-60:60, -60:60]
    red = np.dstack([np.full(x.shape, 220), np.zeros(x.shape), np.zeros(x.shape)])
    page.insert_image(
        (380, 480, 480, 580), pixmap=picture(red, (abs(np.hypot(x, y) - 50) < 5) * 255)
    )
    page.insert_image((480, 60, 540, 120), pixmap=picture((x + y) % 2 * 255))
    assert told(document) == []


def test_figure_typed_over_a_patch_is_told() -> None:
    document, page = paper()
    page.draw_rect(where(4, 1), color=None, fill=(0.95, 0.95, 0.95))
    page.insert_text(place(4, 1), "99999.99", fontsize=10)
    ((text, score),) = told(document)
    assert text == "99999.99"
    assert score > 0.5


@pytest.mark.parametrize("text", ["12345.67", "第 3 页"])
def test_form_filled_in_on_the_scan_is_silent(text: str) -> None:
    document, page = paper()
    page.insert_text((300, 300), text, fontsize=10, fontname="china-s")
    assert told(document) == []


def test_page_number_renewed_over_a_patch_is_silent() -> None:
    document, page = paper()
    page.draw_rect((250, 805, 350, 830), color=None, fill=(1, 1, 1))
    page.insert_text((280, 820), "123 / 125", fontsize=9)
    assert told(document) == []


def test_figure_put_into_the_picture_is_told_with_its_place() -> None:
    image, at = scanned(), slices(where(3, 1), 0)
    image[at] = clean()[at]
    (clue,) = image_clues(sight(stored(image.astype(float))))
    assert clue.after == figure(3, 1)
    assert clue.box is not None
    assert where(3, 1).contains((clue.box[0] + clue.box[2]) / 2, (clue.box[1] + clue.box[3]) / 2)
    assert clue.score >= 0.6
    assert clue.elsewhere < 0.5


def test_figure_under_a_seal_is_not_judged() -> None:
    image, at = scanned(), slices(where(3, 1), 0)
    image[at] = clean()[at]
    seen = sight(stored(image.astype(float)))
    sealed = replace(seen.page, seals=(Seal(Box(300, 380, 420, 500)),))
    assert list(image_clues(replace(seen, page=sealed))) == []


def test_digital_page_is_not_looked_at() -> None:
    image, at = scanned(), slices(where(3, 1), 0)
    image[at] = clean()[at]
    assert list(image_clues(replace(sight(image), trust=Trust.SOUND))) == []
