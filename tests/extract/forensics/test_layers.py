from __future__ import annotations

from dataclasses import replace

import numpy as np
import pymupdf
from hypothesis import given
from hypothesis import strategies as st

from extract.forensics import Sight
from extract.forensics.layers import is_misreading, layer_clues
from extract.pages import Word
from extract.text_layer import read_text_layer
from extract.trust import Trust, judge

from ..pdf_pages import picture
from .papers import COLUMNS, ROWS, figure, form, place, sight_of

PAIRS = ("17", "38")


def scanned(layer: dict[tuple[int, int], str], sure: float = 0.99, skew: float = 0.0) -> Sight:
    """Make a scan whose picture shows all figures of the form, and whose layer may not."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=picture(np.full((842, 595), 250)))
    for row in range(ROWS):
        for column in range(len(COLUMNS)):
            x, y = place(row, column)
            text = layer.get((row, column), figure(row, column))
            font = "helv" if text.isascii() else "china-s"
            size = 10 if text.isascii() else 5.5
            page.insert_text((x, y + skew * x), text, fontsize=size, fontname=font, render_mode=3)
    pdf_page = pymupdf.open(stream=document.tobytes())[0]
    found = read_text_layer(pdf_page)
    assert judge(pdf_page, found, "") is Trust.SCAN
    shown = sight_of(form()[0]).page
    words = tuple(
        replace(word, origin="ocr", confidences=(sure,) * len(word.text)) for word in shown.words
    )
    return Sight(pdf_page, replace(shown, digital=False, words=words), found, Trust.SCAN, None)


def told(sight: Sight) -> list[tuple[str, str]]:
    return [(clue.before, clue.after) for clue in layer_clues(sight)]


def digits(text: str) -> str:
    return text.replace(".", "")


def test_layer_that_says_what_the_picture_shows_is_silent() -> None:
    assert told(scanned({})) == []


def test_figure_of_the_layer_that_is_another_is_told() -> None:
    sight = scanned({(4, 1): "46263.99"})
    (clue,) = layer_clues(sight)
    assert (clue.kind, clue.before, clue.after) == (
        "layer-mismatch",
        "4626399",
        digits(figure(4, 1)),
    )
    assert clue.box is not None
    x, y = place(4, 1)
    assert clue.box[0] - 1 < x < clue.box[2]
    assert clue.box[1] < y - 3 < clue.box[3]


def test_full_width_digits_are_the_same_digits() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in figure(2, 1))
    assert told(scanned({(2, 1): wide})) == []


def test_layer_a_little_askew_is_compared_all_the_same() -> None:
    assert len(told(scanned({(4, 1): "46263.99"}, skew=0.005))) == 1


def test_unsure_reading_contradicts_nothing() -> None:
    assert told(scanned({(4, 1): "46263.99"}, sure=0.9)) == []


def test_layer_full_of_misreadings_is_not_believed() -> None:
    wrong = {(row, column): "10000.00" for row in range(4) for column in range(3)}
    assert told(scanned(wrong)) == []


def test_few_figures_do_not_make_a_layer_believable() -> None:
    sight = scanned({(4, 1): "46263.99"})
    words = [word for word in sight.page.words if word.text.startswith(figure(4, 1)[:3])]
    assert words
    assert told(replace(sight, page=replace(sight.page, words=tuple(words)))) == []


def test_place_with_two_figures_of_the_layer_is_not_compared() -> None:
    sight = scanned({(4, 1): "46263.99"})
    (word,) = [word for word in sight.layer.words if word.text == "46263.99"]
    words = (*sight.layer.words, replace(word, text="55555.55"))
    assert told(replace(sight, layer=replace(sight.layer, words=words))) == []


def test_digital_page_has_no_layer_to_compare() -> None:
    sight = scanned({(4, 1): "46263.99"})
    assert told(replace(sight, trust=Trust.SOUND)) == []


def test_word_of_another_place_is_not_compared() -> None:
    sight = scanned({})
    moved = Word(
        "88888.88", sight.page.words[5].box._replace(x0=10, x1=60), tuple(range(10, 63, 6))
    )
    words = (*sight.page.words, replace(moved, origin="ocr", confidences=(0.99,) * 8))
    assert told(replace(sight, page=replace(sight.page, words=words))) == []


def test_confusable_digits_are_misreadings() -> None:
    assert is_misreading("1334", "7834", PAIRS)
    assert not is_misreading("1334", "7534", PAIRS)


def test_lost_digit_is_a_misreading_and_another_number_is_not() -> None:
    assert is_misreading("123456", "12356", PAIRS)
    assert not is_misreading("123456", "98765", PAIRS)


@given(st.text("0123456789", min_size=1), st.text("0123456789", min_size=1))
def test_misreading_goes_both_ways(one: str, other: str) -> None:
    assert is_misreading(one, other, PAIRS) == is_misreading(other, one, PAIRS)
    assert is_misreading(one, one, PAIRS)
