from __future__ import annotations

from dataclasses import replace

import pytest

from extract.outline import Section, read_outline
from extract.pages import Page, Word
from extract.programme import OutlineEntry

from .builders import borders, page, word

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


def set_in(text: str, font: str = "", size: float = 10) -> Word:
    """Set a text in another type, as wide as its letters are in the body's."""
    return replace(word(text, 70, 0), font=font, size=size)


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


@pytest.mark.parametrize(("length", "kept"), [(36, True), (37, False)])
def test_a_title_has_at_most_36_characters(length: int, kept: bool) -> None:
    wide = "字" * 60
    for line in (f"一、{'甲' * length}", bold("甲" * length)):
        assert bool(titles(lines(line, wide))) == kept


@pytest.mark.parametrize(
    "line",
    [
        "二、人才，设备",  # a phrase, of no entry
        "二、" + "甲" * 31,  # as long as a line of text
        "2团队与人才",  # a number without a mark may be part of the text
        "二、",
        "二、首先，其次，最后",
        "二、要求：先进",
    ],
)
def test_a_numbered_line_of_no_entry_is_a_heading_only_where_it_is_like_one(line: str) -> None:
    assert len(titles(lines("一、企业基本情况", TEXT, line, TEXT))) == 1


@pytest.mark.parametrize(
    "line", ["二、服务型，制造情况", "2服务型制造情况", "二、服务型制造情况："]
)
def test_a_numbered_line_that_answers_an_entry_is_a_heading(line: str) -> None:
    found = titles(lines("一、企业基本情况", TEXT, line, TEXT))
    assert (found[1][0], found[1][2]) == (1, "服务型制造情况")


def test_a_long_title_that_answers_an_entry_is_a_heading() -> None:
    entry = OutlineEntry(level=1, title="服务型制造" * 6)
    (found,) = read_outline([lines(f"一、{entry.title}", "字" * 34)], (entry,))
    assert found.reference == entry.title


@pytest.mark.parametrize(
    ("font", "size", "told"),
    [("黑体", 10, True), ("仿宋", 11, True), ("仿宋", 10.5, False), ("仿宋", 10, False)],
)
def test_headings_are_told_by_their_type(font: str, size: float, told: bool) -> None:
    text, known, own = set_in(TEXT, "仿宋"), "企业基本情况", "团队与人才"
    found = titles(lines(set_in(known, font, size), text, set_in(own, font, size), text))
    assert [title for _, title, _ in found] == ([known, own] if told else [known])


def test_lines_of_another_type_are_no_headings_where_they_are_text_or_figures() -> None:
    text, others = set_in(TEXT, "仿宋"), ("甲" * 36, "2022年12月31", "图", "本公司。")
    page_ = lines(
        set_in("企业基本情况", "黑体"), *(w for t in others for w in (text, set_in(t, "黑体")))
    )
    assert titles(page_) == [(1, "企业基本情况", "企业基本情况")]


def test_what_stands_in_a_table_is_no_heading() -> None:
    one = lines(TEXT, bold("企业基本情况"), TEXT)
    cells = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [60, 200, 540], [135, 155])
    assert titles(one) != []
    assert titles(replace(one, rulings=tuple(cells))) == []


def test_a_kind_of_numbering_has_one_level_where_most_of_its_titles_agree() -> None:
    names = ["甲公司", "乙产品", "丙技术", "丁市场", "戊团队", "己规划"]
    entries = [OutlineEntry(level=1, title=f"{name}情况") for name in names]
    entries.append(OutlineEntry(level=2, title="庚设备情况", parent="甲公司情况"))
    numbers = "一二三四五六七"
    text = [
        part for n, e in zip(numbers, entries, strict=True) for part in (f"{n}、{e.title}", TEXT)
    ]
    assert {s.level for s in read_outline([lines(*text)], entries)} == {1}
    few = [
        part
        for n, e in zip(numbers, entries[4:], strict=False)
        for part in (f"{n}、{e.title}", TEXT)
    ]
    assert [s.level for s in read_outline([lines(*few)], entries)] == [1, 1, 2]


def test_headings_told_by_their_type_have_the_level_of_what_they_answer() -> None:
    names = ("企业基本情况", "发展历程", "主要产品", "服务型制造情况", "团队与人才")
    found = titles(lines(*(part for name in names for part in (bold(name), TEXT))))
    assert [level for level, _, _ in found] == [1, 2, 2, 1, 1]


def test_a_decimal_number_states_the_level_whatever_its_title_answers() -> None:
    found = titles(lines("1.1企业基本情况", TEXT, "1.2发展历程", TEXT))
    assert [level for level, _, _ in found] == [2, 2]


def test_other_kinds_are_one_level_below_those_before_them() -> None:
    heads = ("（一）人员", "1.管理", "（1）分工", "①细则")
    more = [part for head in heads for part in (bold(head), TEXT)]
    assert [t[:2] for t in titles(lines("一、企业基本情况", TEXT, *more))] == [
        (1, "企业基本情况"), (2, "人员"), (3, "管理"), (4, "分工"), (4, "细则"),
    ]  # fmt: skip
    assert titles(lines(bold("（一）人员"), TEXT)) == [(1, "人员", None)]


def test_a_heading_is_as_sure_as_its_line() -> None:
    (found,) = read(lines(replace(word("一、企业基本情况", 70, 0), confidence=0.8), TEXT))
    assert found.confidence == 0.8


def test_text_goes_on_over_the_page() -> None:
    (found,) = read(lines("一、企业基本情况", TEXT, number=1), lines(TEXT + "甲", number=2))
    assert found.text.replace("\n", "") == TEXT + TEXT + "甲"


def test_nothing_has_no_outline() -> None:
    assert read() == []
    assert read(lines(TEXT)) == []
