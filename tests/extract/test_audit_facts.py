from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.audit_facts import entity, firm, regulatory_code, report_date, report_number
from extract.pages import Page
from extract.records import Reading
from extract.vocabulary import AuditVocabulary, load_vocabulary

from .builders import page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"


@cache
def words() -> AuditVocabulary:
    return load_vocabulary(COMMON).audit


def report(*lines: str, number: int = 1, sure: float = 1.0) -> Page:
    set_lines = [word(t, 60, 60 + 16 * i, size=8, sure=sure) for i, t in enumerate(lines)]
    return page(set_lines, number=number)


def value(found: Reading | None) -> object:
    return found.value if found is not None else None


def test_the_firm_is_the_name_most_often_read() -> None:
    pages = [
        report("甲乙会计师事务所（特殊普通合伙）", "甲己会计师事务所（特殊普通合伙）"),
        report("甲乙会计师事务所（特殊普通合伙）", number=2),
    ]
    assert value(firm(pages, words())) == "甲乙会计师事务所（特殊普通合伙）"
    assert firm([report("甲公司")], words()) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("甲乙审字〔2023〕第0123号", "甲乙审字〔2023〕第0123号"),
        ("甲乙审字[2023]第0123号", "甲乙审字[2023]第0123号"),
        ("甲乙审字（2023）0123号", "甲乙审字（2023）0123号"),
        ("甲乙审字〔2023]第0123号", "甲乙审字〔2023〕第0123号"),
    ],
)
def test_the_report_number_is_read(line: str, number: str) -> None:
    assert value(report_number([report(line)], words())) == number


def test_a_report_without_a_number_has_none() -> None:
    assert report_number([report("审计报告")], words()) is None
    assert report_number([], words()) is None


def test_the_number_inside_the_report_counts_more_than_the_cover() -> None:
    pages = [report("甲乙审字〔2023〕第9123号"), report("甲乙审字〔2023〕第0123号", number=2)]
    assert value(report_number(pages, words())) == "甲乙审字〔2023〕第0123号"


@pytest.mark.parametrize(
    "line", ["2023年4月18日", "二〇二三年四月十八日", "中国·上海2023年4月18日"]
)
def test_the_report_is_dated_by_its_last_date_alone_on_a_line(line: str) -> None:
    pages = [
        report("2023年1月1日"),
        report(line, "我们审计了甲公司2022年12月31日的资产负债表及相关附注", number=2),
    ]
    assert value(report_date(pages, words())) == "2023-04-18"


def test_a_date_inside_a_sentence_dates_no_report() -> None:
    line = "我们审计了甲公司2022年12月31日的合并及母公司资产负债表"
    assert report_date([report(line)], words()) is None


def test_the_report_is_about_whom_it_addresses() -> None:
    assert value(entity([report("甲制造有限公司全体股东：")], [], words())) == "甲制造有限公司"


def test_without_an_address_the_text_names_the_audited() -> None:
    line = "我们审计了后附的甲制造有限公司（以下简称甲公司）财务报表"
    assert value(entity([report(line)], [], words())) == "甲制造有限公司"
    assert entity([report("审计报告")], [], words()) is None


def test_the_regulatory_code_stands_on_the_first_pages() -> None:
    assert value(regulatory_code([report("报告编码：沪23AB12CD34")], words())) == "沪23AB12CD34"
    later = [report(), report(number=2), report("沪23AB12CD34", number=3)]
    assert regulatory_code(later, words()) is None
