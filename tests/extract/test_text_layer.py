from __future__ import annotations

from itertools import pairwise

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.text_layer import TextLayer, read_text_layer, whole_numbers

from .builders import word
from .pdf_pages import blank, reopened


def layer(document: pymupdf.Document) -> TextLayer:
    return read_text_layer(reopened(document)[0])


def texts(document: pymupdf.Document) -> list[str]:
    return [found.text for found in layer(document).words]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("written", [0, 90, 180, 270])
def test_words_point_to_where_they_are_displayed(turned: int, written: int) -> None:
    document, page = blank()
    page.insert_text((300, 400), "REPORT", fontsize=12, rotate=written)
    page.draw_line((100, 500), (400, 500))
    page.set_rotation(turned)
    shown = reopened(document)
    (place,) = shown[0].search_for("REPORT")
    expected = (place * shown[0].rotation_matrix).normalize()
    found = read_text_layer(shown[0])
    (only,) = found.words
    placed = found.frame.locate(only.box)
    assert only.text == "REPORT"
    assert only.box.width > only.box.height
    assert Box(*expected).intersection(placed) > 0.7 * placed.area
    assert found.rotation == (turned - written) % 360
    (ruling,) = found.rulings
    assert ruling.horizontal is (written in (0, 180))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_upright_page_has_the_size_of_its_content(turned: int) -> None:
    document, page = blank()
    page.insert_text((300, 400), "REPORT", fontsize=12)
    page.set_rotation(turned)
    found = layer(document)
    assert (found.width, found.height) == (595, 842)
    assert (found.frame.width, found.frame.height) == (
        (842, 595) if turned in (90, 270) else (595, 842)
    )


def test_a_soft_hyphen_on_the_page_is_a_minus_sign() -> None:
    document, page = blank()
    page.insert_text((100, 100), "\u00ad123.45", fontsize=10)
    assert texts(document) == ["-123.45"]


def test_a_number_in_two_fonts_is_one_word() -> None:
    document, page = blank()
    page.insert_text((100, 100), "1,234", fontsize=10, fontname="helv")
    end = 100 + pymupdf.get_text_length("1,234", fontname="helv", fontsize=10)
    page.insert_text((end, 100), ".56", fontsize=10, fontname="tiro")
    assert texts(document) == ["1,234.56"]


def test_columns_of_numbers_stay_apart() -> None:
    document, page = blank()
    page.insert_text((100, 100), "1,234.56", fontsize=10)
    page.insert_text((160, 100), "7,890.12", fontsize=10)
    assert texts(document) == ["1,234.56", "7,890.12"]


def test_wide_spaces_part_words() -> None:
    document, page = blank()
    page.insert_text((100, 100), "one      two", fontsize=10)
    assert texts(document) == ["one", "two"]


@pytest.mark.parametrize("kind", ["white", "invisible"])
def test_text_that_cannot_be_seen_is_marked(kind: str) -> None:
    document, page = blank()
    page.insert_text(
        (100, 100),
        "HIDDEN",
        color=(1, 1, 1) if kind == "white" else (0, 0, 0),
        render_mode=3 if kind == "invisible" else 0,
    )
    assert not any(found.visible for found in layer(document).words)


def test_type_is_told() -> None:
    document, page = blank()
    page.insert_text((100, 100), "Title", fontsize=16, fontname="hebo")
    (found,) = layer(document).words
    assert (found.size, found.bold) == (16, True)
    assert "Helvetica" in found.font


def test_drawn_squares_and_ticks_are_told_from_rulings() -> None:
    document, page = blank()
    page.draw_rect(pymupdf.Rect(100, 100, 110, 110))
    page.draw_line((101, 105), (104, 109))
    page.draw_line((104, 109), (112, 99))
    page.draw_rect(pymupdf.Rect(100, 200, 300, 230))
    page.draw_rect(pymupdf.Rect(100, 300, 300, 300.6), color=None, fill=(0, 0, 0))
    found = layer(document)
    assert len(found.squares) == 1
    assert len(found.strokes) == 2
    assert sum(r.horizontal for r in found.rulings) == 3
    assert sum(not r.horizontal for r in found.rulings) == 2


def test_pale_lines_are_not_seen() -> None:
    document, page = blank()
    page.draw_line((100, 100), (300, 100), color=(1, 1, 1))
    page.draw_rect(pymupdf.Rect(100, 200, 300, 200.5), color=None, fill=(0.95, 0.95, 0.95))
    assert layer(document).rulings == ()


def test_an_empty_page_is_empty() -> None:
    document, _ = blank()
    found = layer(document)
    assert (found.words, found.rulings, found.pictures, found.rotation) == ((), (), (), 0)


@given(st.text("0123456789,.-", min_size=1, max_size=14), st.data())
def test_parts_of_a_number_are_joined_as_printed(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, max(len(text) - 1, 1)), max_size=3)))
    bounds = [0, *(cut for cut in cuts if cut < len(text)), len(text)]
    parts = [word(text[a:b], 50 + 10 * a, 50) for a, b in pairwise(bounds)]
    (whole,) = whole_numbers(parts)
    assert whole.text == text
    assert len(whole.edges) == len(text) + 1
    assert whole.box == Box(50, 50, 50 + 10 * len(text), 60)


def test_text_beside_a_number_is_not_joined() -> None:
    parts = [word("12", 50, 50), word("万元", 70, 50), word("34", 90, 70)]
    assert list(whole_numbers(parts)) == parts
