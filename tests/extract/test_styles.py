from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.page_types import TypedPage
from extract.pages import Page, Word
from extract.records import Heading, Style
from extract.styles import styles_of

from .builders import borders, page, word

TITLE, SUBTITLE = "企业基本面貌", "发展历程"


def set_in(font: str, size: float, text: str, y: float) -> Word:
    return replace(word(text, 70, y, size=size), font=font)


def prose(y: float, count: int = 4, pitch: float = 24) -> list[Word]:
    return [set_in("仿宋", 16, f"正文第{n}行" + "字" * 20, y + pitch * n) for n in range(count)]


def heading(level: int, title: str, number: int = 1) -> Heading:
    return Heading(
        level=level, title=title, file="申报书.pdf", page=number, bbox=(0, 0, 1, 1), reference=None
    )


def styles(
    words: Iterable[Word] | Page, outline: Sequence[Heading] = (), *, kind: str = "body"
) -> dict[str, Style]:
    one = words if isinstance(words, Page) else page(words)
    typed = TypedPage(one, "body" if kind == "body" else "form", 1.0, "")
    return {style.role: style for style in styles_of([typed], outline)}


def test_each_role_has_the_type_that_most_of_it_is_set_in() -> None:
    words = [
        set_in("黑体", 18, f"一、{TITLE}", 100),
        set_in("楷体", 16, f"（一）{SUBTITLE}", 130),
        *prose(160),
        set_in("宋体", 10, "一处不同", 700),
    ]
    found = styles(words, [heading(1, TITLE), heading(2, SUBTITLE)])
    assert {role: (s.font, s.size) for role, s in found.items()} == {
        "body": ("仿宋", 16),
        "heading1": ("黑体", 18),
        "heading2": ("楷体", 16),
    }


def test_the_evidence_shows_a_line_of_that_type() -> None:
    (body,) = styles([set_in("宋体", 10, "短", 100), *prose(160)]).values()
    assert body.evidence.text.startswith("正文第0行")
    assert body.evidence.bbox is not None
    assert body.evidence.bbox[1] == 160
    assert body.characters == 4 * 25


def test_spacing_is_the_usual_distance_of_lines_in_type_sizes() -> None:
    words = [*prose(100, 5, pitch=24), *prose(500, 5, pitch=24)]
    assert styles(words)["body"].line_spacing == 1.5


def test_gaps_between_paragraphs_and_pages_are_no_spacing() -> None:
    words = [line for n in range(3) for line in prose(100 + 150 * n, 3, pitch=24)]
    assert styles(words)["body"].line_spacing == 1.5
    pages = [page(prose(60 + 24 * n, 1), number=n) for n in (1, 2)]
    (body,) = styles_of([TypedPage(one, "body", 1.0, "") for one in pages], [])
    assert body.line_spacing is None


def test_lines_further_apart_than_type_is_set_have_no_spacing() -> None:
    assert styles(prose(100, 4, pitch=41))["body"].line_spacing == 2.56
    assert styles(prose(100, 4, pitch=42))["body"].line_spacing is None


def test_only_body_text_has_a_spacing() -> None:
    words = [set_in("黑体", 16, t, 100 + 24 * n) for n, t in enumerate(("一、甲", "一、甲"))]
    assert styles(words, [heading(1, "甲")])["heading1"].line_spacing is None


def test_one_line_has_no_spacing() -> None:
    assert styles(prose(100, 1))["body"].line_spacing is None


def test_headings_of_deeper_levels_belong_to_no_role() -> None:
    words = [set_in("黑体", 16, "1.细节", 100), *prose(160)]
    found = styles(words, [heading(3, "细节")])
    assert set(found) == {"body"}
    assert found["body"].characters == 4 * 25


def test_a_heading_counts_on_its_own_page_only() -> None:
    found = styles([set_in("黑体", 18, f"一、{TITLE}", 100)], [heading(1, TITLE, number=2)])
    assert set(found) == {"body"}


def test_what_stands_in_a_table_is_left_out() -> None:
    cells = borders([(0, 1, 0, 1), (0, 1, 1, 2), (1, 2, 0, 2)], [60, 300, 540], [90, 120, 150])
    table = [set_in("宋体", 10, "表头", 95), set_in("宋体", 10, "数" * 30, 125)]
    (body,) = styles(page([*table, *prose(300)], cells)).values()
    assert (body.font, body.characters) == ("仿宋", 4 * 25)


def test_scans_and_other_pages_have_no_style() -> None:
    assert styles(page(prose(100), digital=False)) == {}
    assert styles(prose(100), kind="form") == {}
    assert styles_of([], []) == ()
