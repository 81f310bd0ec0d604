from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.pages import Word
from extract.text_layer import TextLayer, read_text_layer, whole_words

from .builders import word
from .pdf_pages import blank, picture, reopened


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
    assert len(found.drawings.squares) == 1
    assert len(found.drawings.strokes) == 2
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
    (whole,) = whole_words(parts)
    assert whole.text == text
    assert len(whole.edges) == len(text) + 1
    assert whole.box == Box(50, 50, 50 + 10 * len(text), 60)


def test_text_beside_a_number_is_not_joined() -> None:
    parts = [word("12", 50, 50), word("万元", 70, 50), word("34", 90, 70)]
    assert list(whole_words(parts)) == parts


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_cropped_page_is_the_part_that_is_displayed(turned: int) -> None:
    document, page = blank()
    page.insert_text((300, 400), "REPORT", fontsize=12)
    page.draw_line((250, 500), (400, 500))
    page.set_cropbox(pymupdf.Rect(200, 300, 500, 700))
    page.set_rotation(turned)
    shown = reopened(document)
    found = read_text_layer(shown[0])
    (only,), (ruling,) = found.words, found.rulings
    (place,) = shown[0].search_for("REPORT")
    expected = (place * shown[0].rotation_matrix).normalize()
    assert (found.width, found.height) == (300, 400)
    assert Box(*expected).intersection(found.frame.locate(only.box)) > 0.7 * only.box.area
    assert (ruling.span, ruling.position) == ((50, 200), 200)


def test_edges_stand_between_characters() -> None:
    document, page = blank()
    page.insert_text((100, 100), "1234", fontsize=10)
    (found,) = layer(document).words
    step = pymupdf.get_text_length("1", fontsize=10)
    assert found.edges == pytest.approx([100 + step * i for i in range(5)], abs=0.01)
    assert (found.box.x0, found.box.x1) == pytest.approx((100, 100 + 4 * step), abs=0.01)
    assert found.box.y0 < 93 < 100 < found.box.y1


@pytest.mark.parametrize(("spaces", "words"), [(1, ["abcd"]), (2, ["ab", "cd"])])
def test_a_gap_of_half_an_em_parts_words(spaces: int, words: list[str]) -> None:
    document, page = blank()
    page.insert_text((100, 100), "ab" + " " * spaces + "cd")  # a space is 0.28 em wide
    assert texts(document) == words


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        (word("1,234", 50, 50), word(".56", 101.9, 50), True),
        (word("1,234", 50, 50), word(".56", 102.1, 50), False),
        (word("1,234", 50, 50), word(".56", 98.1, 50), True),
        (word("1,234", 50, 50), word(".56", 97.9, 50), False),
        (word("1,234", 50, 50), word(".56", 100, 54.9), True),
        (word("1,234", 50, 50), word(".56", 100, 55.1), False),
        (word("1,234", 50, 50), word("4", 100, 51, size=4), True),  # lower, but beside it
        (word("1,234", 50, 50), word("万", 100, 50), False),
        (word("(", 50, 50), word("56)", 60, 50), True),
    ],
)
def test_parts_of_a_number_stand_side_by_side(left: Word, right: Word, whole: bool) -> None:
    assert len(list(whole_words([left, right]))) == (1 if whole else 2)


def test_a_whole_number_is_of_its_longer_parts_type() -> None:
    left, right = word("1,", 50, 50), word("234", 71, 50, size=9)
    for first, second in ((left, right), (replace(left, font="b"), replace(right, font="a"))):
        (found,) = whole_words([first, second])
        assert (found.size, found.font) == (9, second.font)
        assert found.edges == (50, 60, 70.5, 80, 89, 98)
    (even,) = whole_words([replace(left, font="a"), word("23", 70, 50)])
    assert even.font == "a"


@pytest.mark.parametrize(("one", "other"), [(True, False), (False, True), (False, False)])
def test_a_number_is_seen_where_all_of_it_is(one: bool, other: bool) -> None:
    left, right = replace(word("1,", 50, 50), visible=one), word("234", 70, 50)
    (found,) = whole_words([left, replace(right, visible=other)])
    assert not found.visible


@pytest.mark.parametrize(
    ("color", "visible"),
    [((0.9, 0.9, 0.9), True), ((0.95, 0.95, 0.95), False), ((1, 1, 0), True), ((1, 0, 1), True),
     ((0, 1, 1), True)],
)  # fmt: skip
def test_only_white_cannot_be_seen(color: tuple[float, float, float], visible: bool) -> None:
    document, page = blank()
    page.insert_text((100, 100), "REPORT", color=color)
    page.draw_line((100, 200), (300, 200), color=color)
    found = layer(document)
    assert [w.visible for w in found.words] == [visible]
    assert len(found.rulings) == visible


@pytest.mark.parametrize(
    ("sides", "squares", "rulings"),
    [
        ((5.5, 5.5), 1, 0), ((17.5, 17.5), 1, 0), ((4.5, 4.5), 0, 4), ((18.5, 18.5), 0, 4),
        ((10, 12.5), 1, 0), ((10, 13.5), 0, 4), ((13.5, 10), 0, 4), ((17, 20), 0, 4),
    ],
)  # fmt: skip
def test_small_squares_are_boxes_to_tick(
    sides: tuple[float, float], squares: int, rulings: int
) -> None:
    document, page = blank()
    page.draw_rect(pymupdf.Rect(100, 100, 100 + sides[0], 100 + sides[1]))
    found = layer(document)
    assert (len(found.drawings.squares), len(found.rulings)) == (squares, rulings)


def test_a_rectangle_has_four_sides_where_they_are_drawn() -> None:
    document, page = blank()
    page.draw_rect(pymupdf.Rect(100, 200, 300, 230))
    found = {(r.horizontal, r.position, r.span) for r in layer(document).rulings}
    assert found == {
        (True, 200, (100, 300)), (True, 230, (100, 300)),
        (False, 100, (200, 230)), (False, 300, (200, 230)),
    }  # fmt: skip


def test_a_filled_area_is_no_ruling_and_a_thin_one_is() -> None:
    document, page = blank()
    for height in (2.5, 3.5):
        area = pymupdf.Rect(100, 100 * height, 300, 100 * height + height)
        page.draw_rect(area, color=None, fill=(0, 0, 0))
    page.draw_rect(pymupdf.Rect(400, 100, 400.5, 300), color=None, fill=(0, 0, 0))
    assert {(r.horizontal, round(r.position, 2)) for r in layer(document).rulings} == {
        (True, 251.25),
        (False, 400.25),
    }


def test_curves_and_slopes_are_free_strokes() -> None:
    document, page = blank()
    page.draw_bezier((100, 120), (110, 100), (120, 130), (130, 110))
    page.draw_line((200, 105), (204, 109))
    page.draw_line((300, 105), (340, 105.5))
    page.draw_bezier((100, 320), (110, 300), (120, 330), (130, 310), color=(1, 1, 1))
    found = layer(document)
    assert sorted(found.drawings.strokes) == [Box(100, 100, 130, 130), Box(200, 105, 204, 109)]
    (ruling,) = found.rulings
    assert (ruling.horizontal, ruling.span) == (True, (300, 340))


def test_a_filled_tick_is_a_stroke() -> None:
    document, page = blank()
    shape = page.new_shape()
    shape.draw_curve((100, 110), (104, 116), (112, 100))
    shape.finish(color=None, fill=(0, 0, 0))
    shape.commit()
    assert len(layer(document).drawings.strokes) == 1


def test_pictures_are_where_they_are_drawn() -> None:
    document, page = blank()
    page.insert_image(pymupdf.Rect(100, 200, 140, 240), pixmap=picture(np.full((20, 20), 90)))
    page.insert_image(pymupdf.Rect(100, 300, 500, 300.5), pixmap=picture(np.full((4, 99), 90)),
                      keep_proportion=False)  # fmt: skip
    assert layer(document).pictures == (Box(100, 200, 140, 240),)


def test_most_of_the_text_says_how_the_page_lies() -> None:
    document, page = blank()
    page.insert_text((300, 400), "REPORT OF THE YEAR", rotate=90)
    page.insert_text((100, 100), "PAGE 1")
    found = layer(document)
    assert (found.rotation, found.width, found.height) == (270, 842, 595)
    page.insert_text((100, 700), "BUT NOT THE YEAR BEFORE")
    assert layer(document).rotation == 0


@pytest.mark.parametrize("turned", [0, 90])
def test_white_print_shows_on_a_dark_ground_only(turned: int) -> None:
    document, page = blank()
    page.draw_rect((90, 80, 220, 110), color=None, fill=(0.1, 0.2, 0.5))
    page.insert_text((100, 100), "HEAD", fontsize=12, color=(1, 1, 1))
    page.draw_rect((90, 180, 220, 210), color=None, fill=(0.9, 0.95, 1))
    page.insert_text((100, 200), "PALE", fontsize=12, color=(1, 1, 1))
    page.insert_text((100, 300), "PAPER", fontsize=12, color=(1, 1, 1))
    page.set_rotation(turned)
    assert [found.text for found in layer(document).words if found.visible] == ["HEAD"]


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("ABCDEF+SimSun", "GHIJKL+SimSun", True),
        ("Type3 (28 0 R)", "Type3 (29 0 R)", True),
        ("ABCDEF+FangSong.0", "ABCDEF+FangSong.12", True),
        ("SimSun-Identity-H", "SimSun", True),
        ("ABCDEF+SimSun", "ABCDEF+SimHei", False),
        ("SimSun", "SimSun-Bold", False),
    ],
)
def test_print_in_parts_of_one_typeface_is_joined(left: str, right: str, whole: bool) -> None:
    words = [replace(word("期末", 50, 50), font=left), replace(word("余额", 70, 50), font=right)]
    assert len(list(whole_words(words))) == (1 if whole else 2)


def test_print_of_another_size_or_farther_on_is_not_joined() -> None:
    first = word("期末", 50, 50)
    for other in (word("余额", 70, 50, size=12), word("余额", 73, 50)):
        assert list(whole_words([first, other])) == [first, other]


@pytest.mark.parametrize(("left", "right"), [("收益", "（"), ("以“", "-"), ("－", "”号填列")])
def test_signs_without_a_digit_are_print_like_other_print(left: str, right: str) -> None:
    words = [word(left, 50, 50), word(right, 50 + 10 * len(left), 50)]
    assert [one.text for one in whole_words(words)] == [left + right]


def test_a_ruling_in_the_white_space_between_two_cells_parts_their_words() -> None:
    document, page = blank()
    page.insert_text((100, 100), "12.00 34.00", fontsize=10)  # the space is 0.28 em wide
    (whole,) = layer(document).words
    gap = whole.edges[5]
    page.draw_line((gap, 80), (gap, 120))
    assert [one.text for one in layer(document).words] == ["12.00", "34.00"]


def test_print_that_juts_out_of_its_cell_stays_whole() -> None:
    document, page = blank()
    page.insert_text((100, 100), "1234567.00", fontsize=10)
    (whole,) = layer(document).words
    page.draw_line((whole.edges[4], 80), (whole.edges[4], 120))
    assert [one.text for one in layer(document).words] == ["1234567.00"]
