from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import Box
from extract.ocr import Image, Line, Quad
from extract.raster import Raster
from extract.scan import cut_at_rulings, read_scan, to_word
from extract.settings import Settings

from .builders import ruled

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
