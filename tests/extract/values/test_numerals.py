import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import numerals

DIGITS = "零一二三四五六七八九"


def spelt(number: int) -> str:
    """Spell a number below 10^12 as it is written in Chinese, all places named."""
    for unit, power in (("亿", 10**8), ("万", 10**4)):
        if number >= power:
            head, rest = divmod(number, power)
            return spelt(head) + unit + ("" if not rest else _rest(rest, power // 10))
    return _small(number)


def _rest(rest: int, full: int) -> str:
    return spelt(rest) if rest >= full else "零" + spelt(rest)


def _small(number: int) -> str:
    text, gap = "", False
    for unit, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text or DIGITS[0]


@given(st.integers(0, 10**12 - 1))
def test_spelt_numbers_are_read(number: int) -> None:
    assert numerals.parse(spelt(number)) == number


@given(st.text(alphabet=numerals.CHARACTERS + "1年 "))
def test_any_string_gives_a_number_or_none(text: str) -> None:
    found = numerals.parse(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("伍仟", 5000),
        ("二〇二三", 2023),
        ("二○二三", 2023),
        ("壹亿贰仟万", 120000000),
    ],
)
def test_usual_spellings(text: str, number: int) -> None:
    assert numerals.parse(text) == number


@pytest.mark.parametrize("text", ["", "百千", "三千二", "五万六", "二百十", "万", "三人"])
def test_unclear_spellings_are_none(text: str) -> None:
    assert numerals.parse(text) is None
