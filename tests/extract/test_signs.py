from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extract.geometry import Box
from extract.page_types import TypedPage
from extract.pages import Page, Seal, Word
from extract.readings import ReadingType
from extract.records import Reading, Record, Value
from extract.signs import Signs, Witnesses
from extract.vocabulary import Vocabulary, load_vocabulary

from ..evaluation.examples import programme
from .builders import page, ruled, word


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(__file__).parents[2] / "programs" / "common")


def reading(value: Value, text: str | None = None, *, box: Box | None = None) -> Reading:
    shown = "" if value is None and text is None else text or str(value)
    return Reading(
        value=value, text=shown, confidence=0.9, origin="ocr", file="申报书.pdf", page=1,
        bbox=box or Box(100, 50, 100 + 10 * max(len(shown), 3), 60),
    )  # fmt: skip


def signs(one: Reading, sheet: Page, type: ReadingType = "number") -> Signs:
    record = Record(id="甲", kind="enterprise", files=(), pages=(), fields={"employees": one})
    typed = [TypedPage(sheet, "form", 0.99, "")]
    return Witnesses(record, typed, programme(), vocabulary()).signs(one, type)


def scan(words: Iterable[Word] = (), **more: object) -> Page:
    return replace(page(words, digital=False), **more)  # type: ignore[arg-type]


def test_ink_beside_print_is_stray() -> None:
    printed = [word("123", 100, 50, origin="ocr")]
    beside, far = Box(92, 50, 98, 60), Box(20, 50, 26, 60)
    assert signs(reading(123), scan(printed, stray_ink=(beside,))).stray > 0.5
    assert signs(reading(123), scan(printed, stray_ink=(far,))).stray == 0


def test_ink_in_an_empty_cell_is_stray_but_not_at_its_rulings() -> None:
    cell = Box(100, 50, 200, 80)
    found = signs(reading(None, box=cell), scan(stray_ink=(Box(120, 60, 130, 70),)))
    assert found.empty == 1
    assert found.stray > 0.5
    edge = signs(reading(None, box=cell), scan(stray_ink=(Box(99, 55, 101, 65),)))
    assert edge.stray == 0


def test_what_is_no_value_is_not_empty() -> None:
    found = signs(reading(None, "约一百"), scan([word("约一百", 100, 50)]))
    assert (found.empty, found.unparsed) == (0, 1)


def test_a_ruling_through_print_crosses_it_and_one_beside_it_does_not() -> None:
    printed = [word("123", 100, 50, origin="ocr")]
    through, beside = ruled(115, 0, 115, 100), ruled(130, 0, 130, 100)
    assert signs(reading(123), scan(printed, rulings=(through,))).crossed
    assert not signs(reading(123), scan(printed, rulings=(beside,))).crossed


def test_a_seal_lies_over_what_it_meets() -> None:
    printed = [word("123", 100, 50, origin="ocr")]
    assert signs(reading(123), scan(printed, seals=(Seal(Box(110, 0, 200, 100)),))).sealed
    assert not signs(reading(123), scan(printed, seals=(Seal(Box(300, 0, 400, 100)),))).sealed


def test_right_check_characters_speak_for_a_code() -> None:
    code = "91310115MA1K4ABC5X"
    right = "913101151234567880"
    assert not signs(reading(code, code), scan([word(code, 100, 50)]), "code").checked
    assert signs(reading(right, right), scan([word(right, 100, 50)]), "code").checked


def test_every_type_has_its_own_sign() -> None:
    kinds = {"number": "number", "figure": "figure", "choice": "choice", "choices": "choice"}
    kinds |= {"fact": "fact"}
    sheet = scan([word("123", 100, 50)])
    for type, sign in kinds.items():
        found = signs(reading(123), sheet, type)._asdict()  # type: ignore[arg-type]
        assert [name for name in sorted(set(kinds.values())) if found[name]] == [sign]


def test_a_bracket_without_its_partner_is_unpaired() -> None:
    sheet = scan([word("甲公司（合伙）", 100, 50)])
    assert signs(reading("甲公司（合伙"), sheet, "text").unpaired
    assert not signs(reading("甲公司（合伙）"), sheet, "text").unpaired


def test_a_doubtful_letter_counts_and_a_doubtful_bracket_does_not() -> None:
    printed = word("甲（合伙）乙", 100, 50, origin="ocr", sure=0.99)
    letter = replace(printed, confidences=(0.5, 0.99, 0.99, 0.99, 0.99, 0.99))
    bracket = replace(printed, confidences=(0.99, 0.5, 0.99, 0.99, 0.5, 0.99))
    assert signs(reading("甲（合伙）乙"), scan([letter]), "text").letters > -0.5
    assert signs(reading("甲（合伙）乙"), scan([bracket]), "text").letters < -1.5


def test_the_sign_of_a_figure_counts_as_a_letter() -> None:
    doubted = replace(word("-1,234.00", 100, 50, origin="ocr"), confidences=(0.5,) + (0.999,) * 8)
    assert signs(reading(-1234.0, "-1,234.00"), scan([doubted]), "figure").letters > -0.5


def test_only_letters_inside_the_reading_count() -> None:
    printed = replace(word("甲乙丙", 100, 50, origin="ocr"), confidences=(0.1, 0.99, 0.1))
    inside = reading("乙", box=Box(110, 50, 120, 60))
    assert signs(inside, scan([printed]), "text").letters < -1.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [("40.549", True), ("1.234.567", True), ("40.549万元", True), ("4０．５49", True),
     ("40,549", False), ("1,234.56", False), ("0.125", False), ("1234.567", False),
     ("21.022.840.70", False)],
)  # fmt: skip
def test_a_point_before_three_digits_may_be_a_comma(text: str, expected: bool) -> None:
    sheet = scan([word(text, 100, 50)])
    assert bool(signs(reading(1.0, text), sheet).ambiguous) is expected
    printed = reading(1.0, text).model_copy(update={"origin": "text"})
    assert not signs(printed, sheet).ambiguous
