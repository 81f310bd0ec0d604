from __future__ import annotations

from fractions import Fraction

import pytest

from checks.growth import Growth, growth_of
from checks.intervals import Interval
from checks.prose import Prose

from .examples import with_body
from .records import YEARS, findings, programme, reference, states

WORDS = reference().prose
assert WORDS is not None
PROSE = Prose(WORDS, programme().kind("enterprise").form.fields, YEARS)


def changes(text: str) -> list[tuple[tuple[str, ...], str, str, float]]:
    return [
        (said.fields, said.year, said.base, float(said.rate.value))
        for said in PROSE.statements(text)
        if isinstance(said, Growth)
    ]


ONE = Fraction(1)
REVENUE = ("operating_revenue",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年营业收入8000万元，同比增长6.7%。", [(REVENUE, "2022", "2021", 6.7)]),
        ("2022年营业收入8000万元，较上年小幅下降6.7%", [(REVENUE, "2022", "2021", -6.7)]),
        ("2022年营业收入8000万元，较2020年增长14.3%", [(REVENUE, "2022", "2020", 14.3)]),
        (
            "2022年营业收入8000万元，其中服务收入3600万元，同比增长20%",
            [(("operating_revenue", "service_revenue"), "2022", "2021", 20)],
        ),
        ("2022年营业收入8000万元，同比增长约6.7%", []),
        ("2022年营业收入8000万元，同比增长6.7个百分点", []),
        ("2022年营业收入8000万元，行业同比增长6.7%", []),
        ("2022年营业收入8000万元，设备销量80台，同比增长6.7%", []),
        ("2020年营业收入7000万元，同比增长6.7%", []),
        ("营业收入同比增长6.7%", []),
        ("2022年资产负债率40%，同比增长6.7%", []),
    ],
)
def test_changes_are_tied_to_an_amount_just_spoken_of(
    text: str, expected: list[tuple[tuple[str, ...], str, str, float]]
) -> None:
    assert changes(text) == expected


def test_a_change_from_nothing_is_none() -> None:
    one, none = Interval(ONE, ONE), Interval(ONE * 0, ONE)
    assert growth_of(one, none) is None


def test_a_change_that_the_form_s_figures_do_not_make_is_raised() -> None:
    """The form: 7500 to 8000, and services 3000 to 3600."""
    code, key = "narrative-contradiction", "operating_revenue@2022"
    assert states(with_body("2022年营业收入8000万元，同比增长6.7%。"), code) == {key: "agrees"}
    (finding,) = findings(with_body("2022年营业收入8000万元，同比增长16.7%。"), code).values()
    assert finding.key == key
    assert "16.7%" in finding.message
    assert "6.67%" in finding.message


def test_where_a_whole_or_its_part_may_have_grown_either_will_do() -> None:
    body = "2022年营业收入8000万元，其中服务收入3600万元，同比增长{}%。"
    code = "narrative-contradiction"
    assert [
        list(findings(with_body(body.format(rate)), code)) for rate in ("20.0", "6.7", "9.9")
    ] == [
        [],
        [],
        ["service_revenue@2022"],
    ]
