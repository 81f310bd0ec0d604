from __future__ import annotations

from dataclasses import replace

import pytest

from extract.outline import Section, read_outline
from extract.pages import Page, Word
from extract.programme import OutlineEntry

from .builders import page, word

ENTRIES = (
    OutlineEntry(level=1, title="企业基本情况"),
    OutlineEntry(level=2, title="发展历程", parent="企业基本情况"),
    OutlineEntry(level=2, title="主要产品", parent="企业基本情况"),
    OutlineEntry(level=1, title="服务型制造情况"),
    OutlineEntry(level=2, title="主要做法", parent="服务型制造情况"),
)
TEXT = "本公司多年来专注于装备制造及其相关服务在行业中处于领先地位并形成了服务体系的框架"


def lines(*texts: str | Word, number: int = 1) -> Page:
    words = []
    for index, text in enumerate(texts):
        y = 120.0 + 20 * index
        if isinstance(text, Word):
            words.append(replace(text, box=text.box._replace(y0=y, y1=y + 10)))
        else:
            words.append(word(text, 70, y))
    return page(words, number=number)


def bold(text: str) -> Word:
    return replace(word(text, 70, 0), bold=True)


def read(*pages: Page) -> list[Section]:
    return read_outline(pages, ENTRIES)


def titles(*pages: Page) -> list[tuple[int, str, str | None]]:
    return [(s.level, s.title, s.reference) for s in read(*pages)]


def test_numbered_headings_have_levels_references_and_text() -> None:
    found = read(
        lines(
            "一、企业基本情况",
            TEXT,
            "（一）发展历程",
            TEXT + "甲",
            "二、服务型制造情况",
            TEXT + "乙",
        )
    )
    assert [(s.level, s.title, s.reference) for s in found] == [
        (1, "企业基本情况", "企业基本情况"),
        (2, "发展历程", "发展历程"),
        (1, "服务型制造情况", "服务型制造情况"),
    ]
    assert [s.text for s in found] == [TEXT, TEXT + "甲", TEXT + "乙"]


def test_a_heading_points_to_its_line() -> None:
    found = read(lines(TEXT, number=1), lines("一、企业基本情况", TEXT, number=2))[0]
    assert (found.page.number, found.box) == (2, word("一、企业基本情况", 70, 120).box)


def test_decimal_numbers_state_their_level() -> None:
    assert titles(lines("1.企业基本情况", TEXT, "1.1发展历程", TEXT, "1.2主要产品", TEXT)) == [
        (1, "企业基本情况", "企业基本情况"),
        (2, "发展历程", "发展历程"),
        (2, "主要产品", "主要产品"),
    ]


def test_items_of_a_list_are_no_headings() -> None:
    found = titles(lines("一、企业基本情况", TEXT, "1、提高质量", TEXT, "2、降低成本", TEXT))
    assert [title for _, title, _ in found] == ["企业基本情况"]


@pytest.mark.parametrize(
    "line",
    [
        "一、企业基本情况……………………3",
        "一、企业基本情况......3",
        "一、本公司成立于某年，注册于上海，员工若干。",
    ],
)
def test_contents_and_sentences_are_no_headings(line: str) -> None:
    assert titles(lines(line, TEXT)) == []


def test_bold_lines_that_answer_the_outline_are_headings() -> None:
    assert titles(lines(bold("企业基本情况"), TEXT, bold("服务型制造情况"), TEXT)) == [
        (1, "企业基本情况", "企业基本情况"),
        (1, "服务型制造情况", "服务型制造情况"),
    ]


def test_of_a_scan_lines_set_in_as_known_titles_are_headings() -> None:
    found = titles(
        lines(
            "一、企业基本情况",
            TEXT,
            word("发展历程", 90, 0),
            TEXT,
            word("团队与人才", 91, 0),
            TEXT,
            word("营业收入与服务收入", 180, 0),
            word("图示近三年情况", 190, 0),
            TEXT,
        )
    )
    assert found[1:] == [(2, "发展历程", "发展历程"), (2, "团队与人才", None)]


def test_of_a_scan_short_lines_are_no_headings_where_few_are_known() -> None:
    items = [word(text, 90, 0) for text in ("提高质量", "降低成本", "扩大规模")]
    found = titles(lines("一、企业基本情况", TEXT, word("发展历程", 90, 0), TEXT, *items, TEXT))
    assert found[1:] == [(2, "发展历程", "发展历程")]


def test_a_heading_of_its_own_has_no_reference() -> None:
    found = titles(lines("一、企业基本情况", TEXT, "二、团队与人才", TEXT))
    assert found[1] == (1, "团队与人才", None)


def test_a_title_may_run_into_its_text() -> None:
    (_, found) = read(lines("一、企业基本情况", TEXT, "（一）发展历程。公司始于某年", TEXT))
    assert (found.title, found.reference) == ("发展历程", "发展历程")
    assert found.text.startswith("公司始于某年")


def test_text_goes_on_over_the_page() -> None:
    (found,) = read(lines("一、企业基本情况", TEXT, number=1), lines(TEXT + "甲", number=2))
    assert found.text.replace("\n", "") == TEXT + TEXT + "甲"


def test_nothing_has_no_outline() -> None:
    assert read() == []
    assert read(lines(TEXT)) == []
