"""Columns of figures on a statement page: clusters of amounts bound to the header's words.

Columns are bound by what stands above them, never by their position: some firms print the
prior year first, some the company before the group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from .geometry import Box
from .pages import Ruling, Word
from .records import Scope
from .values.widths import half_width

Role = Literal["current", "prior"]

_AMOUNT = re.compile(
    r"^[-－−–(（△]?\s*[¥￥]?\d{1,3}(?:[,，.]\d{3})*(?:[.．,]\d{1,2})?[)）]?$"
    r"|^[-－−–(（△]?\d{4,}(?:[.．]\d{1,2})?[)）]?$"
)
WELL_FORMED = re.compile(r"^[-－−–(（]?(?:0|[1-9]\d{0,2}(?:[,，]\d{3})*)[.．]\d{2}[)）]?$")
LOST_HEAD = re.compile(r"^[-－−–(（]?0+[\d,，]")  # 026,232.25: what stood before was not read
_DASH = re.compile(r"^[-－−–—─一]{1,3}$")
_SURE = re.compile(r"\d[,，]\d{3}|\d[.．]\d{2}\)?$|\d{5,}")
_YEAR = re.compile(r"(20\d{2})\s*(?:年(?:\s*12\s*月\s*31\s*日|度|末)?|[-./]12[-./]31)")
_OF_YEAR = re.compile(r"20\d{2}年?(?:度|末)?$")  # a wording that goes on a year names no role
_EARLIER = re.compile(r"(?:上一?(?:年度?|期)|去年|前一?年度?)(?:同期)?的?$")
EDGE = 8.0  # points within which right edges of amounts are of one column
SHIFT = 20.0  # points that a column may stand elsewhere on the next page
MIN_ROWS = 2  # amounts that make a column
MIN_LABELS = 4  # lines of print between two columns that make them columns of two panels
_JOINED = re.compile(
    r"[.．]\d{2}(?=\s+[-－−(（]?[1-9]\d{0,2}(?:[,，]\d{3})*[.．]\d)"
    r"|[.．]\d{2}(?=[-－−(（][1-9]|[1-9]\d{1,2}[,，]\d{3})"
    # One digit of the next figure behind the cents may as well be a comma misread as a point.
    r"|(?<=[,，]\d{3})[.．]\d{2}(?=[1-9](?:[,，]\d{3}){2,}[.．]\d)"
    r"|[,，]\d{3}(?=\s+[-－−(（]?[1-9]\d{0,2}[,，]\d{3})"
)


@dataclass(frozen=True)
class Period:
    """A header word that names a period, at an x-range."""

    role: Role | None
    year: int | None
    box: Box


@dataclass(frozen=True)
class Column:
    """A column of figures: its x-range on the page and what it holds."""

    left: float
    right: float
    role: Role
    scope: Scope | None
    panel: int

    def holds(self, box: Box) -> bool:
        """Tell whether a figure stands in the column: aligned right, or mostly inside."""
        inside = min(self.right, box.x1) - max(self.left, box.x0)
        return abs(box.x1 - self.right) <= EDGE or inside >= 0.6 * box.width


@dataclass(frozen=True)
class HeaderWords:
    """The wordings of a header, longest first."""

    current: tuple[str, ...]
    prior: tuple[str, ...]
    consolidated: tuple[str, ...]
    separate: tuple[str, ...]


def is_amount(text: str) -> bool:
    return bool(_AMOUNT.match(text)) and not ends_of_joined(text)


def is_dash(text: str) -> bool:
    return bool(_DASH.match(text))


def ends_of_joined(text: str) -> list[int]:
    """Return where figures end that are followed by another one in the same text."""
    return [match.end() for match in _JOINED.finditer(text)]


def periods(words: Iterable[Word], names: HeaderWords) -> list[Period]:
    """Return the header's period words; one word may hold several."""
    found: list[Period] = []
    for word in words:
        found.extend(_periods_in(word, names))
    return found


def _periods_in(word: Word, names: HeaderWords) -> list[Period]:
    """Return the periods that a header word names; a year where it names none by its wording."""
    text = half_width(word.text)
    found = [
        Period(role, None, _part(word, start, end)) for start, end, role in _named(text, names)
    ]
    if not found:
        found = [
            Period(None, int(match.group(1)), _part(word, *match.span()))
            for match in _YEAR.finditer(text)
        ]
    return found


@cache
def _longest_first(names: HeaderWords) -> tuple[tuple[str, Role], ...]:
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("current", names.current),
        ("prior", names.prior),
    )
    wordings = ((wording, role) for role, wordings in roles for wording in wordings)
    return tuple(sorted(wordings, key=lambda pair: -len(pair[0])))


def _named(text: str, names: HeaderWords) -> list[tuple[int, int, Role]]:
    """Return (start, end, role) of all wordings in a header, the longest first.

    A current wording behind 上年 is the prior one (上年期末数), and one that goes on a year is
    none (2021年末余额).
    """
    found: list[tuple[int, int, Role]] = []
    for wording, role in _longest_first(names):
        if wording not in text:
            continue
        for match in re.finditer(re.escape(wording), text):
            start, end = match.span()
            if any(start < b and a < end for a, b, _ in found) or _OF_YEAR.search(text[:start]):
                continue
            earlier = _EARLIER.search(text[:start]) if role == "current" else None
            found.append((earlier.start() if earlier else start, end, "prior" if earlier else role))
    return found


def _part(word: Word, start: int, end: int) -> Box:
    return Box(word.edges[start], word.box.y0, word.edges[end], word.box.y1)


def bind_columns(
    amounts: Sequence[Word],
    header: Sequence[Period],
    scopes: Sequence[tuple[Scope, Box]],
    labels: Sequence[Box] = (),
) -> list[Column]:
    """Cluster amounts by their right edges and name each cluster by the header above it.

    Columns with `labels` between them are of two panels. A cluster under two names is of two
    columns that ran together: it stays unbound.
    """
    named = _with_roles(header)
    clusters = [
        c
        for c in _clusters([w for w in amounts if _SURE.search(w.text)])
        if not _under_two(c, named)
    ]
    if not clusters or not named:
        return []
    columns: list[Column] = []
    seen: set[tuple[int, Role, Scope | None]] = set()
    panel = 0
    for (left, right), period in zip(clusters, _above(clusters, named), strict=True):
        middle = (left + right) / 2
        role = period.role or "current"
        scope = min(scopes, key=lambda pair: _distance(pair[1], middle))[0] if scopes else None
        apart = bool(columns) and _labels_between(columns[-1].right, left, labels) >= MIN_LABELS
        if apart or (panel, role, scope) in seen:
            panel += 1
        seen.add((panel, role, scope))
        columns.append(Column(left, right, role, scope, panel))
    return columns


def _under_two(cluster: tuple[float, float], named: Sequence[Period]) -> bool:
    left, right = cluster
    return len({p.role for p in named if left <= p.box.center[0] <= right}) > 1


def _labels_between(left: float, right: float, labels: Iterable[Box]) -> int:
    return sum(left < box.center[0] < right for box in labels)


def continued(columns: Sequence[Column], amounts: Sequence[Word]) -> list[Column]:
    """Return the columns of the page before on a page without a header of its own.

    They go with this page's clusters of amounts in order where there are as many, else each with
    the cluster that ends near its place; nowhere near, they stay where they were.
    """
    clusters = _clusters([w for w in amounts if _SURE.search(w.text)])
    if len(clusters) == len(columns):
        pairs = zip(columns, clusters, strict=True)
        return [replace(column, left=left, right=right) for column, (left, right) in pairs]
    moved = []
    for column in columns:
        near = [c for c in clusters if abs(c[1] - column.right) <= SHIFT]
        left, right = near[0] if near else (column.left, column.right)
        moved.append(replace(column, left=left, right=right))
    return moved


def _above(clusters: Sequence[tuple[float, float]], named: Sequence[Period]) -> list[Period]:
    """Return the header word of each cluster: the one above it, else the nearest.

    Where that leaves one header word with two clusters and another with none, though there are as
    many of both, words stand at one side of their columns and go with them in order.
    """
    nearest = [
        min(named, key=lambda period: _distance(period.box, (left + right) / 2))
        for left, right in clusters
    ]
    if len(named) == len(clusters) and len({id(period) for period in nearest}) < len(named):
        return sorted(named, key=lambda period: period.box.x0)
    return nearest


def in_cells(boxes: Sequence[Box], rulings: Iterable[Ruling]) -> list[Box]:
    """Return header words' boxes, each as wide as the ruled cell it stands in.

    A word may stand at its cell's left while the figures stand at its right. Boxes that share a
    cell, or stand in none, stay as they are.
    """
    upright = [ruling for ruling in rulings if not ruling.horizontal]
    cells = [_cell_around(box, upright) for box in boxes]
    return [
        box if cell is None or cells.count(cell) > 1 else box._replace(x0=cell[0], x1=cell[1])
        for box, cell in zip(boxes, cells, strict=True)
    ]


def _cell_around(box: Box, upright: Sequence[Ruling]) -> tuple[float, float] | None:
    x, y = box.center
    beside = [r.position for r in upright if r.span[0] <= y <= r.span[1]]
    left = max((position for position in beside if position <= x), default=None)
    right = min((position for position in beside if position > x), default=None)
    return None if left is None or right is None else (left, right)


def _with_roles(header: Sequence[Period]) -> list[Period]:
    """Turn years into roles: the later year of a header is the current one."""
    if any(period.role is not None for period in header):
        return [period for period in header if period.role is not None]
    years = {period.year for period in header if period.year is not None}
    if len(years) < 2:  # noqa: PLR2004
        return []
    latest = max(years)
    return [
        Period("current" if period.year == latest else "prior", period.year, period.box)
        for period in header
        if period.year in (latest, latest - 1)
    ]


def _distance(box: Box, x: float) -> tuple[bool, float]:
    return not box.x0 <= x <= box.x1, abs(box.center[0] - x)


def _clusters(amounts: Sequence[Word]) -> list[tuple[float, float]]:
    """Return (left, right) of the columns, from left to right."""
    spans = [
        (min(w.box.x0 for w in group), max(w.box.x1 for w in group))
        for group in right_aligned(amounts)
        if len(group) >= MIN_ROWS
    ]
    return _joined(spans)


def right_aligned(amounts: Sequence[Word]) -> list[list[Word]]:
    """Group amounts that end at one x-position, from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(amounts, key=lambda word: word.box.x1):
        if groups and word.box.x1 - groups[-1][-1].box.x1 <= EDGE:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join clusters that overlap: a column that is centred, or whose edge is ragged."""
    joined: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if joined and left < joined[-1][1] - 0.5 * (joined[-1][1] - joined[-1][0]):
            joined[-1] = (min(left, joined[-1][0]), max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined
