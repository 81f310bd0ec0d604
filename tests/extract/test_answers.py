from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.answers import UNSURE, Answer, Stretch, answer_of
from extract.geometry import Box
from extract.page_ink import kept_ink
from extract.pages import CheckMark, Origin, Word
from extract.programme import FieldSpec, OptionSpec
from extract.tables import Cell, find_tables

from .builders import MARKS, page, table_page, word

NATURES = (OptionSpec(value="国有"), OptionSpec(value="民营"), OptionSpec(value="外资"))
TEXT = FieldSpec(id="f", label="单位名称", section="一")
NUMBER = FieldSpec(id="f", label="营业收入", type="number", unit="万元", section="一")
CODE = FieldSpec(id="f", label="代码", type="code", section="一")
CHOICE = FieldSpec(id="f", label="性质", type="choice", options=NATURES, section="一")
CHOICES = FieldSpec(id="f", label="性质", type="choices", options=NATURES, section="一")
ROWS = FieldSpec(
    id="f",
    label="股东",
    type="rows",
    columns=("name", "ratio"),
    column_labels=("股东名称", "出资比例"),
    section="一",
)


def cell(*words: Word) -> Cell:
    return Cell(Box(50, 50, 400, 80), 0, 1, 0, 1, words)


def read(
    field: FieldSpec, text: str, *, unit: str | None = None, origin: Origin = "text"
) -> Answer:
    words = (word(text, 53, 53, origin=origin, sure=0.8),) if text else ()
    return answer_of(field, [cell(*words)], None, page(digital=origin == "text"), unit, MARKS)


def test_text_is_the_value() -> None:
    answer = read(TEXT, "甲公司")
    assert (answer.value, answer.text, answer.origin) == ("甲公司", "甲公司", "text")
    assert answer.confidence == 0.8


def test_an_empty_cell_stands_where_the_answer_would() -> None:
    answer = read(TEXT, "")
    assert (answer.value, answer.text, answer.box) == (None, "", Box(50, 50, 400, 80))


def test_recognised_print_gets_its_punctuation() -> None:
    assert read(TEXT, "甲,乙", origin="ocr").value == "甲，乙"
    assert read(TEXT, "甲,乙").value == "甲,乙"


def test_what_the_form_prints_is_no_answer() -> None:
    hinted = TEXT.model_copy(update={"hints": ("（盖章）",)})
    assert read(hinted, "甲公司（盖章）").value == "甲公司"
    assert read(hinted, "（盖章）").value is None


def test_lines_and_pages_are_joined() -> None:
    first = cell(word("上海市", 53, 53), word("浦东", 53, 66))
    rest = Stretch([cell(word("新区", 53, 53))], page(number=2))
    answer = answer_of(TEXT, [first], rest, page(), None, MARKS)
    assert answer.value == "上海市浦东新区"
    assert answer.box == Box(53, 53, 83, 76)


def test_the_least_sure_character_counts() -> None:
    unsure = replace(word("甲公司", 53, 53, origin="ocr"), confidences=(0.9, 0.3, 0.9))
    assert answer_of(TEXT, [cell(unsure)], None, page(), None, MARKS).confidence == 0.3


def test_the_least_sure_word_counts() -> None:
    words = [word("甲公司", 53, 53, sure=0.9), word("分公司", 90, 53, sure=0.6)]
    assert answer_of(TEXT, [cell(*words)], None, page(), None, MARKS).confidence == 0.6


def test_a_code_loses_its_spaces() -> None:
    assert read(CODE, "9131 0000 MA1F L12X 34").value == "91310000MA1FL12X34"


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,234.50", None, 1234.5),
        ("12345000", "元", 1234.5),
        ("1.2亿元", None, 12000),
        ("-35.2", None, -35.2),
        ("0", None, 0),
        ("", None, None),
        ("无", None, "无"),
    ],
)
def test_figures_are_converted_to_the_form_unit(
    text: str, unit: str | None, value: float | str | None
) -> None:
    assert read(NUMBER, text, unit=unit).value == value


def test_a_text_that_is_no_figure_is_not_guessed() -> None:
    answer = read(NUMBER, "见附件")
    assert answer.value is None
    assert answer.confidence <= UNSURE
    assert "见附件" in (answer.note or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("□国有☑民营□外资", "民营"),
        ("民营", "民营"),
        ("□国有□民营□外资", None),
        ("国有 民营 外资", None),
        ("", None),
    ],
)
def test_the_ticked_option_is_chosen(text: str, value: str | None) -> None:
    assert read(CHOICE, text).value == value


def test_two_ticks_for_one_choice_are_noted() -> None:
    answer = read(CHOICE, "☑国有☑民营□外资")
    assert answer.confidence == UNSURE
    assert "国有、民营" in (answer.note or "")


def test_a_tick_that_hides_its_box_is_unsure() -> None:
    answer = read(CHOICE, "国有□民营□外资")
    assert (answer.value, answer.confidence) == ("国有", UNSURE)
    assert answer.note is not None


def test_several_options_may_be_ticked() -> None:
    assert read(CHOICES, "☑民营□国有☑外资").value == ["外资", "民营"]
    assert read(CHOICES, "□民营□国有□外资").value is None
    assert read(CHOICES, "民营□国有□外资").value == ["民营"]


def test_options_without_any_mark_are_noted() -> None:
    for field in (CHOICE, CHOICES):
        answer = read(field, "国有民营外资")
        assert answer.value is None
        assert answer.note is not None
    assert read(CHOICE, "□国有□民营□外资").note is None
    assert read(CHOICES, "□国有□民营□外资").note is None


def test_boxes_in_pixels_count_on_scans_only() -> None:
    seen = CheckMark(Box(53, 53, 63, 63), True)
    words = word("□国有□民营", 53, 53)
    scan = page(marks=[seen], digital=False)
    assert answer_of(CHOICE, [cell(words)], None, scan, None, MARKS).value == "国有"
    digital = page(marks=[seen])
    assert answer_of(CHOICE, [cell(words)], None, digital, None, MARKS).value is None


def rows(*printed: tuple[str, ...]) -> Answer:
    (table,) = find_tables(table_page(printed))
    return answer_of(ROWS, table.cells, None, table.page, None, MARKS)


def test_rows_are_read_below_their_headers() -> None:
    answer = rows(("出资比例（%）", "股东名称"), ("60", "甲"), ("40%", "乙"), ("", ""))
    assert answer.value == [{"name": "甲", "ratio": 60}, {"name": "乙", "ratio": 40}]


def test_rows_without_their_headers_are_not_read() -> None:
    assert rows(("股东名称", "备注"), ("甲", "60")).value is None
    assert rows(("股东名称", "出资比例"), ("", "")).value is None


def test_a_word_from_pixels_makes_the_answer_a_recognised_one() -> None:
    mixed = [word("甲,", 53, 53), word("乙", 73, 53, origin="ocr")]
    answer = answer_of(TEXT, [cell(*mixed)], None, page(), None, MARKS)
    assert (answer.origin, answer.value) == ("ocr", "甲，乙")


def test_hyphens_are_mended_line_by_line() -> None:
    long = replace(word("一-二", 53, 53, origin="ocr"), edges=(53, 63, 73, 83))
    short = replace(word("A-1", 53, 66), edges=(53, 63, 73, 83))
    answer = answer_of(TEXT, [cell(long, short)], None, page(), None, MARKS)
    assert answer.value == "一—二A-1"


def test_an_empty_cell_of_a_scan_was_looked_at_by_recognition() -> None:
    assert answer_of(TEXT, [cell()], None, page(digital=False), None, MARKS).origin == "ocr"
    assert answer_of(TEXT, [cell()], None, page(), None, MARKS).origin == "text"
    assert answer_of(TEXT, [cell()], None, page(), None, MARKS).confidence == 0.9


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [("1.2亿元", None, "亿元"), ("120", "元", "元"), ("120", None, "万元")],
)
def test_the_unit_printed_last_counts(text: str, label: str | None, unit: str) -> None:
    assert read(NUMBER, text, unit=label).unit == unit


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("□国有☑民营□外资", 0.95),
        ("☑民营", 0.8),  # nothing to compare the tick with
        ("国有☑民营外资", 0.8),  # boxes that were not seen
        ("民营", 0.8),
    ],
)
def test_a_lone_tick_among_seen_boxes_is_surer_than_its_print(text: str, confidence: float) -> None:
    answer = read(CHOICE, text)
    assert (answer.value, answer.confidence) == ("民营", confidence)
    assert answer.note is None


def test_a_lone_tick_in_sure_print_stays_as_sure() -> None:
    sure = word("□国有☑民营", 53, 53, sure=0.99)
    assert answer_of(CHOICE, [cell(sure)], None, page(), None, MARKS).confidence == 0.99


def test_rows_are_as_sure_as_their_least_sure_word() -> None:
    printed = table_page([["股东名称", "出资比例"], ["甲", "60"], ["乙", "40"]])
    sure = {"甲": 0.9, "40": 0.4, "股东名称": 0.1}
    words = [replace(w, confidence=sure.get(w.text, 1.0)) for w in printed.words]
    (table,) = find_tables(replace(printed, words=tuple(words)))
    answer = answer_of(ROWS, table.cells, None, table.page, None, MARKS)
    assert answer.confidence == 0.4


def test_a_row_with_one_value_is_one() -> None:
    answer = rows(("股东名称", "出资比例"), ("甲", ""), ("", "40"))
    assert answer.value == [{"name": "甲", "ratio": None}, {"name": None, "ratio": 40}]


def test_rows_begin_below_the_lowest_end_of_the_headers() -> None:
    (table,) = find_tables(table_page([["出资比例", "股东名称"], ["60", "甲"]]))
    tall = [replace(c, row1=2) if c.text == "出资比例" else c for c in table.cells]
    answer = answer_of(ROWS, tall, None, table.page, None, MARKS)
    assert answer.value is None


@pytest.mark.parametrize("hint", ["（盖章）", "(盖章)", "（ 盖 章 ）", "（盖章)", "（盖"])
def test_the_forms_own_words_are_no_answer_however_they_are_printed(hint: str) -> None:
    hinted = TEXT.model_copy(update={"hints": ("（盖章）",)})
    assert read(hinted, f"甲公司{hint}").value == "甲公司"
    assert read(hinted, "甲公司（上海）").value == "甲公司（上海）"


def scanned_line(*starts: int) -> tuple[Word, ...]:
    """Return the options as recognised words, with room for a mark before each."""
    names = [option.value for option in NATURES]
    return tuple(
        word(name, start, 53, origin="ocr") for name, start in zip(names, starts, strict=True)
    )


@pytest.mark.parametrize(("field", "value"), [(CHOICE, "民营"), (CHOICES, ["民营"])])
def test_ink_tells_where_no_mark_was_recognised(field: FieldSpec, value: object) -> None:
    ink = np.zeros((200, 900), np.uint8)
    for start in (80, 180, 280):
        ink[106:126:18, 2 * start - 28 : 2 * start - 8] = 255
    ink[110:122, 334:350] = 255  # in the box before the second
    scan = replace(page(digital=False), ink=kept_ink(ink, [], 2.0))
    answer = answer_of(field, [cell(*scanned_line(80, 180, 280))], None, scan, None, MARKS)
    assert (answer.value, answer.confidence) == (value, UNSURE)
    assert answer.note is not None


def test_each_page_has_marks_of_its_own() -> None:
    first, rest = page(), page(number=2)
    ring = Box(46, 48, 78, 68)
    other = word("民营", 53, 53)
    for ringed, value in ((first, "国有"), (rest, "民营")):
        pages = [replace(p, rings=(ring,)) if p is ringed else p for p in (first, rest)]
        answer = answer_of(
            CHOICE, [cell(word("国有", 53, 53))], Stretch([cell(other)], pages[1]), pages[0],
            None, MARKS,
        )  # fmt: skip
        assert answer.value == value


def test_a_lone_option_beside_unread_ink_is_unsure() -> None:
    words = word("外资", 120, 53, origin="ocr")
    clean, stray = page(digital=False), Box(60, 53, 80, 66)
    lone = answer_of(CHOICE, [cell(words)], None, clean, None, MARKS)
    assert (lone.value, lone.note) == ("外资", None)
    inked = replace(clean, stray_ink=(stray,))
    answer = answer_of(CHOICE, [cell(words)], None, inked, None, MARKS)
    assert (answer.confidence, answer.note is None) == (UNSURE, False)


def test_a_ring_around_what_was_not_made_out_chooses_the_other() -> None:
    yes = (OptionSpec(value="是"), OptionSpec(value="否"))
    field = CHOICE.model_copy(update={"options": yes})
    scan = replace(page(digital=False), rings=(Box(55, 50, 73, 68),))
    only = word("否", 120, 53, origin="ocr")
    answer = answer_of(field, [cell(only)], None, scan, None, MARKS)
    assert (answer.value, answer.confidence) == ("是", UNSURE)
