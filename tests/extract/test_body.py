from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.body import BodyLine, body_lines, paragraphs
from extract.pages import Page, Word

from .builders import borders, page, word

FULL = "本公司主要从事装备制造及相关服务业务在行业中处于领先地位形成了较为完整的服务体系。"  # 41


def body(*lines: tuple[float, str], number: int = 1, more: Sequence[Word] = ()) -> Page:
    words = [word(text, x, 150 + 20 * index) for index, (x, text) in enumerate(lines)]
    return page([*words, *more], number=number)


def texts(*pages: Page) -> list[str]:
    return [line.text for line in body_lines(pages)]


@pytest.mark.parametrize("number", ["12", "- 12 -", "第12页", "第 3 页 共 20 页", "3/20", "—5—"])
def test_page_numbers_are_left_out(number: str) -> None:
    found = body((70, FULL), more=[word(number, 280, 810)])
    assert texts(found) == [FULL]


def test_a_number_inside_the_page_stays() -> None:
    assert texts(body((70, FULL), (70, "12"))) == [FULL, "12"]


def test_running_headers_are_left_out() -> None:
    pages = [
        body((70, f"{FULL}{n}"), number=n, more=[word("甲公司申报书", 250, 40)])
        for n in range(1, 4)
    ]
    assert texts(*pages) == [f"{FULL}{n}" for n in range(1, 4)]


def test_a_line_at_the_top_of_one_page_stays() -> None:
    pages = [
        body((70, FULL), number=1, more=[word("一、概况", 70, 40)]),
        body((70, FULL), number=2),
    ]
    assert "一、概况" in texts(*pages)


def test_lines_in_tables_are_marked() -> None:
    table = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [70, 200, 400], [300, 330])
    found = page([word(FULL, 70, 150), word("表中", 80, 310)], table)
    assert [line.in_table for line in body_lines([found])] == [False, True]


def line(text: str, x: float = 70) -> BodyLine:
    """Return a line of a column of 100 characters of 5 points, from 70 to 570."""
    column = word("字" * 100, 70, 150, size=5)
    _, found = body_lines([page([column, word(text, x, 180, size=5)])])
    return found


def test_a_line_is_short_that_ends_before_four_fifths_of_the_column() -> None:
    assert line("字" * 79).is_short
    assert not line("字" * 80).is_short
    assert not line("字" * 79, 76).is_short


def test_a_line_is_set_in_by_more_than_a_character() -> None:
    assert not line("字", 76).is_indented
    assert line("字", 77).is_indented


def test_a_line_has_the_type_of_its_longest_word() -> None:
    words = [
        replace(word("一、", 70, 150), font="SimHei", bold=True),
        replace(word("企业基本情况", 90, 150), font="FangSong"),
        word(FULL, 70, 180),
    ]
    found = body_lines([page(words)])[0]
    assert (found.text, found.font, found.bold) == ("一、企业基本情况", "FangSong", False)


def test_only_a_short_bold_line_stands_out() -> None:
    words = [
        replace(word(text, 70, 150 + 20 * n), bold=n < 2)
        for n, text in enumerate(["概况", FULL, "简介", FULL])
    ]
    assert [one.stands_out for one in body_lines([page(words)])] == [True, False, False, False]


@pytest.mark.parametrize(("count", "left_out"), [(1, False), (2, True)])
def test_a_running_header_stands_on_a_third_of_the_pages(count: int, left_out: bool) -> None:
    head = [word("甲公司申报书", 250, 40)]
    pages = [body((70, f"{FULL}{n}"), number=n, more=head if n < count else []) for n in range(6)]
    assert ("甲公司申报书" not in texts(*pages)) == left_out
    more = body((70, FULL), number=7)
    assert "甲公司申报书" in texts(*pages, more)


def test_punctuation_of_scans_is_chinese() -> None:
    for digital, text in ((True, "甲,乙"), (False, "甲，乙")):
        assert texts(replace(body((70, "甲,乙")), digital=digital)) == [text]


def test_lines_are_joined_into_paragraphs() -> None:
    found = body((90, FULL[:38]), (70, FULL[:20]), (90, FULL[:38]), (70, FULL[:40]), (70, "完。"))
    assert paragraphs(body_lines([found])) == "\n".join(
        [FULL[:38] + FULL[:20], FULL[:38] + FULL[:40] + "完。"]
    )


def test_tables_are_no_part_of_paragraphs() -> None:
    table = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [70, 200, 400], [165, 185])
    found = page([word(FULL[:40], 70, 150), word("表中", 80, 170), word(FULL[:40], 70, 190)], table)
    assert paragraphs(body_lines([found])) == f"{FULL[:40]}\n{FULL[:40]}"


def test_nothing_has_no_paragraphs() -> None:
    assert body_lines([]) == []
    assert body_lines([page()]) == []
    assert paragraphs([]) == ""
