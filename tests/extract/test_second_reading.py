from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from extract.ocr import Image, Line
from extract.ocr.engine import Quad
from extract.second_reading import DISAGREED, WIDER, with_second_readings

from .ocr.traces import trace_of


def line(text: str) -> Line:
    places = tuple((index + 0.5) / len(text) for index in range(len(text)))
    return Line(text, places, (0.9,) * len(text), ("",) * len(text), trace_of(text))


class Again:
    """An engine that reads given lines the second time."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)
        self.widths: list[int] = []

    def detect(self, image: Image, side: int) -> list[Quad]:
        raise AssertionError("nothing is detected here")

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        self.widths = [crop.shape[1] for crop in crops]
        return self.lines


def crops(count: int) -> list[Image]:
    return [np.full((40, 200, 3), 255, np.uint8)] * count


def test_figures_are_read_again_from_wider_crops() -> None:
    engine = Again(line("1,234.00"))
    lines = [Line("公司", (0.2, 0.7), (0.9, 0.9), ("", "")), line("1,234.00")]
    judged, second = with_second_readings(lines, crops(2), engine)
    assert engine.widths == [round(200 * WIDER)]
    assert judged == lines
    assert set(second) == {1}


@pytest.mark.parametrize("other", ["1,334.00", "1,34.00", "-1,234.00", "1,234.0"])
def test_a_figure_that_reads_otherwise_is_doubted(other: str) -> None:
    (judged,), _ = with_second_readings([line("1,234.00")], crops(1), Again(line(other)))
    assert judged.text == "1,234.00"
    assert judged.confidences == pytest.approx((0.9 * DISAGREED,) * 8)


@pytest.mark.parametrize("other", ["1，234．00", "1.234.00", "1234.00", "1,234.00 "])
def test_separators_differ_without_harm(other: str) -> None:
    same = replace(line("1,234.00"), text=other)
    (judged,), _ = with_second_readings([line("1,234.00")], crops(1), Again(same))
    assert judged.confidence == pytest.approx(0.9)


def test_text_and_short_numbers_are_read_once() -> None:
    short = [Line("公司", (0.2, 0.7), (0.9, 0.9), ("", "")), line("1.00")]
    judged, second = with_second_readings(short, crops(2), Again())
    assert (judged, second) == (short, {})
