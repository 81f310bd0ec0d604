from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extract.page_types import TypedPage, classify, folded, of_type
from extract.pages import Page, Word
from extract.vocabulary import PageTypeSpec, load_vocabulary

from .builders import borders, page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"


@cache
def specs() -> tuple[PageTypeSpec, ...]:
    return load_vocabulary(COMMON).page_types


def title(text: str, size: float = 18) -> Word:
    return word(text, 297 - size * len(text) / 2, 90, size=size)


def prose(*lines: str) -> list[Word]:
    return [word(line, 70, 160 + 20 * index) for index, line in enumerate(lines)]


def types(*pages: Page, headings: tuple[str, ...] = ()) -> list[str]:
    return [typed.type for typed in classify(pages, specs(), headings)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([title("营业执照"), *prose("统一社会信用代码", "经营范围", "登记机关")], "business_license"),
        ([title("承诺书"), *prose("本单位郑重承诺所报材料真实、准确", "特此承诺")], "commitment"),
        ([title("填报说明"), *prose("请使用A4纸双面印刷，装订平整")], "instructions"),
        ([title("合并资产负债表"), *prose("编制单位：甲公司", "期末余额", "货币资金")], "balance_sheet"),
        ([title("利润表"), *prose("编制单位：甲公司", "本期金额", "营业收入")], "income_statement"),
        ([title("现金流量表"), *prose("编制单位：甲公司", "本期金额")], "cash_flow"),
        ([title("审计报告"), *prose("一、审计意见", "我们审计了", "会计师事务所")], "audit_opinion"),
    ],
)  # fmt: skip
def test_a_page_is_what_its_title_says(words: list[Word], expected: str) -> None:
    assert types(page(words)) == [expected]


def test_a_page_without_anything_is_other() -> None:
    assert types(page()) == ["other"]
    assert types() == []


def test_a_statement_goes_on_over_the_page() -> None:
    first = page([title("资产负债表"), *prose("编制单位：甲公司", "期末余额", "货币资金")])
    second = page(prose("短期借款", "应付账款"), number=2)
    assert types(first, second) == ["balance_sheet", "balance_sheet"]


def test_a_new_file_goes_on_with_nothing() -> None:
    first = page([title("资产负债表"), *prose("编制单位：甲公司", "期末余额", "货币资金")])
    other = replace(page(prose("短期借款", "应付账款")), file="另一份.pdf")
    assert types(first, other)[1] == "other"


def test_headings_of_the_outline_make_a_body() -> None:
    body = page(prose("一、企业基本面貌", "甲公司成立于某年", "二、服务模式与做法", "略"))
    headings = ("企业基本面貌", "服务模式与做法")
    assert types(body, headings=headings) == ["body"]
    assert types(body) == ["other"]


def test_a_form_goes_on_as_a_table() -> None:
    table = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [60, 200, 540], [100, 300])
    first = page([title("企业申报表"), word("经营指标", 70, 120)], table)
    second = page([word("续", 70, 120)], table, number=2)
    assert types(first, second) == ["form", "form"]


def test_the_firms_own_licence_is_part_of_its_report() -> None:
    report = page([title("审计报告"), *prose("一、审计意见", "我们审计了", "会计师事务所")])
    licence = [title("营业执照"), *prose("统一社会信用代码", "经营范围", "登记机关")]
    assert types(report, page(licence, number=2)) == ["audit_opinion", "other"]


def test_a_running_head_is_no_title() -> None:
    head = word("营业执照", 260, 30)
    pages = [page([head, *prose(f"正文第{n}段")], number=n) for n in range(1, 5)]
    assert "business_license" not in types(*pages)


def test_a_contents_page_is_other() -> None:
    lines = [f"{n}、审计报告及附注{'.' * 20}{n}" for n in range(1, 7)]
    assert types(page([title("目录"), *prose(*lines)])) == ["other"]


def test_spaces_and_widths_do_not_matter() -> None:
    assert folded("营 业　执 照（１）") == "营业执照(1)"


def test_text_of_scans_has_chinese_punctuation() -> None:
    (typed,) = classify([page([word("甲,乙", 70, 160, origin="ocr")], digital=False)], specs(), ())
    assert typed.text == "甲，乙"


def test_pages_are_found_by_type() -> None:
    one, other = page(number=1), page(number=2)
    typed = [TypedPage(one, "form", 1, ""), TypedPage(other, "body", 1, "")]
    assert of_type(typed, "body") == [other]
    assert of_type(typed, "form", "body") == [one, other]
