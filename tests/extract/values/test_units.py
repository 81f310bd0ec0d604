from decimal import Decimal

import pytest

from extract.values import units


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [
        ("亿元", "万元", "10000"),
        ("元", "万元", "0.0001"),
        ("月", "年", None),
        ("人", "项", "1"),
        (None, "元", "1"),
    ],
)
def test_factors_within_a_kind(unit: str | None, other: str, expected: str | None) -> None:
    found = units.factor(unit, other)
    assert found == (Decimal(expected) if expected else Decimal(1) / 12)


def test_only_units_of_one_kind_compare() -> None:
    assert units.comparable("亿元", "元")
    assert not units.comparable("%", "元")


def test_counters_are_no_units() -> None:
    assert units.standard("个月") == "月"
    assert units.standard("项") is None
