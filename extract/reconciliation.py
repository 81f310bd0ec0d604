"""Misread or wrong? Sums propose another reading of a figure, its traces decide.

Where a sum around a recognised figure fails, or a figure could not be read, the sums say what
it would have to be. It is taken only where the traces of the recognition support it; a clearly
printed figure never gives way, so that a forged one stays as it was printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import Literal

from .columns import is_dash
from .ocr import read_figures, support
from .pages import Word
from .statement_lines import Identity
from .statements import Figure, PrintedLine, StatementPage
from .values import amount

Column = Literal["current", "prior"]
COLUMNS: tuple[Column, ...] = ("current", "prior")

EXACT = "元"  # the unit whose figures are printed to the cent
SURE = 0.9  # confidence from which a figure counts as read clearly
DOUBTED_SUPPORT = 1e-5  # of a figure that was in doubt anyway
CLEAR_SUPPORT = 0.003  # of a figure that was read clearly
DISTINCT = 30.0  # times better supported than any other mending reading
RECONCILED = 0.97  # confidence of a figure that a sum proposes and its traces support
JOINT = 3  # doubted figures of one sum that may be mended together
JOINT_SUPPORT = 0.01
MOST = 24  # mendings in one column


@dataclass(frozen=True)
class Cell:
    """One figure of a statement by the key of its line; value None where it is not readable."""

    line: str
    figure: Figure
    value: Decimal | None
    rounded: bool = False  # printed in thousands: sums of such figures hold nearly

    @property
    def is_sure(self) -> bool:
        return self.value is not None and self.figure.word.confidence >= SURE


@dataclass(frozen=True)
class Mending:
    """Another reading of a figure that makes sums hold, and how far its traces support it."""

    cell: Cell
    value: Decimal
    support: float


def reconcile(
    pages: Sequence[StatementPage], identities: Sequence[Identity]
) -> list[StatementPage]:
    """Return the pages of statements with the figures that sums and pixels agree on."""
    groups: dict[tuple[str, str | None, int | None], list[StatementPage]] = defaultdict(list)
    year: int | None = None
    for page in pages:
        year = page.year or year
        groups[page.kind, page.scope, year].append(page)
    mended: dict[int, Word] = {}
    for (kind, _, _), group in groups.items():
        sums = [identity for identity in identities if identity.statement == kind]
        for column in COLUMNS:
            cells = _cells(group, column)
            for mending in _mendings(cells, sums):
                mended[id(mending.cell.figure.word)] = _mended_word(mending)
    return [_with_mended(page, mended) for page in pages] if mended else list(pages)


def _cells(pages: Iterable[StatementPage], column: Column) -> dict[str, Cell]:
    """Return a column's figures by line; of a line printed twice the first."""
    found: dict[str, Cell] = {}
    for page in pages:
        for line in page.lines:
            figure = line.current if column == "current" else line.prior
            if line.key is not None and figure is not None and line.key not in found:
                found[line.key] = Cell(
                    line.key, figure, _value(figure.word), rounded=page.unit != EXACT
                )
    return found


def _value(word: Word) -> Decimal | None:
    if word.unread:
        return None
    if is_dash(word.text):
        return Decimal(0)
    parsed = amount.parse(word.text)
    return parsed.value if parsed is not None else None


def _mendings(cells: dict[str, Cell], sums: Sequence[Identity]) -> Iterator[Mending]:
    """Yield one mending after another, each on figures that the earlier ones have mended."""
    for _ in range(MOST):
        found = _best_mending(cells, sums) or _joint_mending(cells, sums)
        if not found:
            return
        for mending in found:
            yield mending
            word = _mended_word(mending)
            figure = Figure(word, mending.cell.figure.page)
            cells[mending.cell.line] = replace(mending.cell, figure=figure, value=mending.value)


def _best_mending(cells: Mapping[str, Cell], sums: Sequence[Identity]) -> list[Mending]:
    """Return the mending that the pixels support most, where no other comes near it."""
    found = sorted(
        (m for cell in cells.values() for m in _of_cell(cell, cells, sums)),
        key=lambda mending: -mending.support,
    )
    if not found:
        return []
    best = found[0]
    rival = next((m.support for m in found[1:] if m.cell.line != best.cell.line), 0.0)
    return [best] if not best.cell.is_sure or best.support >= DISTINCT * rival else []


def _of_cell(cell: Cell, cells: Mapping[str, Cell], sums: Sequence[Identity]) -> Iterator[Mending]:
    """Yield the values that would mend every failing sum around a cell and break none.

    Only sums whose other figures are sure have a say.
    """
    wanted = [(s, _needed(s, cell.line, cells)) for s in _around(cell.line, sums)]
    known = [(s, value) for s, value in wanted if value is not None]
    proposed = {
        value
        for s, value in known
        if value != cell.value and (s.certainty == "hard" or not cell.is_sure)
    }
    for value in proposed:
        broken = any(v == cell.value for _, v in known)
        contradicted = any(v != value for s, v in known if s.certainty == "hard")
        if broken or contradicted:
            continue
        supported = _support(cell.figure.word, value)
        if cell.rounded and not _stands_out(cell.figure.word, value):
            continue
        if supported >= (CLEAR_SUPPORT if cell.is_sure else DOUBTED_SUPPORT):
            yield Mending(cell, value, supported)


def _stands_out(word: Word, value: Decimal) -> bool:
    """Tell whether the pixels prefer a value to those that rounding may have made of it."""
    steps = (Decimal(step) / 100 for step in (-3, -2, -1, 1, 2, 3))
    others = max(_support(word, value + step) for step in steps)
    return _support(word, value) >= max(JOINT_SUPPORT, DISTINCT * others)


def _needed(identity: Identity, line: str, cells: Mapping[str, Cell]) -> Decimal | None:
    """Return what a line must be for a sum to hold, None where another operand is not sure.

    An optional term counts in where it is printed; the sum's own line must be printed.
    """
    total = cells.get(identity.total)
    if total is None or (line != identity.total and not total.is_sure):
        return None
    rest, sign = Decimal(0), 1
    for term in identity.terms:
        cell = cells.get(term.line)
        if term.line == line:
            sign = term.sign
        elif cell is not None and cell.is_sure and cell.value is not None:
            rest += term.sign * cell.value
        elif cell is not None or not term.optional:
            return None
    if line == identity.total:
        return rest
    return sign * (total.value - rest) if total.value is not None else None


def _joint_mending(cells: Mapping[str, Cell], sums: Sequence[Identity]) -> list[Mending]:
    """Return readings of two or three doubted figures of one sum that together make it hold."""
    for identity in sums:
        lines = [identity.total, *(term.line for term in identity.terms)]
        printed = [cells[line] for line in lines if line in cells]
        doubted = [cell for cell in printed if not cell.is_sure]
        missing = any(t.line not in cells and not t.optional for t in identity.terms)
        rounded = any(cell.rounded for cell in printed)
        if identity.total not in cells or missing or rounded or not 1 < len(doubted) <= JOINT:
            continue
        found = _fitting(identity, doubted, cells)
        if found and not any(_contradicted(mending, cells, sums) for mending in found):
            return found
    return []


def _contradicted(mending: Mending, cells: Mapping[str, Cell], sums: Sequence[Identity]) -> bool:
    """Tell whether a sum of sure figures says that a mended one must be something else."""
    line = mending.cell.line
    needed = (_needed(s, line, cells) for s in _around(line, sums) if s.certainty == "hard")
    return any(value is not None and value != mending.value for value in needed)


def _around(line: str, sums: Sequence[Identity]) -> list[Identity]:
    return [s for s in sums if line in (s.total, *(term.line for term in s.terms))]


def _fitting(
    identity: Identity, doubted: Sequence[Cell], cells: Mapping[str, Cell]
) -> list[Mending]:
    """Try all but one doubted figure's candidates; the last one is what the sum then needs."""
    *free, last = sorted(doubted, key=lambda cell: -len(cell.figure.word.traces))
    best: list[Mending] = []
    for chosen in product(*(_candidates(cell) for cell in free)):
        trial = dict(cells)
        for mending in chosen:
            word = _mended_word(mending)
            trial[mending.cell.line] = Cell(
                mending.cell.line, Figure(word, mending.cell.figure.page), mending.value
            )
        value = _needed(identity, last.line, trial)
        supported = _support(last.figure.word, value) if value is not None else 0.0
        if value is not None and supported >= JOINT_SUPPORT:
            found = [*chosen, Mending(last, value, supported)]
            if not best or _joint(found) > _joint(best):
                best = found
    return best


def _joint(mendings: Iterable[Mending]) -> float:
    return prod(mending.support for mending in mendings)


def _candidates(cell: Cell) -> list[Mending]:
    """Return what a doubted figure's traces may say, each with its support."""
    texts = {c.text for trace in cell.figure.word.traces for c in read_figures(trace)}
    found = []
    for text in texts:
        parsed = amount.parse(text)
        if parsed is not None:
            supported = _support(cell.figure.word, parsed.value)
            if supported >= JOINT_SUPPORT:
                found.append(Mending(cell, parsed.value, supported))
    return found


def _support(word: Word, value: Decimal) -> float:
    """Return how far any trace of a figure supports a value, with or without separators."""
    ways = {f"{value:,.2f}", f"{value:.2f}", f"({-value:,.2f})" if value < 0 else f"{value:,.2f}"}
    return max((support(trace, way) for trace in word.traces for way in ways), default=0.0)


def _mended_word(mending: Mending) -> Word:
    text = f"{mending.value:,.2f}"
    word = mending.cell.figure.word
    left, right = word.edges[0], word.edges[-1]
    return replace(
        word,
        text=text,
        edges=tuple(left + (right - left) * i / len(text) for i in range(len(text) + 1)),
        confidence=RECONCILED,
        confidences=(RECONCILED,) * len(text),
        alternatives=("",) * len(text),
        first_reading=word.first_reading or word.text,
        unread=False,
    )


def _with_mended(page: StatementPage, mended: Mapping[int, Word]) -> StatementPage:
    return replace(page, lines=tuple(_line(line, mended) for line in page.lines))


def _line(line: PrintedLine, mended: Mapping[int, Word]) -> PrintedLine:
    return replace(line, current=_figure(line.current, mended), prior=_figure(line.prior, mended))


def _figure(figure: Figure | None, mended: Mapping[int, Word]) -> Figure | None:
    if figure is None or id(figure.word) not in mended:
        return figure
    return replace(figure, word=mended[id(figure.word)])
