from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages import Word
from extract.reconciliation import RECONCILED, reconcile
from extract.statement_lines import Identity, Term
from extract.statements import Figure, PrintedLine, StatementPage

from .builders import page, word
from .ocr.traces import trace_of

PAGE = page(digital=False)
SUMS = (
    Identity(
        statement="balance_sheet", total="total", terms=(Term(line="first"), Term(line="second"))
    ),
    Identity(
        statement="balance_sheet", total="grand", terms=(Term(line="total"), Term(line="third"))
    ),
)
RIGHT = {
    "first": "1,234.56",
    "second": "2,000.00",
    "total": "3,234.56",
    "third": "1,000.00",
    "grand": "4,234.56",
}


def sharp(text: str) -> Word:
    """A clearly printed figure: sure, and its trace shows nothing else."""
    return replace(word(text, 300, 100, origin="ocr", sure=0.99), traces=(trace_of(text),))


def misread(text: str, place: int, other: str, *, share: float = 0.3, sure: float = 0.6) -> Word:
    """A figure whose character at `place` may as well be `other`."""
    trace = trace_of(text, others={place: {other: share}})
    return replace(word(text, 300, 100, origin="ocr", sure=sure), traces=(trace,))


def statement(words: dict[str, Word]) -> StatementPage:
    lines = tuple(
        PrintedLine(key, key, key, PAGE, found.box, Figure(found, PAGE), None)
        for key, found in words.items()
    )
    return StatementPage("balance_sheet", None, 2022, "元", None, lines, False)


def reconciled(**changed: Word) -> dict[str, Word]:
    words = {key: sharp(text) for key, text in RIGHT.items()} | changed
    (found,) = reconcile([statement(words)], SUMS)
    return {line.label: line.current.word for line in found.lines if line.current is not None}


def texts(**changed: Word) -> dict[str, str]:
    return {key: found.text for key, found in reconciled(**changed).items()}


def test_right_figures_stay() -> None:
    assert texts() == RIGHT


@pytest.mark.parametrize("line", sorted(RIGHT))
def test_a_misread_digit_is_mended_where_its_trace_shows_the_right_one(line: str) -> None:
    right = RIGHT[line]
    wrong = "7" + right[1:]
    found = reconciled(**{line: misread(wrong, 0, right[0])})
    assert {key: each.text for key, each in found.items()} == RIGHT
    assert found[line].first_reading == wrong
    assert found[line].confidence == RECONCILED


@pytest.mark.parametrize("line", sorted(RIGHT))
def test_a_sharp_figure_does_not_give_way_to_a_sum(line: str) -> None:
    wrong = "7" + RIGHT[line][1:]
    assert texts(**{line: sharp(wrong)}) == RIGHT | {line: wrong}


@given(st.sampled_from(sorted(RIGHT)), st.data())
def test_a_forged_digit_stays(line: str, data: st.DataObject) -> None:
    right = RIGHT[line]
    place = data.draw(st.sampled_from([i for i, c in enumerate(right) if c.isdigit()]))
    digit = data.draw(st.sampled_from(sorted(set("123456789") - {right[place]})))
    forged = right[:place] + digit + right[place + 1 :]
    assert texts(**{line: sharp(forged)}) == RIGHT | {line: forged}


def test_a_sharp_figure_stays_even_where_it_was_in_doubt() -> None:
    doubted = replace(sharp("7,234.56"), confidence=0.5)
    assert texts(first=doubted)["first"] == "7,234.56"


def test_a_figure_that_could_not_be_read_is_what_the_sum_needs() -> None:
    unread = replace(misread("7,234.56", 0, "1"), unread=True)
    found = reconciled(first=unread)["first"]
    assert (found.text, found.unread) == ("1,234.56", False)


def test_an_unread_figure_without_support_stays_unread() -> None:
    unread = replace(sharp("9,999.99"), unread=True)
    assert reconciled(first=unread)["first"].unread


def test_a_sum_that_holds_already_is_not_broken() -> None:
    # `total` holds in both sums as it is: no doubt of its trace may move it
    assert texts(total=misread("3,234.56", 0, "8")) == RIGHT


def test_two_figures_that_could_both_give_way_decide_nothing_when_sure() -> None:
    first = misread("1,234.56", 0, "3", share=0.3, sure=0.95)
    second = misread("2,000.00", 0, "4", share=0.3, sure=0.95)
    found = texts(first=first, second=second, total=sharp("5,234.56"), grand=sharp("6,234.56"))
    assert (found["first"], found["second"]) == ("1,234.56", "2,000.00")


def test_two_doubted_figures_of_one_sum_are_mended_together() -> None:
    found = texts(
        first=misread("7,234.56", 0, "1", share=0.4), second=misread("8,000.00", 0, "2", share=0.4)
    )
    assert found == RIGHT


def test_no_two_are_mended_together_against_a_third_sum_of_sure_figures() -> None:
    # `total` must be 3,234.56 for the sum above it, which its trace does not show
    read = texts(first=misread("7,234.56", 0, "1"), total=misread("8,234.56", 0, "9"))
    assert (read["first"], read["total"]) == ("7,234.56", "8,234.56")


def test_text_of_a_layer_is_never_mended() -> None:
    printed = word("7,234.56", 300, 100, sure=0.5)
    assert texts(first=printed)["first"] == "7,234.56"


def test_other_statements_are_left_alone() -> None:
    words = {key: sharp(text) for key, text in RIGHT.items()}
    words["first"] = misread("7,234.56", 0, "1")
    other = replace(statement(words), kind="cash_flow")
    (found,) = reconcile([other], SUMS)
    assert found is other or found == other


def test_years_are_reconciled_apart() -> None:
    words = {key: sharp(text) for key, text in RIGHT.items()}
    late = statement({"first": misread("7,234.56", 0, "1"), "second": words["second"]})
    early = replace(statement({"total": words["total"]}), year=2021)
    found = reconcile([late, early], SUMS)
    figure = found[0].lines[0].current
    assert figure is not None
    assert figure.word.text == "7,234.56"


def test_a_statement_over_two_pages_is_one() -> None:
    words = {key: sharp(text) for key, text in RIGHT.items()}
    words["first"] = misread("7,234.56", 0, "1")
    parts = [
        statement({key: words[key] for key in ("first", "second")}),
        replace(statement({key: words[key] for key in ("total", "third", "grand")}), year=None),
    ]
    figure = reconcile(parts, SUMS)[0].lines[0].current
    assert figure is not None
    assert figure.word.text == "1,234.56"


def test_the_prior_column_is_mended_by_its_own_sums() -> None:
    lines = []
    for key, text in RIGHT.items():
        wrong = misread("7,234.56", 0, "1") if key == "first" else sharp(text)
        lines.append(
            PrintedLine(
                key, key, key, PAGE, wrong.box, Figure(sharp("5.00"), PAGE), Figure(wrong, PAGE)
            )
        )
    base = replace(statement({}), lines=tuple(lines))
    (found,) = reconcile([base], SUMS)
    prior = found.lines[0].prior
    assert prior is not None
    assert prior.word.text == "1,234.56"


def test_doubted_but_sharp_figures_of_one_sum_stay_together() -> None:
    first = replace(sharp("7,234.56"), confidence=0.5)
    second = replace(sharp("8,000.00"), confidence=0.5)
    found = texts(first=first, second=second)
    assert (found["first"], found["second"]) == ("7,234.56", "8,000.00")


def test_sums_that_contradict_each_other_decide_nothing() -> None:
    trace = trace_of("7,234.56", others={0: {"3": 0.2, "8": 0.2}})
    total = replace(word("7,234.56", 300, 100, origin="ocr", sure=0.6), traces=(trace,))
    assert texts(total=total, grand=sharp("9,234.56"))["total"] == "7,234.56"


def test_a_sum_of_a_section_that_holds_is_not_broken_for_another() -> None:
    section = SUMS[0].model_copy(update={"certainty": "complete"})
    words = {key: sharp(text) for key, text in RIGHT.items()}
    words |= {"total": misread("3,234.56", 0, "8"), "grand": sharp("9,234.56")}
    (found,) = reconcile([statement(words)], (section, SUMS[1]))
    read = {line.label: line.current.word.text for line in found.lines if line.current}
    assert read["total"] == "3,234.56"


def in_thousands(**changed: Word) -> dict[str, str]:
    words = {key: sharp(text) for key, text in RIGHT.items()} | changed
    (found,) = reconcile([replace(statement(words), unit="千元")], SUMS)
    return {line.label: line.current.word.text for line in found.lines if line.current is not None}


def test_rounded_figures_are_mended_only_to_what_the_pixels_show() -> None:
    assert in_thousands(total=misread("7,234.56", 0, "3")) == RIGHT
    # 3,234.57 is printed, rounded on its own; the sum says 3,234.56.
    printed = replace(misread("7,234.57", 0, "3"), unread=True)
    assert in_thousands(total=printed)["total"] == "7,234.57"
