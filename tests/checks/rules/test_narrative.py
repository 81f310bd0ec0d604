import pytest

from extract.records import Record

from ..examples import with_body
from ..records import findings, states, with_field


def scanned(record: Record) -> Record:
    pages = tuple(page.model_copy(update={"digital": False}) for page in record.pages)
    return record.model_copy(update={"pages": pages})


def test_the_applicant_s_own_name_is_the_subject() -> None:
    record = with_body("2022年上海明理精密仪器有限公司实现净利润900万元。")
    assert list(findings(record, "narrative-contradiction")) == ["net_profit@2022"]


def test_both_figures_stand_in_the_message() -> None:
    record = with_body("2022年公司净利润900万元。")
    message = findings(record, "narrative-contradiction")["net_profit@2022"].message
    assert "900万元" in message
    assert "700.00万元" in message


def test_a_rounded_figure_is_no_contradiction() -> None:
    record = with_field(with_body("2022年营业收入0.80亿元。"), "operating_revenue", 8049.9, "2022")
    assert states(record, "narrative-contradiction") == {"operating_revenue@2022": "agrees"}


def test_vague_figures_are_left_open() -> None:
    record = with_body("2022年营业收入近0.90亿元。")
    assert states(record, "narrative-contradiction") == {"operating_revenue@2022": "unchecked"}


def test_one_digit_on_a_scan_may_be_our_misreading() -> None:
    record = scanned(with_body("2022年净利润708.00万元。"))
    assert states(record, "narrative-contradiction") == {"net_profit@2022": "unchecked"}
    other = scanned(with_body("2022年净利润912.00万元。"))
    assert list(findings(other, "narrative-contradiction")) == ["net_profit@2022"]


@pytest.mark.parametrize(("score", "state"), [(0.85, "disagrees"), (0.75, "unchecked")])
def test_the_score_of_a_scanned_heading_is_no_probability(score: float, state: str) -> None:
    record = scanned(with_body("2022年净利润912.00万元。"))
    outline = tuple(one.model_copy(update={"confidence": score}) for one in record.outline)
    doubted = record.model_copy(update={"outline": outline})
    assert states(doubted, "narrative-contradiction") == {"net_profit@2022": state}
