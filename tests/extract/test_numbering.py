from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbering import decimal_depth, numbering_of


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("第一章 概况", "chapter", "概况"),
        ("第三部分 保障", "chapter", "保障"),
        ("第二节、模式", "section", "模式"),
        ("一、基本情况", "chinese", "基本情况"),
        ("十二、其他", "chinese", "其他"),
        ("（一）概况", "chinese-bracket", "概况"),
        ("(二)、概况", "chinese-bracket", "概况"),
        ("1.2.3.4 细节", "decimal-4", " 细节"),
        ("1.2.3细节", "decimal-3", "细节"),
        ("1.2 模式", "decimal-2", " 模式"),
        ("1、概况", "arabic", "概况"),
        ("2.概况", "arabic", "概况"),
        ("（3）概况", "arabic-bracket", "概况"),
        ("4）概况", "arabic-half-bracket", "概况"),
        ("⑤概况", "circled", "概况"),
        ("1概况", "bare", "概况"),
        ("１．２　模式", "decimal-2", "　模式"),
        ("㈡概况", "chinese-bracket", "概况"),
        ("〔三〕概况", "chinese-bracket", "概况"),
        ("⑶概况", "arabic-bracket", "概况"),
        ("⒉概况", "arabic", "概况"),
        ("❸概况", "circled", "概况"),
        ("壹、概况", "capital", "概况"),
        ("Ⅱ、概况", "roman", "概况"),
        ("IV. 概况", "roman", " 概况"),
        ("B、概况", "letter", "概况"),
        ("第三条 目标", "article", "目标"),
    ],
)
def test_a_heading_is_parted_from_its_number(text: str, kind: str, rest: str) -> None:
    found = numbering_of(text)
    assert found is not None
    assert (found.kind, text[found.length :]) == (kind, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "概况",
        "一是加强",
        "2022年",
        "1,234.00",
        "12.5%",
        "3.2万元",
        "十分重要",
        "（注）",
        "A.B公司",
        "IT.服务",
        "VIP客户",
        "C语言",
    ],
)
def test_other_text_has_no_number(text: str) -> None:
    assert numbering_of(text) is None


@given(st.text())
def test_a_number_is_the_beginning_of_its_text(text: str) -> None:
    found = numbering_of(text)
    assert found is None or 0 < found.length <= len(text)


@pytest.mark.parametrize(
    ("kind", "depth"),
    [("decimal-2", 2), ("decimal-4", 4), ("bare", 1), ("chinese", None), ("arabic", None)],
)
def test_decimal_numbers_state_their_level(kind: str, depth: int | None) -> None:
    assert decimal_depth(kind) == depth
