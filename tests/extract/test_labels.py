from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.labels import label_key, match_label, read_label

UNITS = ("万元", "元", "%", "人", "m2")
WORDINGS = {label_key(w): w for w in ("单位地址", "年末职工总数", "主营业务收入", "税收")}
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@pytest.mark.parametrize(
    ("printed", "key", "unit"),
    [
        ("主营业务收入（万元）", "主营业务收入", "万元"),
        ("主营业务收入(万元)", "主营业务收入", "万元"),
        ("主营业务收入（ 万 元 ）：", "主营业务收入", "万元"),
        ("服务收入占比（％）", "服务收入占比", "%"),
        ("占地面积(m²)", "占地面积", "m2"),
        ("单 位 地 址：", "单位地址", None),
        ("统一社会信用代码（18位）", "统一社会信用代码18位", None),
        ("经营收入（不含税）（元）", "经营收入不含税", "元"),
        ("", "", None),
        ("（万元", "", "万元"),
    ],
)
def test_a_label_is_parted_into_key_and_unit(printed: str, key: str, unit: str | None) -> None:
    label = read_label(printed, UNITS)
    assert (label.key, label.unit) == (key, unit)


def test_the_first_of_two_units_counts() -> None:
    assert read_label("收入（万元）（元）", UNITS).unit == "万元"


@given(CHINESE, st.sampled_from(UNITS), st.sampled_from(["（{}）", "({})", "[{}]"]))
def test_any_unit_in_any_bracket_is_found(name: str, unit: str, bracket: str) -> None:
    label = read_label(name + bracket.format(unit), UNITS)
    assert label.key == label_key(name)
    assert label.unit == unit


@given(st.text("税收额（）()[]：:、.-_ /％%ABcd012万元"))
def test_a_key_is_its_own_key(text: str) -> None:
    key = label_key(text)
    assert label_key(key) == key


@given(CHINESE)
def test_spaces_and_colons_do_not_change_a_key(name: str) -> None:
    assert label_key(" ".join(name) + "：") == label_key(name)


def test_an_exact_wording_matches() -> None:
    assert match_label("税收", WORDINGS) == "税收"


def test_a_long_label_may_have_one_wrong_character() -> None:
    assert match_label("年末职工总教数", WORDINGS) == "年末职工总数"


@pytest.mark.parametrize("key", ["", "税", "税牧", "单位电话", "利润总额", "主营业务成本"])
def test_another_label_matches_nothing(key: str) -> None:
    assert match_label(key, WORDINGS) is None
