import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import credit_code

SYMBOLS = credit_code.SYMBOLS
bodies = st.text(alphabet="0123456789", min_size=8, max_size=8)
regions = st.text(alphabet="0123456789", min_size=6, max_size=6)


def made(region: str, body: str) -> str:
    front = "91" + region + body + credit_code.body_check(body)
    return front + credit_code.check_character(front)


def test_a_known_good_code() -> None:
    assert credit_code.is_valid("91110000600037341L")


@given(regions, bodies, st.integers(2, 17), st.sampled_from(SYMBOLS))
def test_any_one_other_character_is_found(region: str, body: str, place: int, other: str) -> None:
    code = made(region, body)
    changed = code[:place] + other + code[place + 1 :]
    assert credit_code.is_valid(code)
    assert credit_code.is_valid(changed) == (changed == code)


@given(regions, bodies, st.integers(2, 16))
def test_neighbours_that_changed_places_are_found(region: str, body: str, place: int) -> None:
    code = made(region, body)
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert credit_code.is_valid(changed) == (changed == code)


@given(st.text())
def test_any_string_is_cleaned_and_judged(text: str) -> None:
    code = credit_code.clean(text)
    assert code is None or isinstance(credit_code.is_valid(code), bool)
    assert credit_code.repairs(code or "") is not None


def test_clean_keeps_an_invalid_code_as_printed() -> None:
    assert credit_code.clean(" ９１１１-0000 6000 abc ") == "911100006000ABC"
    assert credit_code.clean("  ") is None


@pytest.mark.parametrize(("good", "bad"), [("0", "O"), ("1", "I"), ("6", "G")])
def test_look_alikes_are_proposed(good: str, bad: str) -> None:
    code = "91110000600037341L"
    place = code.index(good)
    assert code in credit_code.repairs(code[:place] + bad + code[place + 1 :])


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("9111", "18位"),
        ("9111000060003734IL", "不会出现"),
        ("91110000600037341M", "第18位"),
        ("91110000600037342L", "第17位"),
        ("91A10000600037341L", "行政区划"),
    ],
)
def test_faults_say_where(code: str, word: str) -> None:
    assert any(word in fault for fault in credit_code.faults(code))
