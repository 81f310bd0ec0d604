"""Words from data made comparable with words on a page."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.wordings import clashes, folded, squeezed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("职 务", "职务"),
        ("申报单位：____", "申报单位"),
        ("实收资本（或股本）", "实收资本(或股本)"),
        ("Ｅ-mail", "e-MAIL"),
    ],
)
def test_one_wording_however_printed(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_wordings_stay_apart() -> None:
    assert folded("资产总额") != folded("资产总计")


def test_spaces_and_widths_do_not_matter() -> None:
    assert squeezed("营 业　执 照（１）") == "营业执照(1)"


@given(st.text())
@example("a \u0301")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert squeezed(squeezed(text)) == squeezed(text)


def test_only_another_owner_makes_a_clash() -> None:
    owned = [("phone", ["电话", "电 话"]), ("mail", ["邮箱", "电话："])]
    assert list(clashes(owned)) == [("phone", "mail", "电话：")]
