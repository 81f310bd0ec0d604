from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.statement_labels import line_key, match_line

KNOWN = dict.fromkeys(("货币资金", "应收账款", "营业收入", "营业利润", "经营活动产生的现金流量净额",
                       "未分配利润", "股本", "所有者权益合计"))  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("一、营业收入", "营业收入"),
        ("（一）营业利润", "营业利润"),
        ("1.货币资金", "货币资金"),
        ("减：营业成本", "营业成本"),
        ("加:其他收益", "其他收益"),
        ("其中：利息费用", "利息费用"),
        ("三、营业利润（亏损以“－”号填列）", "营业利润"),
        ("投资收益(损失以“-”号填列)", "投资收益"),
        ("投资收益（损失以“-”号填列", "投资收益"),
        ("货 币 资 金", "货币资金"),
        ("应收账款：", "应收账款"),
        ("△结算备付金", "结算备付金"),
        ("实收资本（或股本）", "实收资本(或股本)"),
        ("", ""),
    ],
)
def test_only_the_name_of_a_line_is_compared(printed: str, key: str) -> None:
    assert line_key(printed) == key


@given(
    st.sampled_from(sorted(KNOWN)), st.sampled_from(["", "一、", "（二）", "3.", "减：", "加："])
)
def test_a_known_line_matches_however_it_is_numbered(name: str, lead: str) -> None:
    assert match_line(lead + name, KNOWN) == name


def test_a_long_label_may_have_a_wrong_character() -> None:
    assert match_line("经营活动产生的现金流量净颔", KNOWN) == "经营活动产生的现金流量净额"


def test_a_misread_hint_at_the_end_is_left_out() -> None:
    assert match_line("营业利润（亏摄以一号埴歹）", KNOWN) == "营业利润"


@pytest.mark.parametrize(
    "label", ["", "资金", "股木", "应付账款", "营业成本", "编制单位", "其中："]
)
def test_other_labels_match_nothing(label: str) -> None:
    assert match_line(label, KNOWN) is None


def test_leaders_up_to_the_figures_are_no_part_of_a_label() -> None:
    for label in ("五、净利润·····", "净利润……", "净利润————"):
        assert match_line(label, KNOWN | {"净利润": None}) == "净利润"
