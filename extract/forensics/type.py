"""Single figures set otherwise than the rest: another font, size, baseline or alignment.

Compared are the digits alone: signs and separators may come from another font, and so may
Chinese characters beside them. Whole rows in bold are totals, whole columns a later year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..geometry import union
from ..glyphs import Glyph, glyphs_of
from ..trust import Trust
from .sight import Clue, Sight

POINTS = ".．"
FIGURE = re.compile(r"[-+−–(（]?\d[\d,，.]*\d[%％)）]?|\d")
WEIGHT = re.compile(r"^[A-Z]{6}\+|[-,]?(bold|italic|oblique|regular|roman|mt|ps)+(?![a-z])", re.I)
NUMERIC = frozenset("0123456789+-−–,，.%％()（）")
UNIT = re.compile(r"[万亿千百]*[元项人个家件]")  # right behind a number
GAP = 0.45  # em between two characters that are still of one number
LEVEL = 0.35  # em by which baselines of one line differ at most
PEERS = 8  # figures of a table, below which none of them is odd
OWN_COLUMN = 2  # figures above or below that are set as usual
USUAL = 0.8  # share of a figure's column that is set alike
ODD = 0.08  # share of them that may be odd and still single
SIZE_STEP = 0.04  # of the usual size, below which a size is the same
BASE_STEP = 0.35  # points off the row's baseline; fitting of cells leaves less
STEADY = 0.12  # points, typical distance of a table's figures from their row's baseline
FULL = 0.9  # of the widest usual figure: one so long may have been shrunk to fit its cell
ALIGNED = 6  # figures of a column that tell where its figures end
EDGE_STEP = 2.0  # points off the column's right edge
EVEN = 0.25  # points, typical distance of a right-aligned column's figures from its edge
RAGGED = 3.0  # points that their left edges differ at least, or a column may be set otherwise
WITHIN, TWO_SIGNS, FONT, SIZE, BASE, EDGE = 0.9, 0.9, 0.75, 0.65, 0.6, 0.6  # scores


class Style(NamedTuple):
    family: str
    size: float


class _Placed(NamedTuple):
    """A character with its place along its line and across it."""

    along: float
    base: float
    glyph: Glyph


@dataclass(frozen=True)
class Figure:
    """A number as it is set; places along and across the line of text, in points."""

    text: str
    digits: tuple[_Placed, ...]
    left: float
    right: float
    base: float
    style: Style  # of most digits


def type_clues(sight: Sight) -> Iterator[Clue]:
    """Yield a clue for each figure of a digital page that is set otherwise than its peers."""
    if sight.trust is not Trust.SOUND:
        return
    glyphs: Iterable[Glyph] = (glyph for glyph in glyphs_of(sight.pdf_page) if glyph.inked)
    if sight.layer.covers:  # told of already, as hidden text
        known = {g for cover in sight.layer.covers for g in (*cover.hidden, *cover.shown)}
        glyphs = (glyph for glyph in glyphs if glyph not in known)
    figures = figures_in(glyphs)
    for figure in figures:
        if detail := unevenness(figure):
            yield _clue(sight, figure, detail, WITHIN)
    for figure, detail, score in strangers(figures):
        yield _clue(sight, figure, detail, score)


def figures_in(glyphs: Iterable[Glyph]) -> list[Figure]:
    """Return the numbers that stand by themselves, or with a unit right behind them."""
    return [figure for line in _lines(glyphs) for figure in _numbers(line)]


def _lines(glyphs: Iterable[Glyph]) -> Iterator[list[_Placed]]:
    """Group characters of one direction by their baseline, each line in reading order."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.across)
    for (cos, sin), run in groupby(ordered, key=lambda glyph: glyph.across):
        placed = [_Placed(g.x * cos + g.y * sin, g.y * cos - g.x * sin, g) for g in run]
        placed.sort(key=lambda one: one.base)
        line: list[_Placed] = []
        for one in placed:
            if line and one.base - line[-1].base >= LEVEL * one.glyph.size:
                yield sorted(line, key=lambda other: other.along)
                line = []
            line.append(one)
        yield sorted(line, key=lambda other: other.along)


def _numbers(line: Sequence[_Placed]) -> Iterator[Figure]:
    run: list[_Placed] = []
    for one in line:
        if run and one.along - _end(run[-1]) > GAP * one.glyph.size:
            yield from _number(run)
            run = []
        run.append(one)
    yield from _number(run)


def _end(one: _Placed) -> float:
    cos, sin = one.glyph.across
    box = one.glyph.box
    return one.along + (box.width if abs(cos) > abs(sin) else box.height)


def _number(run: Sequence[_Placed]) -> Iterator[Figure]:
    """Yield the number that a run of characters is; a wider font may reach over its unit."""
    number = [one for one in run if one.glyph.text in NUMERIC]
    rest = [one for one in run if one.glyph.text not in NUMERIC]
    text = _text(number)
    # With a second point it is two figures of cells set close together, or a date.
    one_figure = FIGURE.fullmatch(text) and sum(text.count(point) for point in POINTS) <= 1
    if one_figure and (not rest or _is_unit(rest, number)):
        digits = tuple(one for one in number if one.glyph.text.isdigit())
        style = Counter(_style(one) for one in digits).most_common(1)[0][0]
        base = median(one.base for one in digits)
        yield Figure(text, digits, number[0].along, _end(number[-1]), base, style)


def _is_unit(rest: Sequence[_Placed], number: Sequence[_Placed]) -> bool:
    return bool(UNIT.fullmatch(_text(rest))) and rest[0].along > number[0].along


def _text(run: Iterable[_Placed]) -> str:
    return "".join(one.glyph.text for one in run)


def _style(one: _Placed) -> Style:
    return Style(_family(one.glyph.font), one.glyph.size)


@cache
def _family(font: str) -> str:
    return WEIGHT.sub("", font).lower()


def unevenness(figure: Figure) -> str:
    """Tell how the digits of one number differ from each other; empty when they do not."""
    family, size = figure.style
    for name, odd in (
        ("字体", [one for one in figure.digits if _style(one).family != family]),
        ("字号", [one for one in figure.digits if _is_other_size(one.glyph.size, size)]),
        ("基线", [one for one in figure.digits if abs(one.base - figure.base) > BASE_STEP]),
    ):
        if odd:
            return f"数字“{figure.text}”中的“{_text(odd)}”{name}与其余各位不同"
    return ""


def _is_other_size(size: float, usual: float) -> bool:
    return abs(size - usual) > SIZE_STEP * usual


@dataclass(frozen=True)
class _Table:
    """The figures of a page that stand in rows and columns, and which of them are of one."""

    figures: list[Figure]
    beside: NDArray[np.bool_]  # n x n
    above: NDArray[np.bool_]  # n x n: above or below each other

    @property
    def off_row(self) -> list[float]:
        """Return how far each figure's baseline is from that of its row."""
        bases = np.array([figure.base for figure in self.figures])
        rows = self.beside | np.eye(len(bases), dtype=bool)
        return [float(base - np.median(bases[row])) for base, row in zip(bases, rows, strict=True)]

    @property
    def off_column(self) -> list[float]:
        """Return how far each figure ends from where its column ends; 0 where that is not told."""
        return [self._off_edge(place) for place in range(len(self.figures))]

    def _off_edge(self, place: int) -> float:
        own = self.figures[place]
        peers = [self.figures[other] for other in np.flatnonzero(self.above[place])]
        if len(peers) < ALIGNED or not all(one.text[-1].isdigit() for one in (own, *peers)):
            return 0.0
        edge = median(one.right for one in peers)
        even = median(abs(one.right - edge) for one in peers) <= EVEN
        lefts = sorted(one.left for one in peers)
        ragged = lefts[-1 - len(lefts) // 5] - lefts[len(lefts) // 5] >= RAGGED
        return own.right - edge if even and ragged else 0.0


def _table(figures: Sequence[Figure]) -> _Table:
    base = np.array([figure.base for figure in figures])
    size = np.array([figure.style.size for figure in figures])
    left = np.array([figure.left for figure in figures])
    right = np.array([figure.right for figure in figures])
    middle = (left + right) / 2
    beside = abs(base[:, None] - base) < LEVEL * size[:, None]
    np.fill_diagonal(beside, False)
    inside = (left[:, None] <= middle) & (middle <= right[:, None])
    above = (inside | inside.T) & ~beside
    np.fill_diagonal(above, False)
    kept = np.flatnonzero(beside.any(axis=1) & (above.sum(axis=1) >= OWN_COLUMN))
    only = np.ix_(kept, kept)
    return _Table([figures[int(index)] for index in kept], beside[only], above[only])


def strangers(figures: Sequence[Figure]) -> Iterator[tuple[Figure, str, float]]:
    """Yield single figures of a table whose font, size or baseline is not the usual one.

    With each comes what differs, and a score.
    """
    table = _table(figures)
    if len(table.figures) < PEERS:
        return
    usual = Counter(figure.style for figure in table.figures).most_common(1)[0][0]
    off_row, off_column = table.off_row, table.off_column
    steady = median(map(abs, off_row)) < STEADY
    widest = max(f.right - f.left for f in table.figures if f.style == usual)
    found: list[tuple[Figure, list[str]]] = []
    for index, figure in enumerate(table.figures):
        signs = _signs(figure, usual, widest)
        if steady and abs(off_row[index]) > BASE_STEP:
            signs.append("基线")
        if abs(off_column[index]) > EDGE_STEP:
            signs.append("对齐")
        if signs and _is_single(index, table, usual):
            found.append((figure, signs))
    if len(found) <= max(1, ODD * len(table.figures)):
        for figure, signs in found:
            detail = f"数字“{figure.text}”的{'、'.join(signs)}与同表其他数字不同"
            yield figure, detail, _score(signs)


def _signs(figure: Figure, usual: Style, widest: float) -> list[str]:
    signs = ["字体"] if figure.style.family != usual.family else []
    if _is_other_size(figure.style.size, usual.size):
        shrunk = figure.style.size < usual.size and figure.right - figure.left >= FULL * widest
        signs += [] if shrunk else ["字号"]
    return signs


def _is_single(index: int, table: _Table, usual: Style) -> bool:
    """Tell whether the other figures of its row and column are set as usual.

    Of its row also those pass that are set as their own column is: numbers of lines have a
    font of their own.
    """
    plain = np.array([figure.style == usual for figure in table.figures])
    column = plain[table.above[index]]
    beside = np.flatnonzero(table.beside[index])
    return all(plain[place] or _is_of_column(int(place), table) for place in beside) and int(
        column.sum()
    ) >= max(OWN_COLUMN, USUAL * len(column))


def _is_of_column(place: int, table: _Table) -> bool:
    above = np.flatnonzero(table.above[place])
    alike = sum(table.figures[other].style == table.figures[place].style for other in above)
    return alike >= max(OWN_COLUMN, USUAL * len(above))


def _score(signs: Sequence[str]) -> float:
    if len(signs) > 1:
        return TWO_SIGNS
    return {"字体": FONT, "字号": SIZE, "基线": BASE, "对齐": EDGE}[signs[0]]


def _clue(sight: Sight, figure: Figure, detail: str, score: float) -> Clue:
    return Clue(
        kind="font-anomaly",
        file=sight.page.file,
        page=sight.page.number,
        box=sight.displayed(union(one.glyph.box for one in figure.digits)),
        detail=detail,
        score=score,
        after=figure.text,
    )
