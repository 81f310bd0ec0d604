from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extract.pages import Page, Word
from extract.records import StatementKind
from extract.statements import StatementPage, read_statement_page, read_statements
from extract.vocabulary import StatementVocabulary, load_vocabulary

from .builders import page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"


@cache
def vocabulary() -> StatementVocabulary:
    return load_vocabulary(COMMON).statements


def figure(text: str, right: float, y: float) -> Word:
    return word(text, right - 6 * len(text), y, size=6)


def statement(
    rows: Iterable[tuple[str, str, str]],
    *,
    title: str = "资产负债表",
    heads: tuple[str, str] = ("期末余额", "上年年末余额"),
    unit: str = "单位：元",
    more: Iterable[Word] = (),
) -> Page:
    """Print title, date, unit and header, and below them rows of (label, left, right)."""
    words = [
        word(title, 240, 40),
        word("2022年12月31日", 240, 60),
        word(unit, 450, 60),
        word("项目", 60, 90),
        word(heads[0], 330, 90),
        word(heads[1], 450, 90),
        *more,
    ]
    for index, (label, left, right) in enumerate(rows):
        y = 110 + 15 * index
        words.append(word(label, 50, y))
        words += [figure(text, x, y) for text, x in ((left, 380), (right, 510)) if text]
    return page(words)


ASSETS = [
    ("流动资产：", "", ""),
    ("货币资金", "1,000.00", "900.00"),
    ("应收账款", "2,000.00", "1,800.00"),
    ("流动资产合计", "3,000.00", "2,700.00"),
]


def read(found: Page, kind: StatementKind = "balance_sheet") -> list[StatementPage]:
    return read_statement_page(found, kind, vocabulary())


def figures(found: StatementPage) -> dict[str | None, tuple[str | None, str | None]]:
    return {
        line.line: (
            line.current.word.text if line.current else None,
            line.prior.word.text if line.prior else None,
        )
        for line in found.lines
    }


def test_a_statement_is_read_line_by_line() -> None:
    (found,) = read(statement(ASSETS))
    assert (found.kind, found.scope, found.year, found.unit) == (
        "balance_sheet", None, 2022, "元",
    )  # fmt: skip
    assert figures(found) == {
        "cash": ("1,000.00", "900.00"),
        "accounts_receivable": ("2,000.00", "1,800.00"),
        "total_current_assets": ("3,000.00", "2,700.00"),
    }
    assert not found.continued


def test_the_prior_year_may_stand_first() -> None:
    (found,) = read(statement(ASSETS, heads=("上年年末余额", "期末余额")))
    assert figures(found)["cash"] == ("900.00", "1,000.00")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("单位：万元", "万元"), ("金额单位：人民币元", "元"), ("单位:千元", "千元"), ("", "元")],
)
def test_the_unit_is_read(printed: str, unit: str) -> None:
    (found,) = read(statement(ASSETS, unit=printed))
    assert found.unit == unit
    assert (found.unit_word is not None) is bool(printed)


@pytest.mark.parametrize(
    ("title", "scope"),
    [("合并资产负债表", "consolidated"), ("母公司资产负债表", "separate"), ("资产负债表", None)],
)
def test_the_title_names_the_scope(title: str, scope: str | None) -> None:
    (found,) = read(statement(ASSETS, title=title))
    assert found.scope == scope


def test_a_continued_statement_says_so() -> None:
    (found,) = read(statement(ASSETS, title="合并资产负债表（续）"))
    assert found.continued


def test_an_unknown_line_is_printed_without_an_id() -> None:
    (found,) = read(statement([*ASSETS, ("某种专项储备物资", "5.00", "6.00")]))
    (line,) = [line for line in found.lines if line.key is None]
    assert (line.label, line.line) == ("某种专项储备物资", None)
    assert line.current is not None


def test_a_label_of_two_lines_is_joined() -> None:
    rows = [
        ("以公允价值计量且其变动计入", "", ""),
        ("当期损益的金融资产", "5.00", "6.00"),
        ("存货", "7.00", "8.00"),
    ]
    (found,) = read(statement(rows))
    assert [line.key for line in found.lines] == ["fair_value_assets", "inventories"]


def test_signatures_end_a_statement() -> None:
    feet = [word("法定代表人：", 50, 400), figure("99.00", 380, 400)]
    (found,) = read(statement(ASSETS, more=feet))
    assert "99.00" not in {text for pair in figures(found).values() for text in pair}


def test_a_page_without_figures_has_no_lines() -> None:
    (found,) = read(page([word("资产负债表", 240, 40)]))
    assert found.lines == ()


def test_scopes_side_by_side_are_two_statements() -> None:
    words = [word("资产负债表", 240, 30)]
    for x, scope in ((230, "合并"), (430, "母公司")):
        words.append(word(scope, x, 70))
    for x, head in ((190, "期末余额"), (290, "期初余额"), (390, "期末余额"), (490, "期初余额")):
        words.append(word(head, x - 20, 90))
    for index, label in enumerate(("货币资金", "存货")):
        y = 110 + 15 * index
        words.append(word(label, 50, y))
        words += [figure(f"{index + 1}0{n}.00", 210 + 100 * n, y) for n in range(4)]
    found = {part.scope: figures(part)["cash"] for part in read(page(words))}
    assert found == {"consolidated": ("100.00", "101.00"), "separate": ("102.00", "103.00")}


def test_an_income_statement_has_its_own_lines() -> None:
    rows = [
        ("一、营业收入", "5,000.00", "4,000.00"),
        ("减：营业成本", "3,000.00", "2,500.00"),
        ("四、净利润（净亏损以“－”号填列）", "2,000.00", "1,500.00"),
    ]
    made = statement(rows, title="利润表", heads=("本期金额", "上期金额"))
    (found,) = read(made, "income_statement")
    assert [line.key for line in found.lines][-1] == "net_profit"
    assert None not in [line.key for line in found.lines]


def test_the_year_is_the_latest_in_the_heading() -> None:
    later = [word("2021年12月31日", 60, 60, size=6), word("2030年", 60, 400)]
    (found,) = read(statement(ASSETS, more=later))
    assert found.year == 2022


def test_a_year_may_be_in_wide_digits() -> None:
    (found,) = read(statement(ASSETS, more=[word("２０２３年度", 60, 60, size=6)]))
    assert found.year == 2023


def test_the_unit_is_named_by_the_word_that_holds_it() -> None:
    apart = [word("币种：", 300, 60), word("单位：", 400, 60), word("千元", 480, 60)]
    (found,) = read(statement(ASSETS, unit="", more=apart))
    assert found.unit_word is not None
    assert (found.unit, found.unit_word.text) == ("千元", "千元")


def test_a_unit_below_the_heading_is_none_of_the_statement() -> None:
    (found,) = read(statement(ASSETS, unit="", more=[word("单位：万元", 60, 400)]))
    assert (found.unit, found.unit_word) == ("元", None)


def test_a_signature_stands_below_the_heading() -> None:
    for y, count in ((245, 3), (255, 2)):
        feet = [word("法定代表人：", 50, y), word("存货", 50, 300), figure("9.00", 380, 300)]
        assert len(read(statement(ASSETS[1:3], more=feet))[0].lines) == count


def test_a_line_right_above_the_signature_still_counts() -> None:
    feet = [word("存货", 50, 388), figure("9.00", 380, 388), word("法定代表人：", 50, 400)]
    assert "inventories" in figures(read(statement(ASSETS, more=feet))[0])


def scanned(*label: str) -> str:
    """Return the label that is read of a line of recognised words."""
    words = [word(text, 50 + 60 * n, 155, origin="ocr") for n, text in enumerate(label)]
    rest = statement(ASSETS[:3], more=[*words, figure("5.00", 380, 155), figure("6.00", 510, 155)])
    return read(rest)[0].lines[-1].label


def test_letters_of_a_seal_behind_a_label_are_left_out() -> None:
    assert scanned("存货", "章") == "存货"
    assert scanned("存货", "专用", "章") == "存货"
    assert scanned("流动资产", "合计") == "流动资产合计"
    assert scanned("专项", "物资") == "专项物资"


def test_letters_behind_a_printed_label_stay() -> None:
    extra = [word("存货", 50, 155), word("章", 110, 155), figure("5.00", 380, 155)]
    (found,) = read(statement(ASSETS[:3], more=extra))
    assert found.lines[-1].label == "存货章"


def test_notes_beside_a_label_are_left_out_below_their_header() -> None:
    for y, label in ((90, "存货"), (140, "存货甲")):
        more = [
            word("附注", 150, y),
            word("存货", 50, 170),
            word("甲", 155, 170),
            figure("5.00", 380, 170),
        ]
        (found,) = read(statement(ASSETS[:3], more=more))
        assert found.lines[-1].label == label


def test_scopes_stand_near_the_header_row() -> None:
    for y, scopes in ((70, {"consolidated", "separate"}), (48, {None})):
        heads = ((190, "期末余额"), (290, "期初余额"), (390, "期末余额"), (490, "期初余额"))
        words = [word("资产负债表", 240, 20), word("合并", 230, y), word("母公司", 430, y)]
        words += [word(head, x - 20, 90) for x, head in heads]
        for row, label in enumerate(("货币资金", "存货")):
            words.append(word(label, 50, 110 + 15 * row))
            words += [figure(f"1{n}.00", 210 + 100 * n, 110 + 15 * row) for n in range(4)]
        assert {part.scope for part in read(page(words))} == scopes


def test_a_continued_page_without_figures_says_so() -> None:
    (found,) = read(page([word("资产负债表（续）", 240, 40)]))
    assert found.continued


def bare(number: int, file: str = "申报书.pdf") -> Page:
    """A page that goes on without title, unit and header, its columns a little to the left."""
    rows = [("短期借款", "70.00", "60.00"), ("应付账款", "50.00", "40.00")]
    words: list[Word] = []
    for index, (label, left, right) in enumerate(rows):
        y = 60 + 15 * index
        words += [word(label, 50, y), figure(left, 372, y), figure(right, 502, y)]
    return replace(page(words, number=number), file=file)


def test_a_page_without_header_goes_on_with_columns_unit_and_year() -> None:
    first = statement(ASSETS, heads=("上年年末余额", "期末余额"), unit="单位：万元")
    found = read_statements([first, bare(2)], "balance_sheet", vocabulary())
    assert [(one.unit, one.year) for one in found] == [("万元", 2022), ("万元", 2022)]
    assert figures(found[1])["short_term_loans"] == ("60.00", "70.00")


@pytest.mark.parametrize("other", [bare(3), bare(2, "附件.pdf")])
def test_a_page_that_does_not_follow_goes_on_with_nothing(other: Page) -> None:
    found = read_statements([statement(ASSETS), other], "balance_sheet", vocabulary())
    assert found[1].lines == ()


def test_columns_go_on_where_one_has_no_figures() -> None:
    last = page([word("短期借款", 50, 60), figure("60.00", 508, 60), word("应付账款", 50, 75),
                 figure("40.00", 508, 75)], number=2)  # fmt: skip
    found = read_statements([statement(ASSETS), last], "balance_sheet", vocabulary())
    assert figures(found[1])["accounts_payable"] == (None, "40.00")
