from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.engine import Image
from extract.ocr.recognition import (
    HEIGHT,
    MAX_WIDTH,
    MIN_WIDTH,
    Probabilities,
    decode,
    to_line_blob,
)

CHARACTERS = ["", "公", "司", "收", "入", "1", "2", " "]
BLANK = 0
PADDED = {
    *range(32, 513, 32),
    *range(512, 1025, 64),
    *range(1024, 2049, 128),
    *range(2048, 3329, 256),
}


def steps(*indices: int, sure: float = 0.99) -> Probabilities:
    rest = (1 - sure) / (len(CHARACTERS) - 1)
    rows = np.full((len(indices), len(CHARACTERS)), rest, np.float32)
    rows[range(len(indices)), indices] = sure
    return rows


def crop(width: int, height: int = HEIGHT) -> Image:
    return np.full((height, width, 3), 255, np.uint8)


@pytest.mark.parametrize(
    ("indices", "text"),
    [
        ((0, 1, 0, 2, 0), "公司"),
        ((1, 1, 1, 2, 2), "公司"),  # repeats are one character
        ((1, 0, 1), "公公"),  # a blank parts them
        ((0, 0, 0), ""),
        ((5, 7, 6), "1 2"),
    ],
)
def test_runs_become_characters(indices: tuple[int, ...], text: str) -> None:
    line = decode(steps(*indices), 1.0, CHARACTERS)
    assert line.text == text
    assert len(line.positions) == len(line.confidences) == len(line.alternatives) == len(text)


def test_characters_stand_where_their_runs_are() -> None:
    line = decode(steps(0, 1, 1, 0, 0, 0, 0, 2, 0, 0), 1.0, CHARACTERS)
    assert line.positions == pytest.approx((0.2, 0.75))


def test_padding_is_no_part_of_the_line() -> None:
    line = decode(steps(0, 1, 0, 2, 0, 0, 0, 0), 0.5, CHARACTERS)
    assert line.positions == pytest.approx((0.375, 0.875))


def test_the_peak_of_a_run_is_its_confidence() -> None:
    rows = np.concatenate([steps(1, sure=0.6), steps(1, sure=0.9), steps(1, sure=0.7)])
    line = decode(rows, 1.0, CHARACTERS)
    assert line.confidences == pytest.approx((0.9,))
    assert line.confidence == pytest.approx(0.9)


def test_doubtful_characters_have_alternatives_and_sure_ones_none() -> None:
    rows = steps(1, 2)
    rows[0] = [0.05, 0.5, 0.3, 0.1, 0.03, 0.01, 0.005, 0.005]
    line = decode(rows, 1.0, CHARACTERS)
    assert line.alternatives == ("司收入", "")


@given(st.lists(st.integers(0, 7), min_size=1, max_size=40), st.floats(0.2, 1.0))
def test_positions_rise_and_stay_on_the_line(indices: list[int], share: float) -> None:
    line = decode(steps(*indices), share, CHARACTERS)
    assert all(0 <= place <= 1 for place in line.positions)
    assert all(left <= right for left, right in pairwise(line.positions))


@given(st.integers(1, 6000))
def test_a_line_is_padded_to_one_of_a_few_widths(width: int) -> None:
    blob, share = to_line_blob(crop(width))
    assert blob.shape[:3] == (1, 3, HEIGHT)
    own = min(max(width, MIN_WIDTH), MAX_WIDTH)
    assert share * blob.shape[3] == pytest.approx(own)
    assert own <= blob.shape[3] < max(1.25 * own, own + 32)
    assert blob.shape[3] in PADDED


def test_a_crop_keeps_its_shape_and_is_padded_on_the_right() -> None:
    blob, share = to_line_blob(crop(60, height=24))
    assert share == pytest.approx(120 / 128)
    assert blob[0, :, :, :120].min() == 1  # white
    assert blob[0, :, :, 120:].max() == 0


def test_a_grey_crop_is_read_too() -> None:
    blob, _ = to_line_blob(np.zeros((48, 64), np.uint8))
    assert blob[0, :, :, :64].max() == -1  # black
