from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.ocr import Image, Line, Quad
from extract.pages import Word
from extract.raster import Raster
from extract.scan import (
    cut_at_rulings,
    read_scan,
    runs_through_print,
    to_word,
    with_red_print,
)
from extract.settings import Settings

from .builders import ruled
from .builders import word as placed
from .ocr.traces import trace_of

SCALE = 2.0
LINE = Box(100, 100, 300, 120)  # pixels


def line(text: str, sure: float = 0.9) -> Line:
    places = tuple((index + 0.5) / len(text) for index in range(len(text)))
    return Line(text, places, (sure,) * len(text), ("",) * len(text))


@pytest.mark.parametrize(
    ("ruling", "parts"),
    [
        ((100, 40, 100, 70), 2),  # through the line's middle, in points
        ((100, 50, 100, 54), 1),  # ends in the line's upper half
        ((51, 40, 51, 70), 1),  # at the line's beginning
        ((149, 40, 149, 70), 1),
        ((300, 40, 300, 70), 1),
        ((100, 200, 100, 300), 1),
    ],
)
def test_a_line_is_cut_where_a_ruling_runs_through_it(
    ruling: tuple[float, float, float, float], parts: int
) -> None:
    found = cut_at_rulings(LINE, [ruled(*ruling)], SCALE)
    assert len(found) == parts
    if parts == 2:
        assert [(box.x0, box.x1) for box in found] == [(100, 200), (200, 300)]


@given(st.lists(st.floats(40, 160), max_size=6))
def test_parts_stand_in_order_inside_the_line(places: list[float]) -> None:
    found = cut_at_rulings(LINE, [ruled(x, 40, x, 70) for x in places], SCALE)
    assert found
    assert all(LINE.x0 <= box.x0 < box.x1 <= LINE.x1 for box in found)
    assert all(left.x1 <= right.x0 for left, right in pairwise(found))


def test_a_cut_leaves_no_sliver_and_needs_most_of_the_height() -> None:
    level = [ruled(100, y, 100, 70) for y in (52.9, 53.1)]  # 14.2 and 13.8 of 20 pixels
    assert [len(cut_at_rulings(LINE, [one], SCALE)) for one in level] == [2, 1]
    ends = [ruled(x, 40, x, 70) for x in (53.4, 53.6, 146.4, 146.6)]  # 7 pixels from an end
    assert [len(cut_at_rulings(LINE, [one], SCALE)) for one in ends] == [1, 2, 2, 1]
    double = [ruled(x, 40, x, 70) for x in (100, 103)]
    found = cut_at_rulings(LINE, double, SCALE)
    assert [(box.x0, box.x1) for box in found] == [(100, 200), (206, 300)]


def test_a_words_box_is_that_of_its_print() -> None:
    # Centres at 150, 190, 230 and 270 of a box from 100 to 300 and 20 high.
    box = Box(100, 100, 300, 120)
    spread = Line("公司收入", (0.25, 0.45, 0.65, 0.85), (0.9,) * 4, ("",) * 4)
    word = to_word(spread, box, SCALE)
    assert tuple(word.box) == pytest.approx((64, 51, 146, 59))  # half: 0.55 of 40; margin: 2
    assert word.edges == pytest.approx((64, 85, 105, 125, 146))
    assert word.size == pytest.approx(7.5)


def test_a_lone_character_is_as_wide_as_type() -> None:
    word = to_word(Line("公", (0.5,), (0.9,), ("",)), LINE, SCALE)
    assert (word.box.x0, word.box.x1) == pytest.approx((100 - 4.125, 100 + 4.125))


def test_print_does_not_reach_out_of_its_box() -> None:
    word = to_word(Line("公司", (0.0, 1.0), (0.9,) * 2, ("",) * 2), LINE, SCALE)
    assert (word.box.x0, word.box.x1) == (50, 150)


def test_a_line_becomes_a_word_in_points() -> None:
    word = to_word(line("公司收入"), LINE, SCALE)
    assert (word.text, word.origin) == ("公司收入", "ocr")
    assert word.confidence == pytest.approx(0.9)
    assert Box(50, 50, 150, 60).grown(0.01).contains(word.box.x0, word.box.y0)
    assert word.edges[1:-1] == pytest.approx((75, 100, 125))
    assert word.edges[0] == word.box.x0
    assert word.edges[-1] == word.box.x1


def test_spaces_are_left_out_with_all_that_belongs_to_them() -> None:
    spaced = Line("公 司", (0.2, 0.5, 0.8), (0.9, 0.1, 0.7), ("", "x", "同"))
    word = to_word(spaced, LINE, SCALE)
    assert word.text == "公司"
    assert word.confidences == (0.9, 0.7)
    assert word.alternatives == ("", "同")
    assert len(word.edges) == 3


@given(st.text("公司入123", min_size=1, max_size=20))
def test_edges_rise_along_a_word(text: str) -> None:
    word = to_word(line(text), LINE, SCALE)
    assert len(word.edges) == len(text) + 1
    assert all(left <= right for left, right in pairwise(word.edges))
    assert word.box.y0 < word.box.y1


def test_a_trace_stays_with_its_word() -> None:
    trace = np.ones((3, 16), np.float32)
    figure = Line("1.00", (0.1, 0.3, 0.6, 0.9), (0.9,) * 4, ("",) * 4, trace)
    assert to_word(figure, LINE, SCALE).traces == (trace,)
    assert to_word(line("公司"), LINE, SCALE).traces == ()


class Sees:
    """An engine that sees given lines, and reads one text, sure or not."""

    def __init__(self, boxes: Sequence[Box], sure: float) -> None:
        self.boxes = boxes
        self.sure = sure

    def detect(self, image: Image, side: int) -> list[Quad]:
        return [
            np.array([(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)], np.float32)
            for b in self.boxes
        ]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [line("公司", self.sure) for _ in crops]


def scanned(engine: Sees) -> list[tuple[str, Box]]:
    image = np.full((1684, 1190, 3), 255, np.uint8)
    image[300:302, 200:900] = 0
    image[200:600, 500:502] = 0
    found, _ = read_scan("a.pdf", 1, Raster(image, SCALE), engine, Settings())
    assert not found.digital
    assert (found.width, found.height) == (595, 842)
    assert len(found.rulings) == 2
    return [(word.text, word.box) for word in found.words]


def test_a_page_is_read_piece_by_piece() -> None:
    (first, one), (second, other) = scanned(Sees([Box(400, 400, 600, 430)], 0.9))
    assert (first, second) == ("公司", "公司")
    assert one.x1 <= 251 <= other.x1
    assert 200 <= one.y0 < one.y1 <= 215


def test_noise_is_no_word() -> None:
    assert scanned(Sees([Box(600, 400, 800, 430)], 0.2)) == []


def test_lines_of_no_size_are_passed_over() -> None:
    assert scanned(Sees([Box(600, 400, 700, 400), Box(-50, -50, -10, -40)], 0.9)) == []


class Skewed(Sees):
    """Sees one line of a page that was scanned turned by 3 degrees, clockwise."""

    def detect(self, image: Image, side: int) -> list[Quad]:
        turn = cv2.getRotationMatrix2D((595, 842), -3, 1.0)
        corners = np.array([(400, 300), (800, 300), (800, 330), (400, 330)], np.float32)
        return [np.asarray(cv2.transform(corners[None], turn)[0], np.float32)]


def test_words_of_a_skewed_page_are_located_as_displayed() -> None:
    image = np.full((1684, 1190, 3), 255, np.uint8)
    found, flat = read_scan("a.pdf", 1, Raster(image, SCALE), Skewed([], 0.9), Settings())
    assert found.skew == pytest.approx(3, abs=0.05)
    assert (found.frame.width, found.frame.height) == (595, 842)
    (word,) = found.words
    turn = cv2.getRotationMatrix2D((595 / SCALE, 842 / SCALE), -3, 1.0)
    x, y = turn @ [600 / SCALE, 315 / SCALE, 1]
    assert Box(*found.locate(word.box)).center == pytest.approx((x, y), abs=0.5)
    assert flat.skew == found.skew


def test_of_a_second_reading_only_the_trace_is_kept() -> None:
    class Figures(Sees):
        def recognise(self, crops: Sequence[Image]) -> list[Line]:
            traced = replace(line("1,234.00", self.sure), trace=trace_of("1,234.00"))
            plain = replace(traced, trace=None)
            wide = any(crop.shape[1] > 250 for crop in crops)
            return [plain if wide and self.boxes[0].y0 > 500 else traced for _ in crops]

    for top, traces in ((400, 2), (600, 1)):
        page = np.full((1684, 1190, 3), 255, np.uint8)
        engine = Figures([Box(600, top, 800, top + 30)], 0.9)
        found, _ = read_scan("a.pdf", 1, Raster(page, SCALE), engine, Settings())
        assert [len(word.traces) for word in found.words] == [traces]


@pytest.mark.parametrize(("sure", "count"), [(0.34, 0), (0.36, 1)])
def test_a_line_must_be_read_with_some_confidence(sure: float, count: int) -> None:
    assert len(scanned(Sees([Box(600, 400, 800, 430)], sure))) == count


@pytest.mark.parametrize(
    ("box", "count"),
    [
        (Box(600, 400, 601.5, 403), 0),
        (Box(600, 400, 602.5, 403), 1),
        (Box(600, 400, 800, 401), 0),
        (Box(1100, 400, 1300, 430), 1),  # the part on the page counts
        (Box(1189, 400, 1300, 430), 0),
    ],
)
def test_a_line_needs_some_pixels_of_the_page(box: Box, count: int) -> None:
    assert len(scanned(Sees([box], 0.9))) == count


def red_line(text: str, x0: float, x1: float) -> Word:
    return to_word(line(text), Box(x0, 100, x1, 140), SCALE)


def test_a_line_in_red_is_added() -> None:
    words = [to_word(line("甲"), Box(100, 300, 130, 330), SCALE)]
    assert [w.text for w in with_red_print(words, [red_line("上海市文件", 100, 300)])] == [
        "甲",
        "上海市文件",
    ]


def test_the_longer_reading_of_a_red_line_stands() -> None:
    part, whole = red_line("海市文", 140, 260), red_line("上海市文件", 100, 300)
    assert with_red_print([part], [whole]) == [whole]
    assert with_red_print([whole], [part]) == [whole]


def test_figures_of_two_columns_in_one_line_are_read_apart() -> None:
    class Joined(Sees):
        def recognise(self, crops: Sequence[Image]) -> list[Line]:
            texts = ["1,234.00 56,789.00" if crop.shape[1] > 300 else "1,234.00" for crop in crops]
            return [line(text, self.sure) for text in texts]

    (one, first), (other, second) = scanned(Joined([Box(560, 700, 960, 730)], 0.9))
    assert (one, other) == ("1,234.00", "1,234.00")
    assert 280 <= first.x0 < first.x1 <= second.x0 < second.x1 <= 480


@pytest.mark.parametrize(
    ("y", "x0", "x1", "is_print"),
    [(60, 52, 95, True), (54, 52, 95, False), (66, 52, 95, False), (60, 20, 300, False)],
)
def test_strokes_of_print_in_a_row_are_no_ruling(
    y: float, x0: float, x1: float, is_print: bool
) -> None:
    words = [placed("统一社会信", 50, 55)]
    assert runs_through_print(ruled(x0, y, x1, y), words) is is_print
    assert not runs_through_print(ruled(60, 20, 60, 90), words)
