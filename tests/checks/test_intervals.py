from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.intervals import Interval, Mode, of_printed, ratio, total

numbers = st.fractions(-(10**9), 10**9)
steps = st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(10**4), Fraction(10**6)])
modes = st.sampled_from(["round", "truncate"])


def rounded(number: Fraction, step: Fraction) -> Fraction:
    return (number / step + Fraction(1, 2)).__floor__() * step


def cut_off(number: Fraction, step: Fraction) -> Fraction:
    quotient = abs(number) / step
    return quotient.__floor__() * step * (1 if number >= 0 else -1)


def print_as(number: Fraction, step: Fraction, mode: str) -> Fraction:
    return rounded(number, step) if mode == "round" else cut_off(number, step)


@given(numbers, steps, modes)
def test_a_number_lies_in_the_interval_of_its_print(
    number: Fraction, step: Fraction, mode: Mode
) -> None:
    printed = print_as(number, step, mode)
    assert of_printed(printed, step, mode).contains(number)
    assert of_printed(printed, step, "hull").contains(number)


@given(numbers, steps, steps, modes, modes)
def test_two_prints_of_one_number_never_disagree(
    number: Fraction, step: Fraction, other: Fraction, mode: str, another: str
) -> None:
    one = of_printed(print_as(number, step, mode), step)
    assert one.intersects(of_printed(print_as(number, other, another), other))


@given(numbers, steps, modes, st.fractions(Fraction(101, 100), 1000))
def test_a_change_of_more_than_one_unit_is_caught(
    number: Fraction, step: Fraction, mode: Mode, change: Fraction
) -> None:
    exact = Interval(number, number)
    printed = print_as(number, step, mode)
    for changed in (printed + change * step, printed - change * step):
        assert not of_printed(changed, step, mode).intersects(exact)


@given(
    st.lists(st.tuples(st.sampled_from([1, -1]), numbers, modes), min_size=1, max_size=6),
    steps,
    modes,
)
def test_a_true_sum_never_disagrees(
    parts: list[tuple[int, Fraction, str]], step: Fraction, mode: str
) -> None:
    true = sum((sign * number for sign, number, _ in parts), Fraction(0))
    printed = total((sign, of_printed(print_as(n, step, m), step)) for sign, n, m in parts)
    assert printed.contains(true)
    assert printed.intersects(of_printed(print_as(true, step, mode), step))


@given(numbers, st.fractions(1, 10**9), steps, modes, modes)
def test_a_true_ratio_never_disagrees(
    part: Fraction, whole: Fraction, step: Fraction, mode: str, another: str
) -> None:
    found = ratio(
        of_printed(print_as(part, step, mode), step),
        of_printed(print_as(whole, step, another), step),
    )
    assert found is None or found.contains(part / whole)


@given(numbers, numbers, numbers, numbers, st.booleans(), st.booleans())
def test_meeting_is_mutual(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, open_low: bool, open_high: bool
) -> None:
    one = Interval(min(a, b), max(a, b), open_low, open_high)
    other = Interval(min(c, d), max(c, d), open_high, open_low)
    assert one.intersects(other) == other.intersects(one)


def test_open_ends_do_not_meet() -> None:
    one = Interval(Fraction(0), Fraction(1), True, False)
    assert not one.intersects(Interval(Fraction(1), Fraction(2)))
    assert one.intersects(Interval(Fraction(0), Fraction(0)))


def test_a_negative_weight_swaps_the_ends() -> None:
    turned = Interval(Fraction(1), Fraction(2), True, False).scaled(-1)
    assert turned == Interval(Fraction(-2), Fraction(-1), False, True)


@pytest.mark.parametrize(
    ("value", "mode", "low", "high", "low_closed", "high_closed"),
    [
        (5, "round", "4.5", "5.5", True, True),
        (5, "truncate", "5", "6", True, False),
        (-5, "truncate", "-6", "-5", False, True),
        (0, "truncate", "-1", "1", False, False),
        (5, "hull", "4.5", "6", True, False),
        (-5, "hull", "-6", "-4.5", False, True),
    ],
)
def test_the_table_of_modes(
    value: int, mode: Mode, low: str, high: str, low_closed: bool, high_closed: bool
) -> None:
    expected = Interval(Fraction(low), Fraction(high), low_closed, high_closed)
    assert of_printed(Fraction(value), Fraction(1), mode) == expected


def test_below_and_above_know_open_ends() -> None:
    one = Interval(Fraction(1), Fraction(2), False, False)
    assert one.is_below(2)
    assert one.is_above(1)
    assert not Interval(Fraction(1), Fraction(2)).is_below(2)


def test_a_whole_that_may_be_zero_has_no_ratio() -> None:
    assert ratio(Interval(Fraction(1), Fraction(1)), Interval(Fraction(0), Fraction(1))) is None
