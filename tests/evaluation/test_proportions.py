from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.proportions import clopper_pearson


@pytest.mark.parametrize(
    ("right", "n", "lower", "upper"),
    [
        (10, 10, 0.025 ** (1 / 10), 1.0),  # closed form where all are right
        (0, 20, 0.0, 1 - 0.025 ** (1 / 20)),
        (1, 1, 0.025, 1.0),
        (9, 10, 0.55498, 0.99747),  # printed tables
        (5, 10, 0.18709, 0.81291),
        (0, 0, 0.0, 1.0),
    ],
)
def test_known_bounds(right: int, n: int, lower: float, upper: float) -> None:
    assert clopper_pearson(right, n) == pytest.approx((lower, upper), abs=1e-5)


def test_zero_errors_on_n_proves_about_three_over_n() -> None:
    lower, _ = clopper_pearson(600, 600, tail=0.05)
    assert 1 - lower == pytest.approx(3 / 600, rel=0.01)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_bounds_hold_the_share_and_leave_the_tails(sample: tuple[int, int]) -> None:
    right, n = sample
    lower, upper = clopper_pearson(right, n)
    assert 0 <= lower <= right / n <= upper <= 1
    if right < n:
        at_most = sum(comb(n, k) * upper**k * (1 - upper) ** (n - k) for k in range(right + 1))
        assert at_most == pytest.approx(0.025, abs=1e-6)
    if right > 0:
        at_least = sum(comb(n, k) * lower**k * (1 - lower) ** (n - k) for k in range(right, n + 1))
        assert at_least == pytest.approx(0.025, abs=1e-6)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_right_and_wrong_are_mirror_images(sample: tuple[int, int]) -> None:
    right, n = sample
    lower, upper = clopper_pearson(right, n)
    assert clopper_pearson(n - right, n) == pytest.approx((1 - upper, 1 - lower), abs=1e-9)
