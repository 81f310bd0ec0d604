from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.choices import (
    EMPTY,
    TICKED,
    Option,
    PenMarks,
    chosen,
    mark_words,
    read_options,
    same_option,
    unmarked,
)
from extract.geometry import Box
from extract.pages import CheckMark, Word
from extract.programme import OptionSpec

from .builders import MARKS, word

NAMES = ("企业", "平台", "示范区", "其他")
OPTIONS = tuple(OptionSpec(value=name) for name in NAMES)


def states(*lines: str, boxes: tuple[CheckMark, ...] = ()) -> dict[str, bool | None]:
    words = [word(line, 50, 50 + 15 * index) for index, line in enumerate(lines)]
    return {o.value: o.ticked for o in read_options([words], OPTIONS, MARKS, PenMarks(boxes))}


@given(st.lists(st.booleans(), min_size=1, max_size=4), st.booleans(), st.sampled_from(["", " "]))
def test_each_option_has_its_own_mark(ticks: list[bool], after: bool, gap: str) -> None:
    marks = ["■" if ticked else "□" for ticked in ticks]
    pairs = zip(NAMES, marks, strict=False)
    line = "  ".join(n + gap + m if after else m + gap + n for n, m in pairs)
    assert states(line) == dict(zip(NAMES, ticks, strict=False))


def test_a_tick_behind_an_empty_box_counts() -> None:
    assert states("□√企业 □平台") == {"企业": True, "平台": False}


def test_options_without_marks_have_no_state() -> None:
    assert states("企业 平台") == {"企业": None, "平台": None}


def test_options_stand_on_lines_of_their_own() -> None:
    assert states("□企业", "☑平台", "□其他") == {"企业": False, "平台": True, "其他": False}


def test_other_text_holds_no_option() -> None:
    assert states("□上海市") == {}


def test_a_longer_option_is_not_read_as_the_shorter_one_inside() -> None:
    options = (OptionSpec(value="企业"), OptionSpec(value="企业集团"))
    found = read_options([[word("□企业 ☑企业集团", 50, 50)]], options, MARKS)
    assert [(o.value, o.ticked) for o in found] == [("企业", False), ("企业集团", True)]


def test_a_wording_stands_for_its_option() -> None:
    options = (OptionSpec(value="示范区", wordings=("示范区县",)),)
    (found,) = read_options([[word("☑示范区县", 50, 50)]], options, MARKS)
    assert (found.value, found.ticked) == ("示范区", True)


def test_drawn_boxes_become_glyphs_where_they_stand() -> None:
    box = Box(50, 52, 58, 60)
    ticked, empty = mark_words([CheckMark(box, True, 0.7), CheckMark(box, False)])
    assert (ticked.text, empty.text) == (TICKED, EMPTY)
    assert (ticked.box, ticked.edges, ticked.confidence) == (box, (50, 58), 0.7)


def test_a_drawn_box_reads_like_a_printed_one() -> None:
    glyphs = mark_words(
        [CheckMark(Box(50, 51, 58, 59), False), CheckMark(Box(100, 51, 108, 59), True)]
    )
    words = [*glyphs, word("企业", 60, 50), word("平台", 110, 50)]
    found = read_options([words], OPTIONS, MARKS)
    assert {o.value: o.ticked for o in found} == {"企业": False, "平台": True}


def test_a_box_seen_in_pixels_overrules_the_recognised_glyph() -> None:
    seen = CheckMark(Box(50, 50, 59, 60), True)
    assert states("□企业 □平台", boxes=(seen,)) == {"企业": True, "平台": False}


@pytest.mark.parametrize(
    "box", [Box(50, 80, 59, 90), Box(5, 50, 14, 60), Box(300, 50, 309, 60), Box(61, 50, 70, 60)]
)
def test_a_box_elsewhere_overrules_nothing(box: Box) -> None:
    assert states("□企业", boxes=(CheckMark(box, True),)) == {"企业": False}


def option(value: str, ticked: bool | None) -> Option:
    return Option(value, ticked, 0, 1.0)


def test_only_ticked_options_are_chosen() -> None:
    found = [option("企业", True), option("平台", False), option("其他", None)]
    assert [o.value for o in chosen(found)] == ["企业"]


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        ((None, False), "企业"),
        ((False, None), "平台"),
        ((None, None), None),
        ((None, True), None),
        ((False, False), None),
        ((None,), None),
        ((None, None, False), None),
        ((), None),
    ],
)
def test_one_option_without_a_mark_beside_empty_boxes_stands_out(
    ticks: tuple[bool | None, ...], expected: str | None
) -> None:
    found = unmarked([option(n, t) for n, t in zip(NAMES, ticks, strict=False)])
    assert (found.value if found else None) == expected


def test_a_cell_may_simply_name_its_option() -> None:
    options = (OptionSpec(value="有限责任公司", wordings=("有限公司",)), *OPTIONS)
    assert same_option("有限公司", options) == "有限责任公司"
    assert same_option(" 企 业 ", options) == "企业"
    assert same_option("股份公司", options) is None
    assert same_option("", options) is None


def test_a_mark_at_the_end_of_the_line_belongs_to_what_follows() -> None:
    assert states("□企业 ☑平台 □") == {"企业": False, "平台": True}


def spread(text: str, *starts: float) -> Word:
    """Return a recognised line whose characters stand in given places, its edges half-way."""
    middles = [start + 5 for start in starts]
    edges = (starts[0], *((a + b) / 2 for a, b in pairwise(middles)), starts[-1] + 10)
    return Word(text, Box(edges[0], 50, edges[-1], 60), edges, origin="ocr", size=10)


def ticked(line: Word, *marks: CheckMark, options: tuple[OptionSpec, ...] = OPTIONS) -> list[str]:
    return [o.value for o in chosen(read_options([[line]], options, MARKS, PenMarks(tuple(marks))))]


def tick_at(x: float) -> CheckMark:
    return CheckMark(Box(x, 50, x + 9, 60), True)


def test_a_box_that_recognition_left_out_is_seen_before_its_option() -> None:
    # Boxes at 50 and 100 are not in the text; the gap they leave pulls the edges away.
    line = spread("企业平台", 62, 72, 112, 122)
    assert ticked(line, tick_at(50)) == ["企业"]
    assert ticked(line, tick_at(100)) == ["平台"]


def test_an_option_of_one_character_may_end_its_line() -> None:
    options = (OptionSpec(value="是"), OptionSpec(value="否"))
    line = spread("是否", 62, 112)
    assert ticked(line, tick_at(50), options=options) == ["是"]
    assert ticked(line, tick_at(100), options=options) == ["否"]


def test_a_gap_behind_an_options_first_character_does_not_move_it() -> None:
    options = (OptionSpec(value="是"), OptionSpec(value="否"))
    line = spread("是否定", 62, 130, 140)
    assert ticked(line, tick_at(50), options=options) == ["是"]
    assert ticked(line, tick_at(75), options=options) == []


@given(
    st.lists(st.text(MARKS.ticked + MARKS.empty + " 企业平台示范区其他1", max_size=12), max_size=4),
    st.lists(st.tuples(st.floats(0, 300), st.booleans()), max_size=4),
)
def test_any_line_is_read(lines: list[str], boxes: list[tuple[float, bool]]) -> None:
    seen = tuple(CheckMark(Box(x, 50, x + 9, 60), on) for x, on in boxes)
    words = [word(line, 50, 50 + 15 * index) for index, line in enumerate(lines)]
    found = read_options([words], OPTIONS, MARKS, PenMarks(tuple(seen)))
    assert {o.value for o in found} <= set(NAMES)
    assert all(same_option(line, OPTIONS) in (None, *NAMES) for line in lines)


def pen(line: Word, pen: PenMarks) -> list[str]:
    return [o.value for o in chosen(read_options([[line]], OPTIONS, MARKS, pen))]


@pytest.mark.parametrize(
    ("ring", "found"),
    [
        (Box(116, 46, 144, 64), ["平台"]),
        (Box(46, 46, 74, 64), ["企业"]),
        (Box(46, 46, 144, 64), []),  # around both
        (Box(117, 46, 128, 64), []),  # around one character
        (Box(116, 86, 144, 104), []),
    ],
)
def test_a_ring_chooses_the_option_that_it_is_around(ring: Box, found: list[str]) -> None:
    assert pen(spread("企业平台", 50, 60, 120, 130), PenMarks(rings=(ring,))) == found


@pytest.mark.parametrize(
    ("tick", "found"),
    [
        (Box(104, 50, 112, 60), ["平台"]),  # before it
        (Box(72, 50, 80, 60), ["企业"]),  # behind it
        (Box(122, 48, 134, 60), ["平台"]),  # on it
        (Box(104, 90, 112, 100), []),  # on another line
        (Box(190, 50, 200, 60), []),
    ],
)
def test_a_tick_chooses_the_option_that_it_stands_nearest_to(tick: Box, found: list[str]) -> None:
    assert pen(spread("企业平台", 50, 60, 120, 130), PenMarks(ticks=(tick,))) == found


def test_a_tick_before_a_box_is_not_the_last_options() -> None:
    line = spread("□企业□平台", 40, 50, 60, 84, 94, 104)
    assert pen(line, PenMarks(ticks=(Box(73, 50, 82, 60),))) == ["平台"]


def test_a_square_at_one_of_many_options_is_part_of_a_character() -> None:
    line = spread("企业平台示范区", 50, 60, 100, 110, 150, 160, 170)
    assert pen(line, PenMarks(boxes=(tick_at(88),))) == []


def test_boxes_in_a_ring_and_in_other_options_are_none() -> None:
    line = spread("企业平台", 50, 60, 78, 88)
    inside = CheckMark(Box(62, 52, 68, 58), True)
    assert pen(line, PenMarks(boxes=(inside,))) == []


def test_boxes_behind_their_options_are_seen() -> None:
    boxes = (CheckMark(Box(73, 51, 82, 60), False), CheckMark(Box(143, 51, 152, 60), True))
    assert pen(spread("企业平台", 50, 60, 120, 130), PenMarks(boxes=boxes)) == ["平台"]
