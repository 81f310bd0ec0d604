from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reliability import Judged, auroc, coverage, equal_mass_bins, measure

CONFIDENCES = st.one_of(st.floats(0, 1), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
READINGS = st.lists(st.builds(Judged, CONFIDENCES, st.booleans()), max_size=60)


def judged(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence, right) for confidence, right in pairs]


def test_of_nothing_nothing_is_said() -> None:
    nothing = measure([])
    assert (nothing.n, nothing.ece, nothing.brier, nothing.auroc) == (0, None, None, None)
    assert nothing.bins == ()
    assert {one.threshold for one in nothing.coverage} == {None}
    assert {one.share for one in nothing.coverage} == {0.0}


def test_ece_by_hand() -> None:
    # Ten bins of one level each: |1-.9|*2/4 would be the first, |.5-.6|*2/4 the second level.
    found = measure(judged((0.9, True), (0.9, True), (0.6, True), (0.6, False)))
    assert found.ece == pytest.approx((2 * 0.1 + 2 * 0.1) / 4)
    assert found.brier == pytest.approx((0.01 + 0.01 + 0.16 + 0.36) / 4)


def test_all_of_one_confidence_are_one_bin() -> None:
    found = measure(judged(*[(0.98, True)] * 49, (0.98, False)))
    assert [one.n for one in found.bins] == [50]
    assert found.ece == pytest.approx(0.0)
    assert found.auroc == 0.5


def test_bins_are_of_equal_mass() -> None:
    readings = [Judged(number / 100, True) for number in range(100)]
    assert [one.n for one in equal_mass_bins(readings)] == [10] * 10


def test_a_large_level_does_not_leave_crumbs_behind_it() -> None:
    readings = [Judged(0.5, True)] * 75 + [Judged(0.6 + n / 100, True) for n in range(25)]
    assert [one.n for one in equal_mass_bins(readings)] == [75, 5, 10, 10]


def test_auroc_by_hand() -> None:
    # Pairs right over wrong: .9>.5, .9>.7, .6>.5 of four.
    assert auroc(judged((0.9, True), (0.6, True), (0.5, False), (0.7, False))) == 0.75
    assert auroc(judged((0.9, True), (0.5, False))) == 1.0
    assert auroc(judged((0.5, True), (0.9, False))) == 0.0
    assert auroc(judged((0.5, True), (0.5, False))) == 0.5


@pytest.mark.parametrize("right", [True, False])
def test_auroc_needs_both_sorts(right: bool) -> None:
    assert auroc(judged((0.3, right), (0.8, right))) is None


def test_coverage_by_hand() -> None:
    readings = judged((0.99, True), (0.98, True), (0.9, False), (0.8, True), (0.7, False))
    assert (coverage(readings, 0.99).share, coverage(readings, 0.99).threshold) == (0.4, 0.98)
    # The error at 0.9 is bought back by the right one at 0.8: three of four.
    assert (coverage(readings, 0.75).share, coverage(readings, 0.75).threshold) == (0.8, 0.8)
    assert coverage(judged((0.9, False), (0.8, True)), 0.99).threshold is None


def test_readings_of_one_confidence_are_taken_or_left_together() -> None:
    readings = judged((0.9, True), (0.9, True), (0.9, False))
    assert coverage(readings, 0.99).share == 0.0


@given(READINGS, st.randoms(use_true_random=False))
def test_order_does_not_matter(readings: list[Judged], rng: random.Random) -> None:
    shuffled = readings[:]
    rng.shuffle(shuffled)
    one, other = measure(readings), measure(shuffled)
    assert one.auroc == other.auroc
    assert one.coverage == other.coverage
    assert (one.ece or 0.0) == pytest.approx(other.ece or 0.0)


@given(READINGS)
def test_bounds_and_sums(readings: list[Judged]) -> None:
    found = measure(readings)
    assert sum(one.n for one in found.bins) == found.n == len(readings)
    assert len(found.bins) <= 10
    for value in (found.ece, found.brier, found.auroc):
        assert value is None or -1e-9 <= value <= 1 + 1e-9
    shares = [one.share for one in found.coverage]
    assert shares == sorted(shares, reverse=True)


@given(READINGS)
def test_auroc_is_the_share_of_ordered_pairs(readings: list[Judged]) -> None:
    rights = [r.confidence for r in readings if r.right]
    wrongs = [r.confidence for r in readings if not r.right]
    pairs = [(a > b) + (a == b) / 2 for a in rights for b in wrongs]
    expected = sum(pairs) / len(pairs) if pairs else None
    assert auroc(readings) == (expected if expected is None else pytest.approx(expected))


@given(READINGS, st.floats(0.5, 1))
def test_accepted_share_is_as_accurate_as_demanded(readings: list[Judged], demand: float) -> None:
    found = coverage(readings, demand)
    if found.threshold is not None:
        accepted = [r.right for r in readings if r.confidence >= found.threshold]
        assert len(accepted) / len(readings) == found.share
        assert sum(accepted) >= demand * len(accepted)
