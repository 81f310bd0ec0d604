from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pymupdf
import pytest

from extract.errors import DocumentError
from extract.ocr import Image, Line, Quad
from extract.pictures import Order
from extract.region import DPI, read_region

SCALE = DPI / 72


class Shown:
    """Finds the given lines, and reads each as the place in its picture that it was cut from."""

    def __init__(self, *boxes: tuple[int, int, int, int]) -> None:
        self._boxes = boxes
        self.looked: list[tuple[int, ...]] = []
        self.read: list[tuple[int, ...]] = []

    def detect(self, image: Image, side: int) -> list[Quad]:
        self.looked.append(image.shape[:2])
        return [
            np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
            for x0, y0, x1, y1 in self._boxes
        ]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        self.read += [crop.shape[:2] for crop in crops]
        return [
            Line(f"宽{crop.shape[1]}", (0.2, 0.8), (0.9, crop.shape[1] / 1000)) for crop in crops
        ]


def wanted(
    folder: Path,
    box: tuple[float, float, float, float],
    rotation: Literal[0, 90, 180, 270] = 0,
    page: int = 1,
) -> Order:
    path = folder / "一页.pdf"
    with pymupdf.open() as document:
        document.new_page(width=595, height=842)
        document.save(path)
    return Order(path=path, suffix=".pdf", page=page, width=200, box=box, rotation=rotation)


def test_what_is_low_is_read_as_one_line(tmp_path: Path) -> None:
    engine = Shown()
    read_region(wanted(tmp_path, (100, 100, 300, 120)), engine, 1000)
    assert engine.looked == []
    assert engine.read == [pytest.approx((20 * SCALE, 200 * SCALE), abs=2)]


def test_a_turned_part_is_set_upright(tmp_path: Path) -> None:
    engine = Shown()
    read_region(wanted(tmp_path, (100, 100, 120, 300), rotation=90), engine, 1000)
    assert engine.read == [pytest.approx((20 * SCALE, 200 * SCALE), abs=2)]


def test_where_no_line_is_found_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        read_region(wanted(tmp_path, (100, 100, 300, 200)), Shown(), 1000)


def test_lines_are_joined_in_order_and_as_sure_as_the_least_sure_character(tmp_path: Path) -> None:
    engine = Shown((10, 80, 410, 110), (300, 10, 500, 40), (10, 14, 110, 44))
    text, sure = read_region(wanted(tmp_path, (50, 50, 350, 110)), engine, 1000)
    widths = [int(part) for part in text.removeprefix("宽").split("宽")]
    assert widths == pytest.approx([100, 200, 400], abs=30)
    assert sure == min(widths) / 1000


@pytest.mark.parametrize(("box", "page"), [((700, 10, 800, 30), 1), ((10, 10, 200, 30), 2)])
def test_what_is_not_on_the_page_is_told(
    tmp_path: Path, box: tuple[float, float, float, float], page: int
) -> None:
    with pytest.raises(DocumentError):
        read_region(wanted(tmp_path, box, page=page), Shown(), 1000)
