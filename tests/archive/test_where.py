from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.columns import field_names
from archive.errors import QueryError
from archive.logic import All, Not, One, Some
from archive.where import Comparison, parse

from .programmes import PROGRAMME


def test_or_binds_less_than_and() -> None:
    tree = parse("a=1 or b=2 and not c~x")
    assert isinstance(tree, Some)
    first, second = tree.parts
    assert isinstance(first, One)
    assert isinstance(second, All)
    assert isinstance(second.parts[1], Not)


def test_brackets_and_full_width_signs() -> None:
    tree = parse(
        "（营业收入＠2022≥10,000 OR a！＝1） AND b~“x y”",
        {"营业收入": "operating_revenue", "a": "a", "b": "b"},
    )
    assert tree == All(
        (
            Some(
                (
                    One(Comparison("operating_revenue", "2022", ">=", "10,000", 10000.0, 1)),
                    One(Comparison("a", None, "!=", "1", 1.0, 21)),
                )
            ),
            One(Comparison("b", None, "~", "x y", None, 31)),
        )
    )


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "要一个条件"),
        ("a", 0, "看不懂"),
        ("a=1 and", 7, "要一个条件"),
        ("a=1 b=2", 4, "and/or"),
        ("(a=1", 4, "右括号"),
        ("a=1)", 3, "右括号"),
        ("a>=很多", 3, "要一个数"),
        ("a=>1", 1, "这种比较"),
        ("a=1 and ;drop", 8, "看不懂"),
        ("a=", 0, "看不懂"),
        ("a@22=1", 0, "看不懂"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, position: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(text)
    assert caught.value.position == position
    assert caught.value.exit_code == 2


def test_an_unknown_field_is_told() -> None:
    with pytest.raises(QueryError, match="没有名为 收入 的字段"):
        parse("收入>1", {"营业收入": "operating_revenue"})


def test_fields_are_known_by_id_label_and_the_document_they_stand_in() -> None:
    names = field_names(PROGRAMME)
    for name, id in (
        ("operating_revenue", "operating_revenue"),
        ("营业收入", "operating_revenue"),
        ("区名称", "district_name"),
        ("audit.net_profit", "audit.net_profit"),
    ):
        found = parse(f"{name}=1", names)
        assert isinstance(found, One)
        assert found.leaf.field == id


def test_limits_on_depth_and_number() -> None:
    with pytest.raises(QueryError, match="太深"):
        parse("(" * 5000 + "a=1" + ")" * 5000)
    with pytest.raises(QueryError, match="太深"):
        parse("not " * 5000 + "a=1")
    with pytest.raises(QueryError, match="太多"):
        parse(" or ".join(["a=1"] * 101))


def test_dates_can_be_ordered() -> None:
    assert parse("license.established<2020-01-01") == One(
        Comparison("license.established", None, "<", "2020-01-01", None, 0)
    )


@given(st.text(st.sampled_from("ab12@=<>~!()（） '\"and or not.，≥"), max_size=40))
def test_any_text_is_a_condition_or_a_told_mistake(text: str) -> None:
    place = 0
    try:
        parse(text)
    except QueryError as error:
        place = error.position
    assert 0 <= place <= len(text)
