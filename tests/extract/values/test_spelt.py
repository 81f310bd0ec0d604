import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import spelt

DIGITS = "零一二三四五六七八九"


@given(st.text())
def test_any_text_gives_a_text(text: str) -> None:
    assert isinstance(spelt.in_digits(text), str)


@given(st.text(alphabet="0123456789,.-%万元人项 "))
def test_what_is_in_digits_already_stays(text: str) -> None:
    assert spelt.in_digits(text) == text


@given(st.integers(0, 9), st.text(alphabet="0123456789", min_size=1, max_size=4))
def test_a_spelt_decimal_reads_as_its_digits(whole: int, parts: str) -> None:
    words = DIGITS[whole] + "点" + "".join(DIGITS[int(digit)] for digit in parts)
    assert spelt.in_digits(f"{words}亿元") == f"{whole}.{parts}亿元"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("百分之十二点五", "12.5%"),
        ("百分之三十", "三十%"),
        ("千分之五", "五‰"),
        ("叁万贰仟元伍角整", "32000.5元整"),
        ("叁仟元零伍分", "3000.05元"),
        ("3亿2千万元", "32000万元"),
        ("3亿2000万元", "32000万元"),
        ("三年半", "3.5年"),
        ("叁仟万元整", "叁仟万元整"),
        ("百千点五", "百千点五"),
    ],
)
def test_words(text: str, digits: str) -> None:
    assert spelt.in_digits(text) == digits
