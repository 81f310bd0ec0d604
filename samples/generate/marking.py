"""Ways of marking an option: the box that is printed, and what a pen or a program does to it.

`WAYS` name whole habits, each as what it changes in a `Style`; `python -m samples.generate --marks`
makes a set that has them in turn.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from .canvas import BLACK, Box, Color, Fill, Sheet, Stroke

SIDE = 0.82  # of the type size
INK: Color = (0.1, 0.1, 0.35)
Point = tuple[float, float]


def _lines(sheet: Sheet, box: Box) -> None:
    """Four lines, each for itself."""
    x0, y0, x1, y1 = box
    for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        sheet.line(*ends, 0.6)


def _bars(sheet: Sheet, box: Box) -> None:
    """Four lines as an office program prints them: thin filled rectangles."""
    x0, y0, x1, y1 = box
    for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        sheet.bar(*ends, 0.6)


def _radio(sheet: Sheet, box: Box) -> None:
    sheet.ops.append(Stroke(_ellipse(box, 14), 0.7, smooth=True))


def _rounded(sheet: Sheet, box: Box) -> None:
    x0, y0, x1, y1 = box
    r = 0.18 * (x1 - x0)
    corners = [(x0 + r, y0), (x1 - r, y0), (x1, y0 + r), (x1, y1 - r),
               (x1 - r, y1), (x0 + r, y1), (x0, y1 - r), (x0, y0 + r), (x0 + r, y0)]  # fmt: skip
    sheet.ops.append(Stroke(corners, 0.7))


BOXES: dict[str, Callable[[Sheet, Box], None]] = {
    "frame": lambda sheet, box: sheet.frame(box, 0.7),
    "rectangle": lambda sheet, box: sheet.ops.append(Fill(box, None, 0.7)),
    "lines": _lines,
    "bars": _bars,
    "radio": _radio,
    "rounded": _rounded,
    "none": lambda sheet, box: None,
}


def _ellipse(box: Box, count: int = 24, more: int = 0) -> list[Point]:
    """Points around a box's middle, `more` of them past the beginning."""
    x0, y0, x1, y1 = box
    steps = [math.tau * i / count for i in range(count + 1 + more)]
    return [((x0 + x1) / 2 + (x1 - x0) / 2 * math.cos(a), (y0 + y1) / 2 + (y1 - y0) / 2 * math.sin(a))
            for a in steps]  # fmt: skip


def _shaken(points: list[Point], size: float, rng: random.Random) -> list[Point]:
    return [(x + rng.uniform(-1, 1) * size, y + rng.uniform(-1, 1) * size) for x, y in points]


def _tick_points(box: Box, reach: float) -> list[Point]:
    """A tick about a box; at `reach` 1 it ends a little outside of it."""
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    return [(x0 + (0.5 - 0.6 * reach) * w, y0 + (0.5 - 0.05 * reach) * h),
            (x0 + (0.5 - 0.12 * reach) * w, y0 + (0.5 + 0.45 * reach) * h),
            (x0 + (0.5 + 0.75 * reach) * w, y0 + (0.5 - 0.75 * reach) * h)]  # fmt: skip


def _tick(sheet: Sheet, box: Box, rng: random.Random) -> None:
    x, top, side = box[0], box[1], box[2] - box[0]
    size = side / SIDE
    jitter = [rng.uniform(-0.08, 0.08) * size for _ in range(6)]
    points = [(x - 0.1 * size + jitter[0], top + 0.45 * side + jitter[1]),
              (x + 0.38 * side + jitter[2], top + 0.95 * side + jitter[3]),
              (x + 1.25 * side + jitter[4], top - 0.25 * side + jitter[5])]  # fmt: skip
    sheet.ops.append(Stroke(points, 1.3, INK))


def _sized_tick(sheet: Sheet, box: Box, rng: random.Random, reach: float) -> None:
    points = _shaken(_tick_points(box, reach), 0.08 * (box[2] - box[0]), rng)
    sheet.ops.append(Stroke(points, 1.3, INK))


def _small_tick(sheet: Sheet, box: Box, rng: random.Random) -> None:
    _sized_tick(sheet, box, rng, 0.5)


def _large_tick(sheet: Sheet, box: Box, rng: random.Random) -> None:
    _sized_tick(sheet, box, rng, 1.8)


def _pen_tick(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """One stroke of a pen on a tablet: curved, and hooked where it begins."""
    a, b, c = _shaken(_tick_points(box, rng.uniform(0.9, 1.3)), 0.1 * (box[2] - box[0]), rng)
    w = box[2] - box[0]
    bend = ((b[0] + c[0]) / 2 + 0.08 * w, (b[1] + c[1]) / 2 + 0.1 * w)
    sheet.ops.append(Stroke([a, b, bend, c], 1.1, INK, smooth=True))


def _brush_tick(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """A tick as a filled shape, as an editor's stamp draws it."""
    a, b, c = _tick_points(box, rng.uniform(0.8, 1.1))
    w = 0.16 * (box[2] - box[0])
    outline = [a, (b[0], b[1] - w), c, (b[0] + 0.4 * w, b[1] + w)]
    sheet.ops.append(Stroke(outline, 0, BLACK, filled=True))


def _cross(sheet: Sheet, box: Box, rng: random.Random) -> None:
    x, top, side = box[0], box[1], box[2] - box[0]
    for a, b in ((0, 1), (1, 0)):
        ends = [(x + t * side, top + (a + (b - a) * t) * side) for t in (-0.1, 1.1)]
        sheet.ops.append(Stroke([(p, q + rng.uniform(-0.5, 0.5)) for p, q in ends], 1.1, INK))


def _filled(sheet: Sheet, box: Box, rng: random.Random) -> None:
    x0, y0, x1, y1 = box
    sheet.ops.append(Fill((x0 + 1, y0 + 1, x1 - 1, y1 - 1), (0.1, 0.1, 0.1)))


def _dot(sheet: Sheet, box: Box, rng: random.Random) -> None:
    x0, y0, x1, y1 = box
    inset = 0.26 * (x1 - x0)
    inner = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
    sheet.ops.append(Stroke(_ellipse(inner, 12), 0, (0.1, 0.1, 0.1), smooth=True, filled=True))


def _scrawl(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """A box filled in with a pen going to and fro."""
    x0, y0, x1, y1 = box
    points = [(x0 + (0.15 if i % 2 else 0.85) * (x1 - x0), y0 + (0.12 + 0.13 * i) * (y1 - y0))
              for i in range(7)]  # fmt: skip
    sheet.ops.append(Stroke(_shaken(points, 0.4, rng), 0.9, INK))


def _beside(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """A tick to the left of the box, which stays empty."""
    x, top, side = box[0], box[1], box[2] - box[0]
    size = side / SIDE
    points = [(x - 0.75 * size, top + 0.4 * side), (x - 0.5 * size, top + side),
              (x - 0.05 * size, top - 0.2 * side)]  # fmt: skip
    sheet.ops.append(Stroke(points, 1.2, INK))


def _circled(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """A ring drawn by hand around an option's words."""
    x0, y0, x1, y1 = box
    wide, high = (x1 - x0) / 2 + 4, (y1 - y0) / 2 + 2.5
    turn = rng.uniform(0, 6)
    points = [((x0 + x1) / 2 + wide * (1 + 0.03 * math.sin(3 * a)) * math.cos(a + turn),
               (y0 + y1) / 2 + high * math.sin(a + turn))
              for a in (i * 0.26 for i in range(26))]  # fmt: skip
    sheet.ops.append(Stroke(points, 1.1, INK))


def _around(sheet: Sheet, box: Box, rng: random.Random) -> None:
    """A ring of another hand: smooth or not, its end sometimes past its beginning."""
    x0, y0, x1, y1 = box
    points = _ellipse((x0 - 5, y0 - 3, x1 + 5, y1 + 3), 24, rng.randint(0, 2))
    sheet.ops.append(Stroke(_shaken(points, 0.35, rng), 0.9, INK, smooth=rng.random() < 0.5))


MARKS: dict[str, Callable[[Sheet, Box, random.Random], None]] = {
    "tick": _tick,
    "small tick": _small_tick,
    "large tick": _large_tick,
    "pen tick": _pen_tick,
    "brush tick": _brush_tick,
    "cross": _cross,
    "filled": _filled,
    "dot": _dot,
    "scrawl": _scrawl,
    "beside": _beside,
}
RINGS = {
    "circle": _circled,
    "around": _around,
}  # these go around the option's words, not into its box

WAYS: dict[str, dict[str, object]] = {
    **{f"typed {ticked}{empty}": {"drawn_checks": False, "checks": (ticked, empty)}
       for ticked, empty in (
        ("☑", "☐"), ("☒", "☐"), ("√", "□"), ("■", "□"), ("●", "○"), ("◉", "○"), ("✔", "□"),
        ("（√）", "（ ）"), ("[√]", "[ ]"), ("【√】", "【】"), ("√□", "□"), ("□√", "□"), ("√", ""),
    )},
    **{f"symbols {ticked}{empty} {font}":
       {"drawn_checks": False, "checks": (ticked, empty), "symbols": font}
       for ticked, empty, font in (
        ("þ", "¨", "Wingdings"), ("ý", "o", "Wingdings-Regular"), ("R", "£", "Wingdings2"),
        ("\uf0fe", "\uf0a8", "Wingdings"), ("\uf052", "\uf0a3", "Wingdings2"),
    )},
    "typed ☑□ after": {"drawn_checks": False, "checks": ("☑", "□"), "box_after": True},
    "tick in frame after": {"drawn_checks": True, "pen": "tick", "box_after": True},
    **{f"{pen} on typed {sign}": {"drawn_checks": False, "checks": (sign, sign), "pen": pen}
       for pen, sign in (
        ("pen tick", "□"), ("cross", "□"), ("tick", "○"), ("small tick", "（　）"), ("beside", "□"),
    )},
    **{f"{pen} in {box}": {"drawn_checks": True, "box_kind": box, "pen": pen} for pen, box in (
        ("tick", "frame"), ("small tick", "frame"), ("large tick", "frame"), ("pen tick", "lines"),
        ("cross", "lines"), ("filled", "rectangle"), ("brush tick", "rectangle"), ("tick", "bars"),
        ("scrawl", "bars"), ("pen tick", "rounded"), ("dot", "radio"), ("tick", "radio"),
        ("beside", "frame"), ("cross", "rectangle"), ("circle", "none"), ("around", "none"),
        ("around", "frame"), ("pen tick", "none"),
    )},
}  # fmt: skip


def mark(sheet: Sheet, kind: str, box: Box, words: Box, rng: random.Random) -> None:
    """Mark an option by its box, or by its words where they are ringed."""
    if kind in RINGS:
        RINGS[kind](sheet, words, rng)
    else:
        MARKS[kind](sheet, box, rng)
