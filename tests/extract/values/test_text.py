import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import text


@given(st.text())
def test_clean_is_settled_after_one_pass(raw: str) -> None:
    once = text.clean(raw)
    assert once is None or text.clean(once) == once
    assert once is None or not any(character.isspace() for character in once)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" 上海 某某\n有限公司 ", "上海某某有限公司"),
        ("GB/T 1000-2020", "GB/T1000-2020"),
        ("", None),
        (" \n\u200b", None),
        ("________", None),
        ("……", None),
        ("（无）", "无"),
        ("无/", "无"),
        ("无", "无"),
        ("/", "无"),
        ("／", "无"),
        ("无锡某某", "无锡某某"),
        ("无。", "无"),
    ],
)
def test_cells(raw: str, expected: str | None) -> None:
    assert text.clean(raw) == expected
