import pytest

from ..records import enterprise, findings, license_of, platform, reading, states, with_field


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("上海市浦东新区明理路1号", "agrees"),
        ("浦东新区明理路1号", "agrees"),
        ("中国（上海）自由贸易试验区明理路1号", "agrees"),
        ("浙江省舟山市普陀区上海路1号", "disagrees"),
        ("苏州市工业园区上海路1号", "disagrees"),
        ("明理路1号", "unchecked"),
        ("中国(上海)自由贸易试验区明理路1号", "agrees"),
        ("住所：200120 上海市静安区", "agrees"),
        ("中华人民共和国上海市明理路1号", "agrees"),
        ("南汇区明理路1号", "agrees"),
        ("张杨路城市广场1号", "unchecked"),
        ("花园路市民中心", "unchecked"),
        ("江苏路88号", "unchecked"),
        ("北京西路100号", "unchecked"),
        ("苏州工业园区上海路1号", "disagrees"),
        ("江苏昆山上海路1号", "disagrees"),
        ("北京市海淀区上海路1号", "disagrees"),
        ("住所：新疆乌鲁木齐市上海路1号", "disagrees"),
    ],
)
def test_addresses(address: str, state: str) -> None:
    record = enterprise(license=license_of(address=None))
    assert states(with_field(record, "registered_address", address), "not-local") == {"": state}


def test_a_licence_from_elsewhere_counts_against_a_local_form() -> None:
    licence = license_of(address=reading("江苏省昆山市明理路1号", page=4))
    assert list(findings(enterprise(license=licence), "not-local")) == [""]


@pytest.mark.parametrize(
    ("part", "state"), [("2400.00", "agrees"), ("2399.90", "disagrees"), ("2400", "agrees")]
)
def test_the_share_is_computed_from_the_printed_amounts(part: str, state: str) -> None:
    record = with_field(enterprise(), "service_revenue", float(part), "2022", text=part)
    assert states(record, "service-ratio-below-threshold") == {"2022": state}


def test_the_stated_share_stands_in_for_a_missing_amount() -> None:
    record = with_field(enterprise(), "service_revenue", None, "2022")
    assert states(record, "service-ratio-below-threshold") == {"2022": "agrees"}
    low = with_field(record, "service_revenue_ratio", 29.4, "2022")
    assert list(findings(low, "service-ratio-below-threshold")) == ["2022"]
    none = with_field(record, "service_revenue_ratio", None, "2022")
    assert states(none, "service-ratio-below-threshold") == {"2022": "unchecked"}


@pytest.mark.parametrize(("years", "state"), [(2, "agrees"), (1, "disagrees"), (1.9, "disagrees")])
def test_time_in_operation(years: float, state: str) -> None:
    record = with_field(platform(), "years_in_operation", years)
    assert states(record, "operating-time-too-short") == {"": state}


def test_a_young_operator_is_a_reason_to_ask() -> None:
    record = platform(license=license_of(established=reading("2022-05-06", page=4)))
    assert states(record, "operating-time-too-short") == {"": "unchecked"}
