from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.logic import All, Not, One, Some, leaves
from archive.queries import Phrase, Query, parse


def one(text: str) -> One[Phrase]:
    return One(Phrase(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("集成", one("集成")),
        ("集成 电路", All((one("集成"), one("电路")))),
        ("集成 AND 电路", All((one("集成"), one("电路")))),
        ("甲 or 乙 丙", Some((one("甲"), All((one("乙"), one("丙")))))),
        ("甲 not 乙", All((one("甲"), Not(one("乙"))))),
        ("(甲 or 乙) 丙", All((Some((one("甲"), one("乙"))), one("丙")))),
        ("甲（含物流）", one("甲(含物流)")),
        ("供应链(含物流) 甲", All((one("供应链(含物流)"), one("甲")))),
        ("(供应链(含物流))", one("供应链(含物流)")),
        ("“甲 or 乙”", one("甲or乙")),
        ('"and" "not"', All((one("and"), one("not")))),
        ("甲\u200b * ^ : - +", All(tuple(map(one, "甲*^:-+")))),
    ],
)
def test_parse(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "没有要找的文字"),
        ("  ", 0, "没有要找的文字"),
        ('""', 0, "没有要找的文字"),
        ("“ ”", 0, "没有要找的文字"),
        ('集成 "电路', 3, "引号没有成对"),
        ("甲 or", 4, "要找的文字"),
        ("and 甲", 0, "请加引号"),
        ("(甲", 2, "右括号"),
        ("甲)", 1, "多了一个右括号"),
        ("not " * 60 + "甲", 204, "太深"),
        (" or ".join("甲" * 101), 0, "太多"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, position: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(text)
    assert caught.value.position == position


def test_what_makes_a_page_a_hit() -> None:
    assert [one.text for one in leaves(parse("甲 (乙 or 甲) not 丙"))] == ["甲", "乙", "甲"]


@given(st.text(st.sampled_from("ab甲 ()（）\"“”*^:-+'{}[]~\\notradn"), max_size=40))
def test_any_text_is_a_query_or_a_told_mistake(text: str) -> None:
    place = 0
    try:
        parse(text)
    except QueryError as error:
        place = error.position
    assert 0 <= place <= len(text)
