import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1,234.50", "1234.50"),
        ("1'234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,56", "1234.56"),
        ("12,34", None),
        ("1.2.3", None),
        ("9" * 29, None),
    ],
)
def test_separators(text: str, plain: str | None) -> None:
    assert digits.plain(text) == plain


@given(st.integers(0, 10**15), st.integers(0, 99))
def test_grouping_is_undone(whole: int, cents: int) -> None:
    assert digits.plain(f"{whole:,}.{cents:02d}") == f"{whole}.{cents:02d}"
