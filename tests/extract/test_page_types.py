from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import starmap
from math import exp
from pathlib import Path

import pytest

from extract.page_types import TypedPage, classify, of_type
from extract.pages import Page, Ruling, Word
from extract.records import PageType
from extract.vocabulary import Cue, PageTypeSpec, load_vocabulary

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


def test_a_form_without_rulings_goes_on_where_its_own_words_do() -> None:
    first = page([title("企业申报表"), *prose("经营指标", "法人代表")])
    wide = ["一行正文" * 9] * 4
    more = prose("经营管理状况", "主要申报内容", *wide)
    second = page(more, number=2)
    assert types(first, second) == ["form", "form"]
    assert types(first, page(prose(*wide), number=2))[1] == "body"
    heading = page(prose("一、企业基本面貌", "经营管理状况", *wide), number=2)
    assert types(first, heading, headings=("企业基本面貌",))[1] == "body"


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


def test_text_of_scans_has_chinese_punctuation() -> None:
    (typed,) = classify([page([word("甲,乙", 70, 160, origin="ocr")], digital=False)], specs(), ())
    assert typed.text == "甲，乙"


def test_pages_are_found_by_type() -> None:
    one, other = page(number=1), page(number=2)
    typed = [TypedPage(one, "form", 1, ""), TypedPage(other, "body", 1, "")]
    assert of_type(typed, "body") == [other]
    assert of_type(typed, "form", "body") == [one, other]


def spec(kind: PageType, **cues: list[tuple[str, float]]) -> PageTypeSpec:
    return PageTypeSpec(
        type=kind, **{name: tuple(starmap(Cue, found)) for name, found in cues.items()}
    )


OWN = (
    spec("balance_sheet", titles=[("资产负债表", 5)]),
    spec("income_statement", titles=[("利润表", 5)]),
    spec("audit_opinion", titles=[("审计报告", 5)]),
    spec("audit_notes", titles=[("附注", 5)]),
    spec("form", titles=[("申报表", 5)]),
    spec("cover", titles=[("申报书", 5)]),
    spec("commitment", titles=[("承诺书", 5)]),
    spec("business_license", titles=[("营业执照", 5)], phrases=[("登记机关", 1.2)]),
    spec("hightech_certificate", titles=[("企业证书", 5)]),
    spec(
        "policy_document",
        phrases=[("印发", 1.5), ("各有关单位", 1.5)],
        against=[("合同", 2)],
        file_names=[("政策", 1.2), ("政策文件", 2)],
    ),
)
LONG = "这一行文字写得很长足以超过页面宽度的一半因而是正文的样子而不是题目"
TABLE = borders([(0, 1, 0, 1), (0, 1, 1, 2)], [60, 200, 540], [300, 340])


def own(*pages: Page, headings: tuple[str, ...] = ()) -> list[tuple[str, float]]:
    numbered = [replace(one, number=n) for n, one in enumerate(pages, 1)]
    return [(t.type, round(t.confidence, 4)) for t in classify(numbered, OWN, headings)]


def kind(*words: Word | str, **more: str) -> str:
    """Return the type of one page of words; texts become prose."""
    return own(replace(page(laid(words)), **more))[0][0]  # type: ignore[arg-type]


def laid(words: Iterable[Word | str]) -> list[Word]:
    return [w if isinstance(w, Word) else word(w, 70, 160 + 20 * n) for n, w in enumerate(words)]


@pytest.mark.parametrize(("y", "told"), [(100, True), (368, True), (369, False)])
def test_a_title_stands_in_the_upper_part(y: float, told: bool) -> None:
    assert (kind(word("资产负债表", 250, y)) == "balance_sheet") == told


def test_a_title_stands_outside_tables() -> None:
    inside = word("资产负债表", 250, 310)
    assert own(page([inside]))[0][0] == "balance_sheet"
    assert own(page([inside], TABLE))[0][0] == "other"


@pytest.mark.parametrize(("more", "told"), [(8, True), (9, False)])
def test_a_title_may_have_eight_characters_more(more: int, told: bool) -> None:
    assert (kind("甲" * more + "资产负债表") == "balance_sheet") == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("资产负负债表", True),  # a letter read twice
        ("资.产负债:表", True),  # specks read as letters
        ("资a产b负c债表", False),
        ("资产贡债表", False),
        ("利润润表", False),  # a short phrase must be there to the letter
    ],
)
def test_a_title_set_wide_apart_may_be_misread(title: str, told: bool) -> None:
    assert (kind(title) != "other") == told


def test_a_long_title_may_have_a_wrong_letter() -> None:
    specs = (spec("balance_sheet", titles=[("合并资产负债表", 5)]), *OWN[1:])
    (typed,) = classify([page([word("合并资产贡债表", 250, 100)])], specs, ())
    assert typed.type == "balance_sheet"


def test_phrases_add_up_and_others_speak_against() -> None:
    assert kind("各有关单位", "现予印发") == "policy_document"
    assert kind("现予印发", LONG) == "policy_document"  # a guess
    assert kind("各有关单位", "现予印发", "合同") == "other"
    assert own(page(laid(["各有关单位", "现予印发"])))[0][1] == round(1 - exp(-3.5), 4)


def test_the_name_of_the_file_counts_once() -> None:
    named = {"file": "附件/政策文件.pdf"}
    assert kind("本区办法", file="附件/政策.pdf") == "policy_document"
    assert own(replace(page(laid(["印发"])), **named))[0] == ("policy_document", 0.9817)  # type: ignore[arg-type]


def test_the_stronger_type_is_surer_the_further_the_next_is_behind() -> None:
    assert own(page(laid(["资产负债表"])))[0] == ("balance_sheet", round(1 - exp(-5.5), 4))
    close = [word("资产负债表", 250, 100), *laid(["各有关单位", "印发"])]
    assert own(page(close))[0] == ("balance_sheet", round(1 - exp(-2.5), 4))


def test_headings_of_the_outline_count_for_the_body_up_to_a_limit() -> None:
    names = ("企业简介", "发展历程", "主要产品", "主要做法")
    for count, sure in ((1, 0.85), (2, 1 - exp(-4.5)), (3, 1 - exp(-6.5)), (4, 1 - exp(-6.5))):
        lines = [f"{n}、{name}" for n, name in zip("一二三四", names[:count], strict=False)]
        assert own(page(laid(lines)), headings=names)[0] == ("body", round(sure, 4))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["第一部分……………………1"] * 4, True),
        (["第一部分……………………1"] * 3, False),
        (["第一部分……………………"] * 4, True),
        (["第一部分......... - 12 -"] * 4, True),
        (["货币资金……………………七.1"] * 4, False),
        (["货币资金……………………1,234.56"] * 4, False),
        (["目录", "第一部分……………………1"], True),
        (["目录", *["一行"] * 38], True),
        (["目录", *["一行"] * 39], False),
        (["目录", "第一部分……………………1", *["一行"] * 39], True),
    ],
)
def test_contents_are_told_by_leaders_and_name(lines: list[str], told: bool) -> None:
    words = [word(text, 70, 90 + 15 * n) for n, text in enumerate(lines)]
    assert (own(page(words))[0] == ("other", 0.95)) == told
    report = page(laid(["审计报告"]))
    assert (own(report, page(words))[1] == ("audit_notes", 0.95)) == told


def test_papers_of_the_firm_stand_at_the_end_of_its_report() -> None:
    report, upper = page(laid(["审计报告"])), [LONG] * 3
    for name in ("营业执照", "企业证书"):
        assert own(report, page(laid([*upper, name])))[1] == ("other", 0.95)
    assert own(report, page(laid([*upper, LONG, "企业证书"])))[1][0] == "hightech_certificate"
    assert own(report, page(laid([*upper, LONG, "营业执照"])))[1][0] == "other"


def test_a_licence_of_auditors_is_not_the_applicants() -> None:
    assert kind("营业执照", "甲乙会计师事务所") == "other"
    assert kind("营业执照", "甲公司") == "business_license"
    far = [word("字" * 40, 0, 150 + 15 * n, size=5) for n in range(5)]
    assert kind("营业执照", *far, word("会计师事务所", 70, 400)) == "business_license"


def test_without_a_title_a_first_page_is_guessed() -> None:
    assert kind("登记机关") == "business_license"
    assert kind("甲公司") == "other"


FIRST = {
    "form": "申报表",
    "cover": "申报书",
    "commitment": "承诺书",
    "audit_notes": "附注",
    "balance_sheet": "资产负债表",
}


@pytest.mark.parametrize(
    ("before", "words", "more", "expected"),
    [
        ("form", ["续表"], TABLE, "form"),
        ("form", [LONG] * 4, [], "body"),
        ("form", [LONG] * 3, [], "form"),
        ("form", [LONG] * 4, TABLE, "form"),
        ("cover", [LONG] * 4, [], "body"),
        ("commitment", [LONG] * 4, [], "body"),
        ("commitment", ["附言"], [], "other"),
        ("balance_sheet", [LONG] * 4, [], "balance_sheet"),
        ("audit_notes", ["附表"], [], "audit_notes"),
        ("balance_sheet", [title("会议纪要"), "附言", "附言"], [], "other"),
        ("audit_notes", [title("会议纪要"), "附言", "附言"], [], "audit_notes"),
        ("balance_sheet", [title("会议纪要"), "附言", "登记机关"], [], "business_license"),
    ],
)  # fmt: skip
def test_without_a_title_a_page_goes_on_with_what_came_before(
    before: str, words: list[Word | str], more: list[Ruling], expected: str
) -> None:
    first = page(laid([FIRST[before]]))
    assert own(first, page(laid(words), more))[1] == (expected, 0.85)


@pytest.mark.parametrize(
    ("text", "x", "size", "told"),
    [
        ("会议纪要", 250, 12, True),
        ("会议纪要", 250, 11, False),  # no larger than the rest
        ("会议纪要", 316, 14, True),
        ("会议纪要", 318, 14, False),  # not in the middle
        ("会议纪要" * 10, 58, 12, False),  # as wide as the text
    ],
)
def test_a_page_with_a_title_of_its_own_goes_on_with_nothing(
    text: str, x: float, size: float, told: bool
) -> None:
    first = page(laid(["资产负债表"]))
    second = page([word(text, x, 90, size=size), *laid(["附言", "附言"])])
    assert own(first, second)[1][0] == ("other" if told else "balance_sheet")


def test_a_lone_line_in_the_middle_is_a_title() -> None:
    assert own(page(laid(["资产负债表"])), page([word("附件", 287, 90)]))[1][0] == "other"


@pytest.mark.parametrize(("count", "told"), [(2, True), (3, False)])
def test_a_head_of_three_pages_is_a_running_one(count: int, told: bool) -> None:
    pages = [page([word("资产负债表", 250, 40), *laid([f"第{n}段"])]) for n in range(count)]
    assert (own(*pages)[0][0] == "balance_sheet") == told
    below = [page([word("资产负债表", 250, 85), *laid([f"第{n}段"])]) for n in range(count)]
    assert own(*below)[0][0] == "balance_sheet"


def test_running_heads_are_those_of_one_file() -> None:
    head = word("资产负债表", 250, 40)
    pages = [replace(page([head]), file=f"{n}.pdf") for n in range(3)]
    assert {found for found, _ in own(*pages)} == {"balance_sheet"}
