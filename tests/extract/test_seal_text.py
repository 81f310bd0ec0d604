from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr import Image, Line, Quad
from extract.seal_text import HEIGHT, read_seals, red_letters, unrolled
from extract.seals import Grey, Shape, Stamp

BAND = (0.6, 0.9)
SCALE = 2.0
RED = (60, 60, 220)


class Saying:
    """An engine that gives every crop the next of some texts."""

    def __init__(self, *texts: str, sure: float = 0.9) -> None:
        self.texts = list(texts)
        self.sure = sure
        self.seen: list[Image] = []

    def detect(self, image: Image, side: int) -> list[Quad]:
        return []

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        self.seen.extend(crops)
        return [self._line(self.texts.pop(0)) for _ in crops]

    def _line(self, text: str) -> Line:
        count = len(text)
        places = tuple((index + 0.5) / count for index in range(count))
        return Line(text, places, (self.sure,) * count, ("",) * count)


def stamp(shape: Shape = "round", red: bool = True, ry: float = 150) -> Stamp:
    return Stamp(200, 200, 150, ry, shape, red)


def dotted(angle: float, radius: float = 112) -> Grey:
    """Return a seal's place with one dot of ink, so many degrees clockwise from the right."""
    grey = np.full((400, 400), 255, np.uint8)
    x = 200 + radius * np.cos(np.radians(angle))
    y = 200 + radius * np.sin(np.radians(angle))
    cv2.circle(grey, (round(x), round(y)), 8, (0,), -1)
    return grey


@given(st.integers(0, 359), st.integers(0, 359))
def test_a_rim_unrolls_clockwise_from_its_start(angle: int, start: int) -> None:
    strip = unrolled(dotted(angle), stamp(), BAND, start)
    assert strip.shape[0] == HEIGHT
    columns = np.flatnonzero((strip < 128).any(axis=0)) / strip.shape[1]
    middle = np.angle(np.exp(2j * np.pi * columns).mean()) / (2 * np.pi) % 1
    apart = (middle - (angle - start) / 360 + 0.5) % 1 - 0.5
    assert abs(apart) < 0.02


@pytest.mark.parametrize(("radius", "upper"), [(130, True), (95, False)])
def test_the_outside_of_a_rim_is_the_top_of_the_strip(radius: float, upper: bool) -> None:
    strip = unrolled(dotted(270, radius), stamp(), BAND, 90)
    rows = np.flatnonzero((strip < 128).any(axis=1))
    assert bool(rows.mean() < HEIGHT / 2) is upper


def test_text_on_an_oval_keeps_its_shape() -> None:
    flat = stamp("oval", ry=100)
    grey = np.full((400, 400), 255, np.uint8)
    for x, y in ((200, 200 - 75), (200 + 125, 200)):  # the middle of the band, above and beside
        cv2.circle(grey, (x, y), 8, (0,), -1)
    strip = unrolled(grey, flat, BAND, 90)
    _, _, stats, _ = cv2.connectedComponentsWithStats((strip < 128).astype(np.uint8))
    widths = stats[1:, cv2.CC_STAT_WIDTH]
    assert len(widths) == 2
    assert max(widths) < 1.25 * min(widths)


def test_reading_begins_in_the_bare_stretch_of_the_rim() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    for angle in range(0, 300, 12):  # bare from 300 to 360 degrees
        dot = dotted(angle)
        image[dot < 128] = RED
    engine = Saying("甲乙丙", "甲乙")
    (seal,) = read_seals(image, [stamp()], SCALE, engine)
    strip = engine.seen[0]
    inked = np.flatnonzero((strip[..., 0] < 128).any(axis=0)) / strip.shape[1]
    assert inked.min() > 0.05
    assert inked.max() < 0.95
    assert (seal.text, seal.shape) == ("甲乙丙", "round")
    assert seal.box == (25, 25, 175, 175)


def test_the_code_below_a_name_is_left_out() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    (seal,) = read_seals(image, [stamp()], SCALE, Saying("3101东海公司99", ""))
    assert seal.text == "东海公司"


def test_a_red_ring_that_says_nothing_is_a_seal_and_a_grey_one_is_not() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    (seal,) = read_seals(image, [stamp()], SCALE, Saying("", ""))
    assert (seal.text, seal.confidence) == ("", 0.0)
    assert read_seals(image, [stamp(red=False)], SCALE, Saying("1", "")) == []
    assert len(read_seals(image, [stamp(red=False)], SCALE, Saying("东海公司", ""))) == 1


def test_a_square_seal_is_read_by_columns_from_the_right() -> None:
    image = np.full((400, 400, 3), 255, np.uint8)
    (seal,) = read_seals(image, [stamp("square")], SCALE, Saying("陈", "伟", "之", "印"))
    assert seal.text == "陈伟之印"
    (unread,) = read_seals(image, [stamp("square")], SCALE, Saying("陈", "", "之", "印"))
    assert unread.text == ""
    (unsure,) = read_seals(image, [stamp("square")], SCALE, Saying(*"陈伟之印", sure=0.4))
    assert unsure.text == ""


def test_black_print_is_no_part_of_red_letters() -> None:
    image = np.full((100, 300, 3), 250, np.uint8)
    image[40:50, 20:280] = RED
    image[30:80, 100:110] = (20, 20, 20)
    letters = red_letters(image)
    assert letters[45, 50] < 100
    assert letters[35, 105] == 255
    assert letters[45, 105] == 255
