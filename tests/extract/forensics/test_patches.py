from __future__ import annotations

import numpy as np
import pytest

from extract.forensics.patches import patch_clues

from ..pdf_pages import CELL, NEW, OLD, PLACE, blank, patch, picture
from .papers import sight_of, told


def test_figure_under_a_patch_is_told_with_the_one_over_it() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page)
    (clue,) = patch_clues(sight_of(document))
    assert (clue.kind, clue.before, clue.after) == ("hidden-text", OLD, NEW)
    assert clue.score > 0.9
    assert OLD in clue.detail
    assert NEW in clue.detail


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_box_lies_on_the_page_as_displayed(rotation: int) -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page)
    page.set_rotation(rotation)
    sight = sight_of(document)
    (clue,) = patch_clues(sight)
    assert clue.box is not None
    x0, y0, x1, y1 = clue.box
    width, height = sight.pdf_page.rect.width, sight.pdf_page.rect.height
    sides = {"across": x1 - x0, "down": y1 - y0}
    assert (sides["across"] > sides["down"]) == (rotation in (0, 180))
    expected = {
        0: (470, 563),
        90: (842 - 563, 470),
        180: (595 - 470, 842 - 563),
        270: (563, 595 - 470),
    }
    x, y = expected[rotation]
    assert x0 < x < x1 <= width
    assert y0 < y < y1 <= height


def test_same_text_over_the_patch_is_no_edit() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page, OLD)
    assert list(patch_clues(sight_of(document))) == []


def test_page_number_renewed_on_merging_stays_weak() -> None:
    document, page = blank()
    page.insert_text((280, 820), "- 3 -", fontsize=9)
    page.draw_rect((270, 808, 320, 826), color=None, fill=(1, 1, 1))
    page.insert_text((280, 820), "- 17 -", fontsize=9)
    (clue,) = patch_clues(sight_of(document))
    assert max(clue.score, clue.elsewhere) < 0.5


def test_blanked_figure_counts_on_figure_pages_only() -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    patch(page, "")
    (clue,) = patch_clues(sight_of(document))
    assert clue.score > 0.5 > clue.elsewhere


@pytest.mark.parametrize(("place", "counts"), [(CELL, True), ((420, 510, 520, 610), False)])
def test_picture_of_a_figure_counts_and_one_like_a_seal_does_not(
    place: tuple[float, float, float, float], counts: bool
) -> None:
    document, page = blank()
    page.insert_text(PLACE, OLD, fontsize=10)
    page.insert_image(place, pixmap=picture(np.full((100, 100), 250)), keep_proportion=False)
    (clue,) = patch_clues(sight_of(document))
    assert (clue.score > 0.5) == counts
    assert told(iter([clue])) == [(OLD, "")]


@pytest.mark.parametrize(("size", "counts"), [(60, False), (14, True)])
def test_a_watermark_under_a_shaded_cell_stays_weak(size: float, counts: bool) -> None:
    document, page = blank()
    page.insert_text((250, 400), "C", fontsize=size)
    page.draw_rect((200, 300, 400, 420), color=None, fill=(0.9, 0.9, 0.9))
    page.insert_text((255, 395), "1234.5", fontsize=10)
    (clue,) = patch_clues(sight_of(document))
    assert (clue.score > 0.5) == counts
