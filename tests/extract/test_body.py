from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.body import body_lines, paragraphs
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
