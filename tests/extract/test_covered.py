from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from extract.covered import covers
from extract.text_layer import read_text_layer

from .pdf_pages import CELL, NEW, OLD, PLACE, blank, patch, picture, reopened


def words(document: pymupdf.Document) -> list[str]:
    return [word.text for word in read_text_layer(reopened(document)[0]).words]


def hidden(document: pymupdf.Document) -> list[tuple[str, str]]:
    return [
        ("".join(g.text for g in cover.hidden), "".join(g.text for g in cover.shown))
        for cover in covers(reopened(document)[0])
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_text_under_a_white_patch_is_not_read(rotation: int) -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.insert_text((100, 567), "11935.26", fontsize=10)
    patch(page)
    page.set_rotation(rotation)
    assert hidden(document) == [(OLD, NEW)]
    assert sorted(words(document)) == ["11935.26", NEW]


def test_patch_of_a_shaded_cell_hides_too() -> None:
    document, page = blank()
    page.draw_rect((400, 550, 560, 580), color=None, fill=(0.85, 0.9, 0.95))
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page, fill=(0.85, 0.9, 0.95))
    assert hidden(document) == [(OLD, NEW)]


def test_patch_without_new_text_hides_all_the_same() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page, "")
    assert words(document) == []


def test_character_drawn_again_at_its_place_is_read_once() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page, "18999.77")
    assert words(document) == ["18999.77"]


def test_picture_over_a_figure_hides_it() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.insert_image(CELL, pixmap=picture(np.full((40, 140), 250)))
    assert words(document) == []


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_picture_of_a_turned_page_is_looked_at_as_it_lies(rotation: int) -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    slope = np.linspace(0, 255, 140)[None].repeat(40, axis=0)
    page.insert_image(CELL, pixmap=picture(slope), keep_proportion=False)
    page.set_rotation(rotation)
    assert words(document) == []


def test_transparent_seal_hides_nothing() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    y, x = np.mgrid[-60:60, -60:60]
    ring = (abs(np.hypot(x, y) - 52) < 4) * 255
    red = np.dstack([np.full(x.shape, 220), np.zeros(x.shape), np.zeros(x.shape)])
    page.insert_image((420, 510, 520, 610), pixmap=picture(red, ring))
    assert words(document) == [OLD]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_highlight_hides_nothing(rotation: int) -> None:
    document, page = blank()
    page.set_rotation(rotation)
    page.insert_text(PLACE, OLD, fontsize=10)
    page.add_highlight_annot(CELL).update()
    light = page.add_highlight_annot(CELL)
    light.set_colors(stroke=(1, 1, 0.8))
    light.update()
    assert words(document) == [OLD]


def test_ground_drawn_first_hides_nothing() -> None:
    document, page = blank()
    page.draw_rect(page.rect, color=None, fill=(1, 1, 1))
    page.draw_rect(CELL, color=None, fill=(0.9, 0.9, 0.9))
    page.insert_text(PLACE, OLD, fontsize=10)
    assert words(document) == [OLD]


def test_outline_around_a_figure_hides_nothing() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.draw_rect(CELL, color=(0, 0, 0))
    assert words(document) == [OLD]


def test_half_transparent_patch_hides_nothing() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.draw_rect(CELL, color=None, fill=(1, 1, 1), fill_opacity=0.4)
    assert words(document) == [OLD]


def test_scan_over_its_own_text_layer_is_no_patch() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.insert_image(page.rect, pixmap=picture(np.full((842, 595), 250)))
    assert hidden(document) == []


def test_free_text_comment_over_a_figure_hides_it() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.add_freetext_annot(CELL, NEW, fontsize=10, fill_color=(1, 1, 1))
    assert hidden(document) == [(OLD, NEW)]
