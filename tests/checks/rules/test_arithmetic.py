import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Record

from ..records import (
    district,
    enterprise,
    findings,
    license_of,
    platform,
    reading,
    states,
    with_field,
)


def rounded(number: float, digits: int) -> str:
    return f"{number:.{digits}f}"


@given(st.floats(1000, 1e6), st.floats(0.05, 0.95), st.integers(0, 2), st.integers(0, 2))
def test_an_honest_debt_ratio_is_never_doubted(
    assets: float, share: float, money: int, percent: int
) -> None:
    record = enterprise()
    texts = {
        "total_assets": rounded(assets, money),
        "net_assets": rounded(assets * share, money),
        "debt_ratio": rounded((1 - share) * 100, percent),
    }
    for field, text in texts.items():
        record = with_field(record, field, float(text), "2020", text=text)
    assert states(record, "debt-ratio-inconsistent")["2020"] == "agrees"


def test_a_share_given_as_a_fraction_is_pointed_out() -> None:
    record = with_field(enterprise(), "debt_ratio", 0.4, "2022")
    assert "按小数填写" in findings(record, "debt-ratio-inconsistent")["2022"].message


def test_missing_parts_leave_a_ratio_open() -> None:
    record = with_field(enterprise(), "net_assets", None, "2021")
    assert states(record, "debt-ratio-inconsistent")["2021"] == "unchecked"
    assert findings(record, "debt-ratio-inconsistent") == {}


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (with_field(enterprise(), "employees", -5), "employees"),
        (with_field(enterprise(), "rd_staff_ratio", 105.0), "rd_staff_ratio"),
        (with_field(enterprise(), "service_revenue", 8000.5, "2022"), "service_revenue@2022"),
        (with_field(enterprise(), "net_assets", 10001.0, "2022"), "net_assets@2022"),
        (with_field(enterprise(), "years_in_operation", 25), "years_in_operation"),
        (with_field(district(), "industrial_value_added", 1300.0, "2022"), "industrial_value_added@2022"),
        (
            with_field(platform(), "investors", [{"name": "甲", "ratio": 60.0}, {"name": "乙", "ratio": 45.0}]),
            "investors",
        ),
    ],
)  # fmt: skip
def test_impossible_values(record: Record, key: str) -> None:
    assert list(findings(record, "impossible-value")) == [key]


@pytest.mark.parametrize(
    "record",
    [
        with_field(enterprise(), "net_profit", -50.0, "2022"),
        with_field(enterprise(), "rd_staff_ratio", 100.0),
        with_field(enterprise(), "years_in_operation", 13),
        enterprise(license=license_of(established=reading("2011", page=4))),
        with_field(
            platform(),
            "investors",
            [{"name": "甲", "ratio": r} for r in (33.33, 33.34, 33.34)],
        ),
    ],
)
def test_unusual_but_possible_values(record: Record) -> None:
    assert findings(record, "impossible-value") == {}


def test_a_jump_and_the_fall_behind_it_are_both_unusual() -> None:
    record = with_field(district(), "gdp", 11000.0, "2021")
    assert list(findings(record, "unusual-change")) == ["gdp@2021", "gdp@2022"]


def test_a_loss_has_no_rate_of_change() -> None:
    record = with_field(enterprise(), "net_profit", -50.0, "2021")
    found = states(record, "unusual-change")
    assert (found["net_profit@2021"], found["net_profit@2022"]) == ("unchecked", "unchecked")
