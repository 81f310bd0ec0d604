"""Sets a scanned or photographed page upright and flat.

Every step gives a 3x3 homography in pixels; they are multiplied and the page is warped once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from .characters import is_han
from .ocr import Engine, Image, Line, Quad
from .ocr.detection import ordered_clockwise
from .pages import Rotation
from .raster import Raster, without_red
from .straight_strokes import straight_strokes
from .streaks import without_streaks

Homography: TypeAlias = NDArray[np.float64]

THUMBNAIL = 600  # px, longer side
DARK = 120  # grey level below which what surrounds a photographed sheet is no paper
SAMPLE_LINES = 6  # lines read both ways to tell upside down
TELLING = 2  # of them, enough where they are sure as they stand
SURE, MIN_HAN = 0.9, 4  # confidence and Chinese characters of a line that is
MIN_ANGLE = 0.05  # degrees below which turning the page would only blur it
MAX_SKEW = 20.0  # degrees; beyond it a line's angle says nothing of the page
LONG = 2.5  # times as long as high: a quad whose direction counts


@dataclass(frozen=True)
class Flat:
    """An upright, flat page: pixels, the quads of its lines, and the way it was turned."""

    image: Image
    quads: tuple[Quad, ...]
    to_display: Homography  # from flat pixels to pixels as displayed
    rotation: Rotation  # degrees clockwise by which the content is turned as displayed
    skew: float  # degrees


def flatten(raster: Raster, engine: Engine, side: int) -> Flat:
    """Find the sheet in a photo, then the lines, and turn the page by what they say."""
    image, to_display = _sheet(without_streaks(raster.image, raster.unit))
    # Red ink runs through the lines below it: they are looked for without it.
    quads = engine.detect(without_red(image), side)
    flat = Flat(image, tuple(quads), to_display, 0, 0.0)
    flat = _upright(flat, engine)
    return _level(flat)


def _sheet(image: Image) -> tuple[Image, Homography]:
    """Cut the sheet out of a photo of it; any other page is returned as it is."""
    corners = sheet_corners(image)
    if corners is None:
        return image, np.eye(3)
    top_left, top_right, bottom_right, bottom_left = corners
    width = (_length(top_left, top_right) + _length(bottom_left, bottom_right)) / 2
    height = (_length(top_left, bottom_left) + _length(top_right, bottom_right)) / 2
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forward = cv2.getPerspectiveTransform(corners, target)
    size = (round(width), round(height))
    flat = cv2.warpPerspective(image, forward, size, flags=cv2.INTER_LINEAR)
    return flat, np.linalg.inv(forward)


def sheet_corners(image: Image) -> Quad | None:
    """Return the corners of a bright sheet on a dark ground, None where there is no such thing."""
    ratio = THUMBNAIL / max(image.shape[:2])
    small = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    sides = (grey[:6], grey[-6:], grey[:, :6], grey[:, -6:])
    if sum(float(np.median(side)) < DARK for side in sides) < 3:  # noqa: PLR2004
        return None
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sheet = max(contours, key=cv2.contourArea, default=None)
    if sheet is None or cv2.contourArea(sheet) < 0.25 * grey.size:
        return None
    outline = cv2.approxPolyDP(cv2.convexHull(sheet), 0.02 * cv2.arcLength(sheet, True), True)
    if len(outline) != 4:  # noqa: PLR2004
        return None
    return _ordered(outline[:, 0].astype(np.float32) / ratio)


def _ordered(points: Quad) -> Quad:
    total, difference = points.sum(axis=1), points[:, 1] - points[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return points[order]


def _length(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.hypot(*(one - other)))


def _upright(flat: Flat, engine: Engine) -> Flat:
    """Turn by quarter turns until the lines read from left to right."""
    if _sideways(flat.quads):
        flat = _turned(flat, 90)
    lines = _samples(flat.quads)
    if not lines:
        return flat
    crops = [crop(flat.image, quad) for quad in lines]
    upright = engine.recognise(crops[:TELLING])
    if all(map(_is_sure, upright)):
        return flat
    upright += engine.recognise(crops[TELLING:])
    inverted = engine.recognise([cv2.rotate(sample, cv2.ROTATE_180) for sample in crops])
    turned = sum(line.confidence for line in inverted) > sum(line.confidence for line in upright)
    return _turned(flat, 180) if turned else flat


def _is_sure(line: Line) -> bool:
    """Tell a line that can only have been read upright: Chinese print upside down says nothing."""
    return line.confidence >= SURE and sum(map(is_han, line.text)) >= MIN_HAN


def _sideways(quads: Sequence[Quad]) -> bool:
    """Tell whether most of the length of the lines runs up or down."""
    wide = tall = 0.0
    for quad in quads:
        width, height = _sides(quad)
        if width > LONG * height:
            wide += width
        elif height > LONG * width:
            tall += height
    return tall > wide


def _sides(quad: Quad) -> tuple[float, float]:
    return _length(quad[0], quad[1]), _length(quad[1], quad[2])


def _samples(quads: Sequence[Quad]) -> list[Quad]:
    """Return a few lines of middling length: long enough to tell, short enough to be cheap."""
    wide = [quad for quad in quads if _sides(quad)[0] > LONG * _sides(quad)[1]]
    wide.sort(key=lambda quad: abs(_sides(quad)[0] - 8 * _sides(quad)[1]))
    return wide[:SAMPLE_LINES]


def crop(image: Image, quad: Quad) -> Image:
    """Return the upright rectangle of pixels around a quad."""
    x0, y0 = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
    x1, y1 = np.ceil(quad.max(axis=0)).astype(int)
    return image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def _turned(flat: Flat, clockwise: Rotation) -> Flat:
    """Undo a turn of the content by so many degrees clockwise."""
    height, width = flat.image.shape[:2]
    if clockwise == 180:  # noqa: PLR2004
        image = cv2.rotate(flat.image, cv2.ROTATE_180)
        back = np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], np.float64)
    else:
        image = cv2.rotate(flat.image, cv2.ROTATE_90_COUNTERCLOCKWISE)
        back = np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], np.float64)
    forward = np.linalg.inv(back)
    quads = tuple(ordered_clockwise(_mapped(quad, forward)) for quad in flat.quads)
    turned: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}
    return replace(
        flat,
        image=image,
        quads=quads,
        to_display=flat.to_display @ back,
        rotation=turned[(flat.rotation + clockwise) % 360],
    )


def _mapped(points: Quad, homography: NDArray[Any]) -> Quad:
    mapped = cv2.perspectiveTransform(points[None].astype(np.float64), homography)
    return np.asarray(mapped[0], np.float32)


def _level(flat: Flat) -> Flat:
    """Turn by the skew, and straighten what perspective is left, by the page's own long lines."""
    angle = _skew(flat.quads)
    height, width = flat.image.shape[:2]
    center = (width / 2, height / 2)
    turn = np.vstack([cv2.getRotationMatrix2D(center, angle, 1.0), [0, 0, 1]])
    # Long rulings tell the angle better than short words do.
    bent = _straightening(_segments(flat.image, turn), width, height)
    forward = bent @ turn
    if abs(angle) < MIN_ANGLE and np.allclose(bent, np.eye(3), atol=1e-4):
        return flat
    image = cv2.warpPerspective(
        flat.image,
        forward,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return replace(
        flat,
        image=image,
        quads=tuple(_mapped(quad, forward) for quad in flat.quads),
        to_display=flat.to_display @ np.linalg.inv(forward),
        skew=round(_angle_of(forward, center), 2),
    )


def _angle_of(forward: Homography, center: tuple[float, float]) -> float:
    """Return by how many degrees, clockwise, the page lay askew."""
    ends = np.array([center, (center[0] + 100, center[1])], np.float32)
    (ax, ay), (bx, by) = _mapped(ends, forward)
    return float(-np.degrees(np.arctan2(by - ay, bx - ax)))


def _skew(quads: Sequence[Quad]) -> float:
    """Return the length-weighted median angle of the long lines, in degrees."""
    angles, weights = [], []
    for quad in quads:
        width, height = _sides(quad)
        dx, dy = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
        angle = float(np.degrees(np.arctan2(dy, dx)))
        if width > LONG * height and abs(angle) < MAX_SKEW:
            angles.append(angle)
            weights.append(width - LONG * height)
    return _weighted_median(np.array(angles), np.array(weights)) if angles else 0.0


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    middle = np.searchsorted(weights[order].cumsum(), weights.sum() / 2)
    return float(values[order][min(middle, len(values) - 1)])


def _segments(image: Image, turn: Homography) -> NDArray[np.float64]:
    """Return the long straight strokes of the page, n x 4, in turned pixels."""
    ratio = min(1.0, 1400 / max(image.shape[:2]))
    grey = cv2.cvtColor(
        cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA),
        cv2.COLOR_BGR2GRAY,
    )
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    scale = np.diag([ratio, ratio, 1.0])
    height, width = ink.shape
    turned = scale @ turn @ np.linalg.inv(scale)
    ink = np.asarray(
        cv2.warpPerspective(ink, turned, (width, height), flags=cv2.INTER_NEAREST), np.uint8
    )
    level = straight_strokes(ink)
    plumb = straight_strokes(np.ascontiguousarray(ink.T))[:, [1, 0, 3, 2]]
    return np.concatenate([level, plumb]) / ratio


MIN_SEGMENTS = 4  # of one direction, for a slope to be believed
MAX_SLOPE = 0.06
MIN_SPREAD = 0.25  # of the page, over which segments lie for a change of slope to be fitted
MAX_BEND = 0.03  # change of slope from one edge of the page to the other
SLOPE_SPREAD = 0.012  # around the median; what differs more is no ruling of the page


def _straightening(segments: NDArray[np.float64], width: int, height: int) -> Homography:
    """Return the homography that makes the long lines parallel to the axes.

    The slope of near-horizontal lines is taken as linear in y, that of near-vertical ones as
    linear in x: what a small perspective does.
    """
    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    level = np.abs(dy) < MAX_SLOPE * np.abs(dx)
    plumb = np.abs(dx) < MAX_SLOPE * np.abs(dy)
    middle_x = (segments[:, 0] + segments[:, 2]) / 2 - width / 2
    middle_y = (segments[:, 1] + segments[:, 3]) / 2 - height / 2
    row = _linear(middle_y[level], dy[level] / dx[level], np.abs(dx[level]), height)
    column = _linear(middle_x[plumb], dx[plumb] / dy[plumb], np.abs(dy[plumb]), width)
    if row is None:
        return np.eye(3)
    if column is None:
        column = (-row[0], 0.0)  # a turned page turns its verticals alike
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    x, y = corners[:, 0] - width / 2, corners[:, 1] - height / 2
    target = np.stack(
        [
            corners[:, 0] - (column[0] + column[1] * x) * y,
            corners[:, 1] - (row[0] + row[1] * y) * x,
        ],
        axis=1,
    ).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64)


def _linear(
    position: NDArray[np.float64],
    slope: NDArray[np.float64],
    weight: NDArray[np.float64],
    extent: float,
) -> tuple[float, float] | None:
    """Fit slope = a + b * position robustly; None with too few segments.

    `b` is fitted only where the segments are spread over the page, and is held to what the
    perspective of a sheet nearly square to the camera can be.
    """
    if len(position) < MIN_SEGMENTS:
        return None
    a = _weighted_median(slope, weight)
    keep = np.abs(slope - a) < SLOPE_SPREAD
    position, slope, weight = position[keep], slope[keep], weight[keep]
    if len(position) < MIN_SEGMENTS or float(np.ptp(position)) < MIN_SPREAD * extent:
        return float(a), 0.0
    for _ in range(3):
        b, a = np.polyfit(position, slope, 1, w=np.sqrt(weight))
        residual = np.abs(slope - (a + b * position))
        keep = residual <= max(2 * float(np.median(residual)), 5e-4)
        if keep.sum() < MIN_SEGMENTS or keep.all():
            break
        position, slope, weight = position[keep], slope[keep], weight[keep]
    if abs(b) * extent > MAX_BEND:
        return _weighted_median(slope, weight), 0.0
    return float(a), float(b)
