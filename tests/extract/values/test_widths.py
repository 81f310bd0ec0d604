from hypothesis import given
from hypothesis import strategies as st

from extract.values.widths import half_width


def test_full_width_becomes_half_width_but_marks_stay() -> None:
    assert half_width("１２（Ａ），①²") == "12(A),①²"


@given(st.text())
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert half_width(half_width(text)) == half_width(text)
