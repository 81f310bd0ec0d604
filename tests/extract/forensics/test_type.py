from __future__ import annotations

import pymupdf
import pytest

from extract.forensics.type import figures_in, type_clues
from extract.glyphs import glyphs_of

from ..pdf_pages import reopened
from .papers import COLUMNS, Setting, figure, form, place, sight_of


def odd(setting: Setting) -> list[tuple[str, float]]:
    document, _ = form(lambda row, column: setting if (row, column) == (5, 2) else Setting())
    return [(clue.after, clue.score) for clue in type_clues(sight_of(document))]


def test_table_set_alike_is_silent() -> None:
    assert odd(Setting()) == []


def test_figure_in_another_font_is_told() -> None:
    ((text, score),) = odd(Setting("tiro"))
    assert text == figure(5, 2)
    assert score > 0.5


def test_figure_in_another_size_is_told() -> None:
    assert [text for text, _ in odd(Setting(size=11))] == [figure(5, 2)]


def test_figure_off_its_baseline_is_told() -> None:
    assert [text for text, _ in odd(Setting(down=0.8))] == [figure(5, 2)]


def test_two_signs_are_surer_than_one() -> None:
    assert odd(Setting("tiro", 11))[0][1] > odd(Setting("tiro"))[0][1]


def test_digits_of_one_number_in_two_fonts_are_told() -> None:
    document, page = form()
    x, y = place(4, 1)
    page.draw_rect((x - 1, y - 10, x + 60, y + 3), color=None, fill=(1, 1, 1))
    page.insert_text((x, 700), "12", fontsize=10)
    width = pymupdf.get_text_length("12", fontsize=10)
    page.insert_text((x + width, 700), "345", fontname="tiro", fontsize=10)
    (clue,) = type_clues(sight_of(document))
    assert clue.after == "12345"


def test_a_column_in_a_font_of_its_own_hides_no_figure_of_another() -> None:
    def setting(row: int, column: int) -> Setting:
        if column == 0:
            return Setting("cour", text=f"{row + 1}")
        return Setting("tiro" if (row, column) == (5, 2) else "helv")

    assert [clue.after for clue in type_clues(sight_of(form(setting)[0]))] == [figure(5, 2)]


AMOUNTS = (
    "1,200.50",
    "31,200.55",
    "200.75",
    "41,333,200.15",
    "7,200.25",
    "650.35",
    "92,000.45",
    "3.65",
)


def aligned(aside: float, ending: str = "") -> list[str]:
    """Set two columns that end alike, and one figure of the second to one side."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for row, amount in enumerate(AMOUNTS):
        for edge in (300.0, 450.0):
            text = amount + (ending if row == 2 else "")
            x = edge - pymupdf.get_text_length(amount, fontsize=10)
            moved = aside if (row, edge) == (4, 450.0) else 0.0
            page.insert_text((x + moved, 300 + 20 * row), text, fontsize=10)
    return [clue.after for clue in type_clues(sight_of(document))]


def test_figure_that_ends_off_its_column_is_told() -> None:
    assert aligned(0.0) == []
    assert aligned(1.0) == []
    assert aligned(4.0) == [AMOUNTS[4]]
    assert aligned(-4.0) == [AMOUNTS[4]]


def test_a_column_with_signs_behind_its_figures_is_not_judged() -> None:
    assert aligned(4.0, ending="%") == []


def test_columns_of_figures_that_begin_alike_are_not_judged_by_their_ends() -> None:
    """The form's figures all begin at one place and are as wide."""
    document, page = form()
    page.insert_text((80, 700), "1", fontsize=10)
    assert list(type_clues(sight_of(document))) == []


def test_row_in_bold_is_a_total() -> None:
    document, _ = form(lambda row, column: Setting("hebo") if row == 7 else Setting())
    assert list(type_clues(sight_of(document))) == []


def test_row_set_otherwise_in_part_is_silent() -> None:
    document, _ = form(lambda row, column: Setting("tiro") if row == 4 and column else Setting())
    assert list(type_clues(sight_of(document))) == []


def test_long_number_shrunk_to_fit_its_cell_is_silent() -> None:
    assert odd(Setting(size=8.5, text="1234567.89")) == []
    assert odd(Setting(size=8.5, text="1234.89")) != []


@pytest.mark.parametrize("other", ["tiro", "hebo"])
def test_column_in_another_font_is_a_later_year(other: str) -> None:
    document, _ = form(lambda row, column: Setting(other) if column == 2 else Setting())
    assert list(type_clues(sight_of(document))) == []


def test_bold_alone_is_no_other_font() -> None:
    assert odd(Setting("hebo")) == []


def test_minus_and_separators_of_a_fallback_font_are_normal() -> None:
    document, page = form()
    width = pymupdf.get_text_length("1", fontsize=10)
    page.insert_text((100, 700), "1", fontsize=10)
    page.insert_text((100 + width, 700), ",", fontname="tiro", fontsize=10)
    page.insert_text((103 + width, 700), "234", fontsize=10)
    assert list(type_clues(sight_of(document))) == []


def test_digits_within_chinese_text_are_no_figures() -> None:
    document, page = form()
    page.insert_text((80, 300), "2022", fontname="tiro", fontsize=12)
    width = pymupdf.get_text_length("2022", fontname="tiro", fontsize=12)
    page.insert_text((80 + width, 300), "年度", fontname="china-s", fontsize=12)
    found = figures_in(glyphs_of(reopened(document)[0]))
    assert len(found) == 8 * len(COLUMNS)


def test_figure_that_reaches_over_its_unit_is_compared() -> None:
    document, page = form()
    for row in range(8):
        for column, left in enumerate(COLUMNS):
            x = left + pymupdf.get_text_length(figure(row, column), fontsize=10) - 3
            page.insert_text((x, 400 + 20 * row), "万元", fontname="china-s", fontsize=10)
    found = figures_in(glyphs_of(reopened(document)[0]))
    assert sorted(one.text for one in found) == sorted(
        figure(row, column) for row in range(8) for column in range(3)
    )


def test_table_too_small_to_tell_is_silent() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for row in range(3):
        page.insert_text((200, 400 + 20 * row), figure(row, 0), fontsize=10)
        page.insert_text((320, 400 + 20 * row), figure(row, 1), fontsize=10 + (row == 2))
    assert list(type_clues(sight_of(document))) == []


def test_figures_of_a_turned_page_are_told_too() -> None:
    document, page = form(
        lambda row, column: Setting("tiro") if (row, column) == (3, 0) else Setting()
    )
    page.set_rotation(270)
    (clue,) = type_clues(sight_of(document))
    assert clue.after == figure(3, 0)
    assert clue.box is not None
    assert clue.box[3] - clue.box[1] > clue.box[2] - clue.box[0]


def test_figure_that_replaces_a_covered_one_is_told_as_hidden_text_only() -> None:
    document, page = form()
    x, y = place(4, 1)
    page.draw_rect((x - 1, y - 10, x + 60, y + 3), color=None, fill=(1, 1, 1))
    page.insert_text((x, y), "77777.77", fontname="tiro", fontsize=11)
    assert list(type_clues(sight_of(document))) == []


@pytest.mark.parametrize("text", ["156,104.82138,655.99", "2022.12.31"])
def test_two_figures_set_close_together_and_dates_are_no_figure(text: str) -> None:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), text, fontsize=9)
    assert figures_in(glyphs_of(reopened(document)[0])) == []
