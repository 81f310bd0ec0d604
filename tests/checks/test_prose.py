import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.growth import Growth
from checks.phrases import listed_numbers, listed_years
from checks.prose import Mention, Prose

from .records import YEARS, programme, reference

WORDS = reference().prose
assert WORDS is not None
MODES = [name for mode in programme().modes for name in (mode.name, *mode.keywords)]
PROSE = Prose(WORDS, programme().kind("enterprise").form.fields, YEARS, MODES)


def said(text: str) -> list[tuple[str, str | None, float]]:
    units = {field.id: field.unit for field in programme().kind("enterprise").form.fields}
    return [
        (mention.field, mention.year, float(mention.amount.exactly_in(units[mention.field])))
        for mention in PROSE.mentions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年，公司实现营业收入0.80亿元", [("operating_revenue", "2022", 8000)]),
        ("2022 年营业收入8,000 万元，同比增长6.7%。", [("operating_revenue", "2022", 8000)]),
        (
            "2021年营业收入0.75亿元，2022年达到0.80亿元，同比增长6.7%；2022年净利润700万元",
            [
                ("operating_revenue", "2021", 7500),
                ("operating_revenue", "2022", 8000),
                ("net_profit", "2022", 700),
            ],
        ),
        (
            "2022年企业实现营业收入8000万元，较上年增长6.7%，其中服务收入占比达45.0%，净利润700万元",
            [
                ("operating_revenue", "2022", 8000),
                ("service_revenue_ratio", "2022", 45),
                ("net_profit", "2022", 700),
            ],
        ),
        (
            "2022年公司实现营业收入8000万元，服务板块收入3600万元，占营业收入的比重为45.0%。",
            [
                ("operating_revenue", "2022", 8000),
                ("service_revenue", "2022", 3600),
                ("service_revenue_ratio", "2022", 45),
            ],
        ),
        ("2022年设备收入3000万元，占比为37.5%", []),
        (
            "2022年末资产总额1亿元，负债水平为40%；全年净利润为700万元",
            [
                ("total_assets", "2022", 10000),
                ("debt_ratio", "2022", 40),
                ("net_profit", "2022", 700),
            ],
        ),
        ("2022年公司通过复审；净利润700万元", []),
        ("截至2022年底，公司资产总额1亿元", [("total_assets", "2022", 10000)]),
        ("公司营业收入2022年为8000万元", [("operating_revenue", "2022", 8000)]),
        (
            "2020—2022年公司营业收入分别为7,000.00、7,500.00和8,000.00万元",
            [
                ("operating_revenue", "2020", 7000),
                ("operating_revenue", "2021", 7500),
                ("operating_revenue", "2022", 8000),
            ],
        ),
        (
            "近三年净利润分别达到500万元、600万元、700万元",
            [
                ("net_profit", "2020", 500),
                ("net_profit", "2021", 600),
                ("net_profit", "2022", 700),
            ],
        ),
        ("截至2022年12月31日，公司总资产为1亿元", [("total_assets", "2022", 10000)]),
        ("二〇二二年，公司营业收入为8000万元", [("operating_revenue", "2022", 8000)]),
        ("公司2022年净利润亏损300万元", [("net_profit", "2022", -300)]),
        ("2022年营业收入人民币捌仟万元", [("operating_revenue", "2022", 8000)]),
        ("公司总资产1亿元（2022年末）", [("total_assets", "2022", 10000)]),
        (
            "2022年末总资产1亿元、负债总额4000万元、净资产6000万元",
            [("total_assets", "2022", 10000), ("net_assets", "2022", 6000)],
        ),
        (
            "2022年公司营业收入8000万元（其中服务收入3600万元），净利润700万元",
            [
                ("operating_revenue", "2022", 8000),
                ("service_revenue", "2022", 3600),
                ("net_profit", "2022", 700),
            ],
        ),
        (
            "2022年主要指标如下：营业收入8000万元，净利润700万元",
            [("operating_revenue", "2022", 8000), ("net_profit", "2022", 700)],
        ),
        (
            "营业收入：2021年7500万元；2022年8000万元。",
            [("operating_revenue", "2021", 7500), ("operating_revenue", "2022", 8000)],
        ),
        (
            "营业收入从2021年的7500万元增长至2022年的8000万元",
            [("operating_revenue", "2021", 7500), ("operating_revenue", "2022", 8000)],
        ),
        ("2022年营业收入由7500万元增长到8000万元", [("operating_revenue", "2022", 8000)]),
        (
            "2022年营业收入和净利润分别为8000万元和700万元",
            [("operating_revenue", "2022", 8000), ("net_profit", "2022", 700)],
        ),
        (
            "2022年与2021年净利润依次为700万元、600万元",
            [("net_profit", "2022", 700), ("net_profit", "2021", 600)],
        ),
        ("2022年服务业务收入占营业收入比例为45%", [("service_revenue_ratio", "2022", 45)]),
    ],
)
def test_figures_tied_to_a_subject_and_a_year(
    text: str, expected: list[tuple[str, str, float]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "营业收入8000万元",  # no year
        "2022年检测服务收入300万元",  # part of the subject
        "2022年主营业务收入8000万元",
        "2022年净利润率8%",
        "2022年预计营业收入9000万元",
        "2022年集团营业收入90亿元",
        "客户2022年营业收入3亿元",
        "2022年为营业收入3亿元的企业提供服务",
        "2022年实现营业收入8000万元的目标",
        "2019年营业收入6000万元",  # not a year of the form
        "2022年上半年营业收入4000万元",
        "2022年营业收入较2021年的7500万元有所增长",
        "2020—2022年营业收入分别为7000、7500万元",  # a number short
        "2020—2022年营业收入和净利润分别为7000、7500、8000万元",  # two subjects
        "截至2022年底，累计服务收入9.9亿元",  # of all years
        "2022年12月实现营业收入800万元",
        "2022年平台服务收入300万元",
        "子公司成立于2015年，2022年实现营业收入300万元，净利润20万元",
        "2022年末负债总额4000万元，海外净资产300万元",
        "某企业2022年营业收入3亿元",
    ],
)
def test_what_is_not_clearly_tied_is_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("通过该模式，2022年实现服务收入300万元", True),
        ("依托技术优势，公司2022年实现服务收入3600万元", False),
        ("在新能源领域，2022年公司实现营业收入300万元", True),
        ("面向电力客户，2022年实现营业收入300万元", True),
        ("面对复杂形势，2022年实现营业收入8000万元", False),
        ("（1）远程运维。2022年实现服务收入300万元。（2）其他。2022年净利润700万元", True),
        ("（1）经营情况。2022年实现服务收入3600万元", False),
    ],
)
def test_a_figure_behind_words_for_a_part_may_be_that_of_the_part(
    text: str, narrowed: bool
) -> None:
    assert next(PROSE.mentions(text)).narrowed is narrowed


def test_a_section_on_a_kind_of_service_speaks_of_a_part() -> None:
    (alone,) = PROSE.statements("2022年实现服务收入300万元", "总集成总承包")
    assert isinstance(alone, Mention)
    assert alone.narrowed
    (whole,) = PROSE.statements("公司2022年实现服务收入3600万元", "总集成总承包")
    assert isinstance(whole, Mention)
    assert not whole.narrowed


def test_a_change_may_stand_without_its_amount() -> None:
    for text in ("2022年营业收入较2021年增长6.7%", "2022年，公司营业收入同比增长6.7%"):
        (change,) = PROSE.statements(text)
        assert isinstance(change, Growth)
        assert (change.year, change.base, float(change.rate.value)) == ("2022", "2021", 6.7)


def test_figures_that_are_not_meant_exactly_say_so() -> None:
    (mention,) = PROSE.mentions("2022年营业收入超过8000万元")
    assert mention.amount.approximate


@given(st.text(alphabet="2022年营业收入净利润分别为达到约，、。0123.万亿元%公司和至 "))
def test_any_text_is_read_without_raising(text: str) -> None:
    assert all(mention.year in YEARS for mention in PROSE.mentions(text))


def test_lists_take_the_last_unit_for_all() -> None:
    assert listed_numbers("1.5、2和3.25亿元,合计") == ["1.5亿元", "2亿元", "3.25亿元"]
    assert listed_years("2020年、2021年和2022年") == ["2020", "2021", "2022"]
