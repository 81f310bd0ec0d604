from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.plants.consequences import Consequences, consequences, ends
from extract.records import Record

from ...checks.records import reading, with_field, with_line
from .grounds import bed, first


def marks(record: Record) -> set[tuple[str, str]]:
    return consequences(bed(), record).marks


def figure(value: float, text: str) -> dict[str, object]:
    return {"value": value, "text": text}


def test_nothing_follows_from_figures_that_agree() -> None:
    assert consequences(bed(), first()).every == set()


@pytest.mark.parametrize(
    ("field", "value", "follows"),
    [
        ("debt_ratio", 41.0, {("debt-ratio-inconsistent", "2022")}),
        ("rd_intensity", 7.25, {("rd-intensity-inconsistent", "2022")}),
        ("service_revenue_ratio", 44.0, {("service-ratio-inconsistent", "2022")}),
        ("net_profit", 900.0, {("audit-mismatch", "net_profit@2022")}),
        ("net_profit", 7_000_000.0, {("unit-slip", "net_profit@2022")}),
        (
            "service_revenue",
            1600.0,
            {("service-ratio-inconsistent", "2022"), ("service-ratio-below-threshold", "2022")},
        ),
        (
            "service_revenue",
            9000.0,
            {("service-ratio-inconsistent", "2022"), ("impossible-value", "service_revenue@2022")},
        ),
    ],
)
def test_what_follows_from_one_figure(
    field: str, value: float, follows: set[tuple[str, str]]
) -> None:
    assert marks(with_field(first(), field, value, "2022", text=f"{value:.2f}")) == follows


def test_a_broken_total_is_told_by_published_formulas() -> None:
    record = with_line(first(), "income_statement", "income_tax", 9_000_000.0, 1_000_000.0)
    assert ("audit-not-balanced", "net_profit=total_profit-income_tax") in marks(record)


@given(st.decimals(1, 10**7, places=4), st.integers(0, 3))
def test_a_figure_rounded_or_cut_off_stands_for_the_whole_one(
    exact: Decimal, decimals: int
) -> None:
    for shorter in (round(exact, decimals), Decimal(int(exact * 10**decimals)) / 10**decimals):
        found = ends(reading(float(shorter), f"{shorter:.{decimals}f}", unit="万元"), "万元")
        assert found is not None
        assert found[0] <= Fraction(exact) * 10_000 <= found[1]


def test_sides_that_only_touch_are_open() -> None:
    found = Consequences()
    found.say(("a", ""), (Fraction(0), Fraction(1)), (Fraction(1), Fraction(2)))
    found.say(("b", ""), (Fraction(0), Fraction(1)), (Fraction(2), Fraction(3)))
    found.say(("c", ""), (Fraction(0), Fraction(2)), (Fraction(1), Fraction(3)))
    assert (found.marks, found.open) == ({("b", "")}, {("a", "")})
