from __future__ import annotations

from collections.abc import Sequence

from checks.figures import Figure, figure
from checks.misreadings import Holds, misreading

from .records import enterprise, findings, map_origin, reading, states, with_field


def seen(text: str, confidence: float = 0.97, origin: str = "ocr") -> Figure:
    value = float(text.replace(",", ""))
    found = figure(reading(value, text, confidence=confidence, origin=origin, unit="元"), "元")
    assert found is not None
    return found


def told(figures: Sequence[Figure], holds: Holds, *, alike: bool = False) -> str:
    found = misreading(figures, holds, alike=alike)
    return found.text if found is not None else ""


def add_up(figures: Sequence[Figure]) -> bool:
    total, *parts = figures
    return total.number == sum(part.number for part in parts)


def test_the_digit_that_mends_a_sum_is_named() -> None:
    figures = [seen("9,051.00"), seen("7,020.00"), seen("2,081.00")]
    assert told(figures, add_up) == "若“2,081.00元”实为“2,031.00元”，则相符"


def test_the_least_sure_figure_is_tried_first() -> None:
    figures = [seen("30.00"), seen("11.00"), seen("12.00", 0.9)]
    assert "“12.00元”" in told([seen("24.00"), *figures[1:]], add_up)


def test_a_page_s_own_text_is_not_misread() -> None:
    figures = [seen(text, origin="text") for text in ("9,051.00", "7,020.00", "2,081.00")]
    assert told(figures, add_up) == ""


def test_what_no_single_digit_explains_is_left_unexplained() -> None:
    assert told([seen("9,173.00"), seen("7,020.00"), seen("2,081.00")], add_up) == ""


def test_look_alikes_alone_where_asked_for() -> None:
    figures = [seen("24.00"), seen("11.00"), seen("15.00")]

    def reaches(both: Sequence[Figure]) -> bool:
        return both[2].number in (13, 18)

    assert "18.00" not in told(figures, reaches, alike=True)
    assert "13.00" in told(figures, reaches, alike=True)


def test_no_first_digit_is_read_as_nought() -> None:
    assert told([seen("5.00"), seen("15.00", 0.9)], lambda f: f[1].number == 5) == ""


def test_a_finding_on_recognised_figures_says_how_sure_they_are_and_what_would_explain_it() -> None:
    record = with_field(enterprise(), "debt_ratio", 48.0, "2022", text="48.00")
    scanned = map_origin(record, "ocr", 0.96)
    (finding,) = findings(scanned, "debt-ratio-inconsistent").values()
    assert "所据识别读数的把握最低为0.96" in finding.message
    assert "若“48.00%”实为“40.00%”，则相符" in finding.message
    (digital,) = findings(record, "debt-ratio-inconsistent").values()
    assert "把握" not in digital.message


def test_a_comma_taken_for_a_point_is_likely() -> None:
    figures = [seen("18,600"), seen("7.915"), seen("10,685")]
    found = misreading(figures, add_up)
    assert found is not None
    assert found.likely
    assert "“7.915”的小数点" in found.text


def test_three_decimals_that_no_comma_explains_are_decimals() -> None:
    found = misreading([seen("9.0"), seen("7.915"), seen("1.5")], add_up)
    assert found is None or not found.likely


def test_nothing_is_raised_where_a_comma_was_taken_for_a_point() -> None:
    record = with_field(enterprise(), "net_assets", 6.0, "2022", text="6.000", unit="万元")
    assert list(findings(record, "debt-ratio-inconsistent")) == ["2022"]
    scanned = map_origin(record, "ocr", 0.95)
    assert findings(scanned, "debt-ratio-inconsistent") == {}
    assert states(scanned, "debt-ratio-inconsistent")["2022"] == "unchecked"


def test_a_comma_taken_for_a_point_is_no_slip_of_units() -> None:
    record = with_field(enterprise(), "total_assets", 10.0, "2022", text="10.000", unit="万元")
    assert list(findings(record, "unit-slip")) == ["total_assets@2022"]
    scanned = map_origin(record, "ocr", 0.95)
    assert findings(scanned, "unit-slip") == {}
    assert findings(scanned, "audit-mismatch") == {}


def test_a_lost_minus_explains_a_sum_and_nothing_is_raised() -> None:
    figures = [seen("79.00"), seen("84.00"), seen("5.00")]
    found = misreading(figures, add_up, of_sum=True)
    assert found is not None
    assert found.likely
    assert "“5.00元”前漏认了负号" in found.text
    again = misreading(figures, add_up)
    assert again is None or not again.likely
    printed = [seen(text, origin="text") for text in ("79.00", "84.00", "5.00")]
    assert misreading(printed, add_up, of_sum=True) is None


def test_a_lost_first_digit_explains_a_sum_and_nothing_is_raised() -> None:
    figures = [seen("168,953.00"), seen("669,743.00"), seen("499,210.00")]
    found = misreading(figures, add_up, of_sum=True)
    assert found is not None
    assert found.likely
    assert "实为“1,168,953.00元”" in found.text
    printed = [seen(text, origin="text") for text in ("168,953.00", "669,743.00", "499,210.00")]
    assert misreading(printed, add_up, of_sum=True) is None
    inside = [seen("1,18,953.00".replace(",", "")), *figures[1:]]
    other = misreading(inside, add_up, of_sum=True)
    assert other is None or not other.likely


def test_a_cell_of_three_years_is_no_figure() -> None:
    record = enterprise()
    for year in ("2020", "2021", "2022"):
        merged = reading(529736452.0, "5.297.364.52", origin="ocr", confidence=0.99)
        record = with_field(record, "rd_intensity", merged, year)
    assert set(states(record, "rd-intensity-inconsistent").values()) == {"unchecked"}
    assert findings(record, "impossible-value") == {}
