"""What a digital page draws as lines and curves: rulings, boxes to tick, ticks, rings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

import pymupdf

from .geometry import Box, union
from .pages import Ruling

LINE_WIDTH = 3.0  # points; a filled rectangle thinner than this is a ruling
STRAIGHT = 1.0  # points across a line that lies level or plumb
SLOPE = 0.15  # across by along a short line, above which it is a piece of a curve
ROUNDED = 0.05  # points
WHITE = 0.92  # a colour whose every part is above this cannot be seen on paper
RED_EXCESS = 0.1  # by which red ink's red exceeds its green and blue, of 1
DARK = 0.5  # the mean of a colour below which a filled square is ticked
GROUND = 0.7  # a fill whose every part is below this shows white print
SQUARE = (5.0, 18.0)  # points, sides of a box to tick
MEETS = 1.5  # points between the ends of two sides that meet
JOINED = 0.1  # points between the end of a line and the next of the same stroke of a pen
STROKE = 60.0  # points, the longer side of what a pen may have drawn in one stroke
LOOP_WIDTH = (5.0, 200.0)  # points, of a loop: from a box to tick to a ring around an option
LOOP_HEIGHT = (5.0, 45.0)
CLOSED = 0.35  # of a ring's height, between where its line begins and ends
MIN_PARTS = 4  # curves or lines of a ring
FULL = (0.6, 1.1)  # share of its box inside a ring: an ellipse has 0.79, more where it overlaps

Path: TypeAlias = dict[str, Any]
Item: TypeAlias = tuple[Any, ...]  # a line, curve or rectangle of a path, as PyMuPDF gives it
Turn = Callable[[Box], Box]  # from the page as its text lies to upright


@dataclass(frozen=True)
class Drawings:
    """In upright points."""

    rulings: tuple[Ruling, ...] = ()
    squares: tuple[Box, ...] = ()  # small outlined squares: boxes to tick
    filled: tuple[Box, ...] = ()  # such squares and circles that are dark inside
    strokes: tuple[Box, ...] = ()  # short free strokes: perhaps ticks
    loops: tuple[Box, ...] = ()  # closed curves: round boxes to tick, or rings around options
    grounds: tuple[Box, ...] = ()  # areas so dark that white print shows
    red: tuple[Box, ...] = ()  # what is drawn in red: a seal's outline may be


@dataclass
class _Found:
    rulings: list[Ruling] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    filled: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    loops: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)
    red: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class _Paint:
    """How a path can be seen; `dark` and `ground` are of its fill."""

    stroked: bool
    filled: bool
    dark: bool
    ground: bool


def read_drawings(page: pymupdf.Page, turn: Turn) -> Drawings:
    """Return what a page draws; white and pale ink cannot be seen and is left out."""
    found = _Found()
    for path in page.get_drawings():
        paint = _paint(path)
        if any(path.get(ink) and _is_red(path[ink]) for ink in ("color", "fill")):
            found.red.append(turn(Box(*path["rect"])))
        for chain in _chains(path["items"]):
            _sort(chain, paint, turn, found)
    squares, used = _assembled(found.rulings, found.squares)
    return Drawings(
        tuple(ruling for ruling in found.rulings if id(ruling) not in used),
        (*found.squares, *squares),
        tuple(found.filled),
        tuple(found.strokes),
        tuple(found.loops),
        tuple(found.grounds),
        tuple(found.red),
    )


def _paint(path: Path) -> _Paint:
    color: Sequence[float] = path.get("color") or ()
    fill: Sequence[float] = path.get("fill") or ()
    filled = bool(fill) and not _pale(fill)
    return _Paint(
        stroked=bool(color) and not _pale(color),
        filled=filled,
        dark=filled and sum(fill) / len(fill) < DARK,
        ground=filled and max(fill) < GROUND,
    )


def _is_red(color: Sequence[float]) -> bool:
    return len(color) == len("rgb") and color[0] - max(color[1:]) > RED_EXCESS


def _pale(color: Sequence[float]) -> bool:
    return all(part > WHITE for part in color)


def _chains(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield rectangles one by one, lines and curves as far as each begins where the last ended."""
    chain: list[Item] = []
    for item in items:
        if item[0] in ("re", "qu"):
            yield [item]
            continue
        if chain and not _goes_on(chain[-1], item):
            yield chain
            chain = []
        chain.append(item)
    if chain:
        yield chain


def _goes_on(last: Item, item: Item) -> bool:
    end, start = last[-1], item[1]
    return bool(max(abs(end.x - start.x), abs(end.y - start.y)) < JOINED)


def _item_box(item: Item) -> Box:
    if item[0] == "re":
        return Box(*item[1])
    if item[0] == "qu":
        return Box(*item[1].rect)
    xs, ys = [p.x for p in item[1:]], [p.y for p in item[1:]]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _sort(chain: Sequence[Item], paint: _Paint, turn: Turn, found: _Found) -> None:
    if chain[0][0] in ("re", "qu"):
        box = turn(_item_box(chain[0]))
        _add_rectangle(box, paint, found)
        if paint.ground and min(box.width, box.height) >= LINE_WIDTH:
            found.grounds.append(box)
    elif all(_is_level(item) for item in chain):
        boxes = (turn(_item_box(item)) for item in chain if paint.stroked)
        found.rulings += [Ruling(box, box.width >= box.height) for box in boxes]
    elif paint.stroked or paint.filled:
        _add_curve(chain, paint, turn, found)


def _add_curve(chain: Sequence[Item], paint: _Paint, turn: Turn, found: _Found) -> None:
    """Add a stroke of a pen, a loop, or the parts of something larger."""
    whole = union(turn(_item_box(item)) for item in chain)
    if _is_loop(chain, whole):
        if not paint.filled:
            found.loops.append(whole)
        elif paint.dark and is_square(whole):
            found.filled.append(whole)
    if max(whole.width, whole.height) <= STROKE:
        found.strokes.append(whole)
        return
    for item in chain:
        box = turn(_item_box(item))
        if _is_level(item):
            found.rulings += [Ruling(box, box.width >= box.height)] if paint.stroked else []
        elif paint.stroked or item[0] == "c":
            found.strokes.append(box)


def _add_rectangle(box: Box, paint: _Paint, found: _Found) -> None:
    if min(box.width, box.height) < LINE_WIDTH:
        if paint.stroked or paint.filled:
            found.rulings.append(Ruling(box, box.width >= box.height))
        return
    if is_square(box) and (paint.stroked or paint.dark):
        (found.filled if paint.dark else found.squares).append(box)
        return
    if not paint.stroked:
        return
    found.rulings += [Ruling.at(y, box.x0, box.x1, horizontal=True) for y in (box.y0, box.y1)]
    found.rulings += [Ruling.at(x, box.y0, box.y1, horizontal=False) for x in (box.x0, box.x1)]


def is_square(box: Box) -> bool:
    low, high = SQUARE
    sides = (box.width, box.height)
    return low <= min(sides) and max(sides) <= high and max(sides) - min(sides) < LINE_WIDTH


def _assembled(rulings: Sequence[Ruling], known: Sequence[Box]) -> tuple[list[Box], set[int]]:
    """Return squares of four lines drawn one by one, and the ids of those lines."""
    low, high = SQUARE
    short = [r for r in rulings if low <= r.span[1] - r.span[0] <= high]
    level = sorted((r for r in short if r.horizontal), key=lambda r: r.position)
    plumb = [r for r in short if not r.horizontal]
    squares: list[Box] = []
    used: set[int] = set()
    for index, top in enumerate(level):
        for bottom in level[index + 1 :]:
            if bottom.position - top.position > high:
                break
            if abs(top.box.x0 - bottom.box.x0) + abs(top.box.x1 - bottom.box.x1) >= MEETS:
                continue
            box = union((top.box, bottom.box))
            sides = _sides(box, plumb) if is_square(box) else []
            if sides:
                if not any(box.intersection(other) > 0 for other in known):
                    squares.append(box)
                    used.update(map(id, (top, bottom, *sides)))
                break
    return squares, used


def _sides(box: Box, plumb: Sequence[Ruling]) -> list[Ruling]:
    """Return the upright lines at a box's left and right; none where one of them is missing."""
    near = [
        ruling
        for ruling in plumb
        if abs(ruling.span[0] - box.y0) < MEETS and abs(ruling.span[1] - box.y1) < MEETS
    ]
    left = [ruling for ruling in near if abs(ruling.position - box.x0) < MEETS]
    right = [ruling for ruling in near if abs(ruling.position - box.x1) < MEETS]
    return [*left, *right] if left and right else []


def _is_loop(chain: Sequence[Item], box: Box) -> bool:
    """Tell a closed curve: an ellipse, a square with round corners, or a ring drawn by hand."""
    shorter, longer = sorted((box.width, box.height))
    if not (LOOP_HEIGHT[0] <= shorter <= LOOP_HEIGHT[1]):
        return False
    if not (LOOP_WIDTH[0] <= longer <= LOOP_WIDTH[1]):
        return False
    points = [point for item in chain for point in _outline(item)]
    if len(chain) < MIN_PARTS or len(points) < 2 * MIN_PARTS:
        return False
    x, y = points[0]  # a hand goes on a little where the ring is closed
    ends = points[-len(points) // 3 :]
    if min(max(abs(a - x), abs(b - y)) for a, b in ends) > CLOSED * shorter:
        return False
    return FULL[0] <= _area(points) / box.area <= FULL[1]


def _is_level(item: Item) -> bool:
    """Tell a line parallel to an axis."""
    if item[0] != "l":
        return False
    shorter, longer = sorted((abs(item[1].x - item[2].x), abs(item[1].y - item[2].y)))
    return bool(shorter < min(STRAIGHT, SLOPE * longer + ROUNDED))


def _outline(item: Item) -> Iterator[tuple[float, float]]:
    """Yield points along a line or a Bézier curve."""
    ends = [(point.x, point.y) for point in item[1:]]
    if item[0] == "l":
        yield from ends
        return
    for t in (0.0, 0.25, 0.5, 0.75, 1.0):
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(w * x for w, (x, _) in zip(weights, ends, strict=True)),
            sum(w * y for w, (_, y) in zip(weights, ends, strict=True)),
        )


def _area(points: Sequence[tuple[float, float]]) -> float:
    closed = [*points, points[0]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(closed))) / 2
