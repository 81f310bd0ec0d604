from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.flatten import Flat, crop, flatten, sheet_corners
from extract.ocr import Image, Line, Quad
from extract.ocr.detection import ordered_clockwise
from extract.pages import Rotation
from extract.raster import Raster

HEIGHT, WIDTH = 1400, 1000
BARS = [(150, 200 + 60 * index, 700, 24) for index in range(12)]  # x, y, width, height


def sheet(*, ruled: bool = False) -> Image:
    """Draw lines of print as rows of blocks, grey at their beginning and black at their end."""
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for x, y, width, height in BARS:
        for left in range(x, x + width, 20):
            image[y : y + height, left : left + 13] = 120 if left < x + width // 2 else 0
    if ruled:
        for y in range(150, 1300, 200):
            image[y : y + 3, 100:900] = 0
    return image


class Bars:
    """Finds the bars; a bar whose grey half comes first reads well, any other does not."""

    def detect(self, image: Image, side: int) -> list[Quad]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        closed = cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((13, 13), np.uint8))
        contours, _ = cv2.findContours(
            (closed < 190).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
        )
        corners = [cv2.boxPoints(cv2.minAreaRect(c)).astype(np.float32) for c in contours]
        return [ordered_clockwise(c) for c in corners if cv2.contourArea(c) > 5000]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [Line("字", (0.5,), (0.95 if self._upright(c) else 0.4,), ("",)) for c in crops]

    @staticmethod
    def _upright(image: Image) -> bool:
        middle = image.shape[1] // 2
        return float(image[:, :middle].mean()) > float(image[:, middle:].mean())


def flat(image: Image) -> Flat:
    return flatten(Raster(image, 2.0), Bars(), 1056)


def skewed(image: Image, degrees: float) -> Image:
    """Turn a page clockwise by a few degrees."""
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(image, turn, (WIDTH, HEIGHT), borderValue=(255, 255, 255)), np.uint8
    )


def error(found: Flat, place: tuple[float, float], displayed: tuple[float, float]) -> float:
    """Return by how many pixels a point of the flat page misses its place as displayed."""
    mapped = found.to_display @ np.array([*place, 1.0])
    return float(np.hypot(*(mapped[:2] / mapped[2] - displayed)))


def test_a_straight_page_stays_as_it_is() -> None:
    image = sheet()
    found = flat(image)
    assert (found.rotation, found.skew) == (0, 0.0)
    assert np.array_equal(found.image, image)
    assert np.allclose(found.to_display, np.eye(3))


@pytest.mark.parametrize("degrees", [-6, -2.5, -0.5, 0.5, 2.5, 6])
@pytest.mark.parametrize("ruled", [False, True])
def test_a_skewed_page_is_levelled(degrees: float, ruled: bool) -> None:
    found = flat(skewed(sheet(ruled=ruled), degrees))
    assert found.rotation == 0
    assert found.skew == pytest.approx(degrees, abs=0.25)
    for quad in found.quads:
        dx, dy = quad[1] - quad[0]
        assert abs(np.degrees(np.arctan2(dy, dx))) < 0.3


@pytest.mark.parametrize(
    ("turn", "rotation"),
    [
        (cv2.ROTATE_90_CLOCKWISE, 90),
        (cv2.ROTATE_180, 180),
        (cv2.ROTATE_90_COUNTERCLOCKWISE, 270),
    ],
)
def test_a_turned_page_is_set_upright(turn: int, rotation: Rotation) -> None:
    image = sheet()
    found = flat(np.asarray(cv2.rotate(image, turn), np.uint8))
    assert found.rotation == rotation
    assert found.image.shape == image.shape
    assert np.abs(found.image.astype(int) - image).mean() < 2
    places = {
        90: lambda x, y: (HEIGHT - y, x),
        180: lambda x, y: (WIDTH - x, HEIGHT - y),
        270: lambda x, y: (y, WIDTH - x),
    }
    assert error(found, (150, 200), places[rotation](150, 200)) < 3


def test_a_page_without_lines_is_left_alone() -> None:
    blank = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    found = flat(blank)
    assert (found.rotation, found.skew, found.quads) == (0, 0.0, ())


CORNERS = np.array([[140, 110], [900, 150], [870, 1290], [110, 1250]], np.float32)


def photo(corners: Quad = CORNERS, ground: int = 50) -> Image:
    """Lay a sheet on a dark table, seen at an angle."""
    source = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    view = cv2.getPerspectiveTransform(source, corners)
    return np.asarray(
        cv2.warpPerspective(sheet(), view, (WIDTH, HEIGHT), borderValue=(ground,) * 3), np.uint8
    )


def test_a_sheet_on_a_dark_table_is_found() -> None:
    found = sheet_corners(photo())
    assert found is not None
    assert np.abs(found - CORNERS).max() < 8


def test_a_photographed_sheet_is_flattened() -> None:
    found = flat(photo())
    assert found.rotation == 0
    for place, corner in zip([(0, 0), (1, 0), (1, 1), (0, 1)], CORNERS.tolist(), strict=True):
        height, width = found.image.shape[:2]
        x, y = place[0] * width, place[1] * height
        assert error(found, (x, y), (corner[0], corner[1])) < 15


@pytest.mark.parametrize("ground", [200, 255])
def test_a_scan_is_no_photo(ground: int) -> None:
    assert sheet_corners(photo(ground=ground)) is None
    assert sheet_corners(sheet()) is None


def test_a_small_bright_thing_is_no_sheet() -> None:
    small = CORNERS * 0.3 + 300
    assert sheet_corners(photo(small.astype(np.float32))) is None


def test_a_crop_stays_on_the_page() -> None:
    quad = np.array([[-5, -5], [20, -5], [20, 10], [-5, 10]], np.float32)
    assert crop(sheet(), quad).shape == (10, 20, 3)
    point = np.full((4, 2), 30, np.float32)
    assert crop(sheet(), point).size > 0


def test_corners_are_ordered_clockwise() -> None:
    corners = np.array([[10, 10], [90, 12], [88, 40], [9, 38]], np.float32)
    for shift in range(4):
        assert np.array_equal(ordered_clockwise(np.roll(corners, shift, axis=0)), corners)


class Blind(Bars):
    def detect(self, image: Image, side: int) -> list[Quad]:
        return []


@pytest.mark.parametrize("degrees", [-2, 2])
def test_rulings_alone_level_a_page_and_keep_its_angles_right(degrees: float) -> None:
    found = flatten(Raster(skewed(sheet(ruled=True), degrees), 2.0), Blind(), 1056)
    assert found.skew == pytest.approx(degrees, abs=0.2)
    across = (found.to_display @ [900, 700, 1] - found.to_display @ [100, 700, 1])[:2]
    down = (found.to_display @ [500, 1200, 1] - found.to_display @ [500, 200, 1])[:2]
    cosine = across @ down / (np.linalg.norm(across) * np.linalg.norm(down))
    assert abs(np.degrees(np.arcsin(cosine))) < 0.3


def test_a_bright_thing_of_another_shape_is_no_sheet() -> None:
    table = np.full((HEIGHT, WIDTH, 3), 30, np.uint8)
    cv2.circle(table, (WIDTH // 2, HEIGHT // 2), 470, (240, 240, 240), -1)
    assert sheet_corners(table) is None


@pytest.mark.parametrize("degrees", [-8, -3, 0, 3, 8])
@pytest.mark.parametrize("size", [(500.0, 25.0), (25.0, 500.0)])
def test_corners_of_long_quads_that_lean_are_ordered(
    size: tuple[float, float], degrees: float
) -> None:
    corners = cv2.boxPoints(((600.0, 600.0), size, degrees)).astype(np.float32)
    ordered = ordered_clockwise(corners)
    width = float(np.hypot(*(ordered[1] - ordered[0])))
    assert width == pytest.approx(size[0], abs=0.1)
    assert ordered[0].sum() == corners.sum(axis=1).min()
