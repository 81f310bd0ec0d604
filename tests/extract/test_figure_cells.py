from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from extract.figure_cells import LEVELS, dark_print, figure_shares, reread_figures, variants_of
from extract.geometry import Box
from extract.ocr import Image, Line
from extract.ocr.engine import Quad
from extract.ocr.figures import Trace
from extract.pages import Word

from .builders import word
from .ocr.traces import trace_of

SCALE = 2.0
RIGHT, TOP, STEP = 500.0, 100.0, 20.0
FIGURES = [f"{n},234,567.8{n}" for n in range(1, 9)]
READINGS = len(LEVELS) + 1


def line(text: str, trace: Trace | None = None) -> Line:
    places = tuple((index + 0.5) / len(text) for index in range(len(text)))
    sure = (0.9,) * len(text)
    return Line(text, places, sure, ("",) * len(text), trace_of(text) if trace is None else trace)


def row(index: int, text: str) -> Word:
    """Print a figure, right-aligned, in a row of the column."""
    found = word(text, RIGHT - 6 * len(text), TOP + STEP * index, size=6, origin="ocr", sure=0.99)
    return replace(found, box=found.box._replace(y1=found.box.y0 + 10))


def label(index: int) -> Word:
    return word("应收账款", 60, TOP + STEP * index, origin="ocr")


def column(*, without: int | None = None) -> list[Word]:
    figures = [row(i, text) for i, text in enumerate(FIGURES) if i != without]
    return [*figures, *(label(index) for index in range(len(FIGURES)))]


class Reads:
    """An engine that gives the same reading of every crop, and counts the crops."""

    def __init__(self, *lines: Line) -> None:
        self.lines = lines
        self.seen = 0

    def detect(self, image: Image, side: int) -> list[Quad]:
        raise AssertionError("nothing is detected here")

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        assert all(crop.size for crop in crops)
        self.seen += len(crops)
        return [self.lines[index % len(self.lines)] for index in range(len(crops))]


def reread(words: Sequence[Word], engine: Reads, *, also: Sequence[Word] = ()) -> list[Word]:
    """Put ink where the words are, and where `also` unread ones are."""
    ink = np.zeros((1684, 1190), np.uint8)
    for inked in [*words, *also]:
        x0, y0, x1, y1 = (round(side * SCALE) for side in inked.box)
        ink[y0:y1, x0:x1:3] = 255
    image = np.repeat((255 - ink)[..., None], 3, axis=2)
    return reread_figures(words, image, image[..., 2], ink, SCALE, engine)


def at(words: Sequence[Word], index: int) -> Word | None:
    """Return what stands in a row of the column."""
    y = TOP + STEP * index + 5
    inside = [w for w in words if w.box.x1 > 400 and w.box.y0 <= y <= w.box.y1]
    assert len(inside) <= 1
    return inside[0] if inside else None


def test_sure_figures_are_not_read_again() -> None:
    engine = Reads(line("9.99"))
    words = column()
    assert reread(words, engine) == words
    assert engine.seen == 0


def test_text_without_columns_is_left_alone() -> None:
    words = [word("公司", 60, 100), row(0, FIGURES[0])]
    assert reread(words, Reads(line("9.99"))) == words


def test_a_figure_that_detection_missed_is_read_from_its_cell() -> None:
    engine = Reads(line(FIGURES[3]))
    found = reread(column(without=3), engine, also=[row(3, FIGURES[3])])
    read = at(found, 3)
    assert engine.seen == READINGS
    assert read is not None
    assert (read.text, read.unread, len(read.traces)) == (FIGURES[3], False, READINGS)
    assert len(read.edges) == len(read.text) + 1


def test_an_empty_cell_stays_empty() -> None:
    engine = Reads(line(FIGURES[3]))
    assert at(reread(column(without=3), engine), 3) is None
    assert engine.seen == 0


def test_a_weak_figure_is_replaced_by_a_clear_one() -> None:
    words = column(without=2)
    weak = replace(row(2, "3,284,567.83"), confidences=(0.99,) * 2 + (0.4,) + (0.99,) * 9)
    found = reread([*words, weak], Reads(line(FIGURES[2])))
    read = at(found, 2)
    assert read is not None
    assert read.text == FIGURES[2]


def test_a_figure_that_no_reading_bears_out_is_doubted_but_kept() -> None:
    words = column(without=2)
    weak = replace(row(2, FIGURES[2]), confidences=(0.4,) * len(FIGURES[2]))
    readings = [line(text) for text in ("1.00", "2.00", "4.00", "5.00")]
    read = at(reread([*words, weak], Reads(*readings)), 2)
    assert read is not None
    assert (read.text, read.unread) == (FIGURES[2], True)
    assert read.confidence < 0.5
    assert len(read.traces) == READINGS


def test_readings_that_disagree_leave_a_missed_figure_unread() -> None:
    readings = [line(text) for text in ("111.00", "222.00", "444.00", "555.00")]
    found = reread(column(without=3), Reads(*readings), also=[row(3, FIGURES[3])])
    read = at(found, 3)
    assert read is not None
    assert read.unread


def test_letters_of_a_seal_are_no_figure() -> None:
    nothing = Line("专用章", (0.2, 0.5, 0.8), (0.9,) * 3, ("",) * 3, trace_of(""))
    found = reread(column(without=3), Reads(nothing), also=[row(3, FIGURES[3])])
    assert at(found, 3) is None


BLIND = Line("章", (0.5,), (0.9,), ("",))  # a reading that shows no figure


def test_shares_are_means_over_the_readings_that_show_a_figure() -> None:
    shares = figure_shares([line("1.00"), line("1.00"), line("7.00"), BLIND])
    assert shares["1.00"] == pytest.approx(2 / 3, abs=0.05)
    assert shares["7.00"] == pytest.approx(1 / 3, abs=0.05)
    assert sum(shares.values()) <= 1 + 1e-6
    assert figure_shares([BLIND]) == {}


def test_one_reading_alone_has_only_half_a_say() -> None:
    shares = figure_shares([BLIND, line("1.00"), BLIND, BLIND])
    assert shares["1.00"] == pytest.approx(0.5, abs=0.05)


def test_a_weak_figure_that_was_read_alike_again_is_surer() -> None:
    words = column(without=2)
    weak = replace(row(2, FIGURES[2]), confidence=0.6, confidences=(0.6,) * len(FIGURES[2]))
    read = at(reread([*words, weak], Reads(line(FIGURES[2]))), 2)
    assert read is not None
    assert (read.text, read.unread) == (FIGURES[2], False)
    assert read.confidence > 0.9


def weak_with(text: str) -> list[Word]:
    weak = replace(row(2, text), confidence=0.6, confidences=(0.6,) * len(text))
    return [*column(without=2), weak]


def test_a_sign_seen_in_the_whole_cell_is_the_figures_own() -> None:
    read = at(reread(weak_with(FIGURES[2]), Reads(line("-" + FIGURES[2]))), 2)
    assert read is not None
    assert (read.text, read.unread) == ("-" + FIGURES[2], False)


def test_a_sign_seen_only_once_stays_but_in_doubt() -> None:
    read = at(reread(weak_with("-" + FIGURES[2]), Reads(line(FIGURES[2]))), 2)
    assert read is not None
    assert (read.text, read.unread) == ("-" + FIGURES[2], False)
    assert read.confidence < 0.5


def test_a_figure_with_covered_digits_is_unread_not_cut_short() -> None:
    covered = line("io,072.54", trace_of("072.54"))
    read = at(reread(column(without=3), Reads(covered), also=[row(3, FIGURES[3])]), 3)
    assert read is not None
    assert read.unread


@pytest.mark.parametrize("level", LEVELS)
def test_a_grey_seal_is_lighter_than_print(level: float) -> None:
    crop = np.full((40, 200, 3), 240, np.uint8)
    crop[:, 20:60] = 235  # the paper's own shade
    crop[:, 80:100] = 20  # print
    found = dark_print(crop, level)
    assert found.shape == crop.shape
    assert found[:, 25:55].min() == 255
    assert found[:, 85:95].max() == 0


def test_a_black_crop_is_no_trouble() -> None:
    assert dark_print(np.full((10, 10, 3), 10, np.uint8), 0.85).shape == (10, 10, 3)


def test_under_a_seal_the_red_channel_is_read() -> None:
    clean = np.full((60, 200, 3), 240, np.uint8)
    clean[20:40, 50:60] = 255
    red = np.full((60, 200), 240, np.uint8)
    box = Box(10, 10, 90, 20)
    plain = variants_of(clean, red, Box(30, 25, 90, 29), SCALE)
    stamped = variants_of(clean, red, box, SCALE)
    assert len(plain) == len(LEVELS) + 1
    assert len(stamped) == len(LEVELS) + 2
    assert int(stamped[0].max()) == 255
    assert int(stamped[1].max()) == 240


def test_a_figure_too_wide_for_its_digits_is_read_again_and_not_believed() -> None:
    whole = row(3, FIGURES[3])
    words = [w for w in column() if w.text != FIGURES[3]]
    stretched = replace(whole, text="4,234.84", edges=(*whole.edges[:8], whole.edges[-1]))
    engine = Reads(line("4,234.84"))
    read = at(reread([*words, stretched], engine), 3)
    assert engine.seen == READINGS
    assert read is not None
    assert read.unread
    read = at(reread([*words, stretched], Reads(line(FIGURES[3]))), 3)
    assert read is not None
    assert (read.text, read.unread) == (FIGURES[3], False)
