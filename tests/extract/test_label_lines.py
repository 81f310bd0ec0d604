from __future__ import annotations

import pytest

from extract.forms import FormContext, read_places
from extract.geometry import Box
from extract.label_lines import find_line_places
from extract.pages import Word
from extract.programme import FieldSpec, FormSpec, OptionSpec

from .builders import MARKS, WIDTH, page, word

KINDS = (OptionSpec(value="企业"), OptionSpec(value="平台"), OptionSpec(value="示范区"))
FIELDS = (
    FieldSpec(id="project", label="项目名称", section="封面"),
    FieldSpec(id="unit", label="申报单位", wordings=("申报单位（盖章）",), section="封面"),
    FieldSpec(id="date", label="申报日期", section="封面"),
    FieldSpec(id="kind", label="申报类型", type="choice", options=KINDS, section="封面"),
)
CONTEXT = FormContext(FormSpec(id="cover", title="申报书", fields=FIELDS), (), (), MARKS)


def values(*words: Word) -> dict[str, object]:
    places = find_line_places([page(words)], CONTEXT)
    return {field: years[None].value for field, years in read_places(places, CONTEXT).items()}


@pytest.mark.parametrize("colon", ["：", ":", "", "： ", "：__"])
def test_an_answer_stands_behind_its_label(colon: str) -> None:
    assert values(word(f"项目名称{colon}远程运维", 50, 50)) == {"project": "远程运维"}


def test_label_and_answer_may_be_words_of_their_own() -> None:
    found = values(word("项目名称：", 50, 50), word("远程", 120, 50), word("运维", 150, 50))
    assert found == {"project": "远程运维"}


def test_the_longer_wording_of_a_label_counts() -> None:
    assert values(word("申报单位（盖章）：甲公司", 50, 50)) == {"unit": "甲公司"}


def test_a_label_without_an_answer_has_an_empty_one_behind_it() -> None:
    (place,) = find_line_places([page([word("申报日期：", 50, 50)])], CONTEXT)
    assert place.cells[0].text == ""
    assert place.cells[0].box == Box(100, 50, 0.9 * WIDTH, 60)
    assert values(word("申报日期：", 50, 50)) == {"date": None}


def test_a_label_inside_a_sentence_is_none() -> None:
    assert values(word("本项目名称：远程运维", 50, 50)) == {}


def test_options_go_on_below() -> None:
    found = values(
        word("申报类型：□企业", 50, 50), word("☑平台", 100, 65), word("□示范区", 100, 80)
    )
    assert found == {"kind": "平台"}


def test_the_next_label_ends_an_answer() -> None:
    found = values(
        word("申报类型：□企业", 50, 50), word("申报单位：☑平台", 80, 65), word("☑平台", 100, 80)
    )
    assert found["kind"] is None


def test_options_far_below_or_at_the_margin_belong_to_others() -> None:
    assert values(word("申报类型：□企业", 50, 50), word("☑平台", 100, 140))["kind"] is None
    assert values(word("申报类型：□企业", 50, 50), word("☑平台", 50, 65))["kind"] is None


def test_text_below_is_no_part_of_an_answer() -> None:
    found = values(word("项目名称：远程", 50, 50), word("二〇二三年", 120, 65))
    assert found == {"project": "远程"}


def test_options_that_stand_two_lines_apart_still_belong_together() -> None:
    found = values(word("申报类型：□企业", 50, 50), word("☑平台", 100, 81))
    assert found == {"kind": "平台"}
    found = values(word("申报类型：□企业", 50, 50), word("☑平台", 100, 83))
    assert found == {"kind": None}


def test_other_text_ends_the_options() -> None:
    (place,) = find_line_places(
        [page([word("申报类型：□企业", 50, 50), word("盖章处", 100, 65), word("☑平台", 100, 80)])],
        CONTEXT,
    )
    assert place.cells[0].text == "□企业"


def test_an_answer_in_the_middle_of_a_word_keeps_its_place() -> None:
    (place,) = find_line_places([page([word("项目名称：远程运维", 50, 50)])], CONTEXT)
    assert place.cells[0].box == Box(100, 50, 140, 60)


def test_a_long_text_goes_on_close_below_where_it_began() -> None:
    found = values(word("项目名称：面向长三角的", 50, 50), word("远程运维", 100, 62))
    assert found == {"project": "面向长三角的远程运维"}


@pytest.mark.parametrize(("x", "y"), [(100, 75), (70, 62), (130, 62)])
def test_other_print_below_is_no_part_of_a_text(x: float, y: float) -> None:
    assert values(word("项目名称：远程", 50, 50), word("运维", x, y)) == {"project": "远程"}
