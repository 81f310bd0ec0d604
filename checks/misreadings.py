"""Which single character, had it been misread, would explain that figures disagree.

Asked only of figures that were recognised: a page's own text is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .figures import Figure

Holds = Callable[[Sequence[Figure]], bool]
RECOGNISED = ("ocr", "reconciled")
# Digits that are taken for each other most; tried before all others.
ALIKE = ("17", "38", "56", "08", "68", "06", "89", "35", "58", "27", "09", "14", "49")
MOST = 40  # figures of a sum that are tried
# A point before the last three digits of a whole number: mostly a comma that was misread.
_THOUSANDS = re.compile(r"\D*(?:\d{1,3},)*\d{1,3}\.\d{3}(?!\d)\D*")
_GROUP = 3
_FRONTS = 100  # what may be lost in front of a figure is below it


@dataclass(frozen=True)
class Misreading:
    """What would explain a doubt; a `likely` one happens so often that nothing may be raised."""

    text: str  # Chinese
    likely: bool = False


def misreading(
    figures: Sequence[Figure], holds: Holds, *, alike: bool = False, of_sum: bool = False
) -> Misreading | None:
    """Return the misread character that would make the figures agree.

    A comma taken for a point comes first, for all figures at once as one printer's commas are alike;
    then in a sum (`of_sum`) what is missed most easily in front of a figure: a minus, which a loss
    told as a profit would break other sums by, and the first digit, which nobody leaves out at will.
    `holds` tells whether a comparison of the figures, in their order, comes out well. The least
    sure figure is tried first, and look-alikes before other digits; with `alike` these alone, for
    comparisons that half of all digits would turn.
    """
    if len(figures) > MOST:
        return None
    whole = [_with_comma(one) for one in figures]
    for tried in (whole, *([*figures[:n], one, *figures[n + 1 :]] for n, one in enumerate(whole))):
        changed = [pair for pair in zip(figures, tried, strict=True) if pair[0] is not pair[1]]
        if changed and holds(tried):
            names = "、".join(f"“{old.reading.text}”" for old, _ in changed)
            return Misreading(f"若{names}的小数点实为千分位逗号，则相符", likely=True)
    places = [n for n, one in enumerate(figures) if one.reading.origin in RECOGNISED]
    lost = (_lost(figures, place, holds) for place in places if of_sum)
    if (found := next((one for one in lost if one is not None), None)) is not None:
        return found
    for place in sorted(places, key=lambda n: figures[n].reading.confidence):
        for other in _variants(figures[place], alike):
            if holds([*figures[:place], other, *figures[place + 1 :]]):
                return Misreading(f"若“{figures[place].text}”实为“{other.text}”，则相符")
    return None


def _lost(figures: Sequence[Figure], place: int, holds: Holds) -> Misreading | None:
    """Return what was lost in front of one figure, a minus or a digit, if that explains the doubt."""
    figure = figures[place]
    if holds([*figures[:place], _negative(figure), *figures[place + 1 :]]):
        return Misreading(f"若“{figure.text}”前漏认了负号，则相符", likely=True)
    return lost_digit(figure, lambda one: holds([*figures[:place], one, *figures[place + 1 :]]))


def lost_digit(figure: Figure, holds: Callable[[Figure], bool]) -> Misreading | None:
    """Return the first digits of a recognised figure that were lost, if they explain a doubt."""
    if figure.reading.origin in RECOGNISED:
        for other in _longer(figure):
            if holds(other):
                told = f"若“{figure.text}”前漏认了数字，实为“{other.text}”，则相符"
                return Misreading(told, likely=True)
    return None


def _with_comma(figure: Figure) -> Figure:
    """Return a recognised figure as it is where its point was a comma; itself where none may be."""
    reading, amount = figure.reading, figure.amount
    if reading.origin not in RECOGNISED or amount.decimals != _GROUP:
        return figure
    if not _THOUSANDS.fullmatch(reading.text):
        return figure
    return replace(figure, amount=replace(amount, value=amount.value * 1000, decimals=0))


def _negative(figure: Figure) -> Figure:
    value = -abs(figure.amount.value)
    return replace(figure, amount=replace(figure.amount, value=value))


def _longer(figure: Figure) -> Iterator[Figure]:
    """Yield the figure with one or two more digits in front, with noughts behind them perhaps."""
    size = abs(figure.amount.value)
    if size < 1:
        return
    power = Decimal(10) ** (size.adjusted() + 1)
    for front in range(1, _FRONTS):
        value = size + front * power
        signed = -value if figure.amount.value < 0 else value
        yield replace(figure, amount=replace(figure.amount, value=signed))


def _variants(figure: Figure, alike: bool) -> Iterator[Figure]:
    """Yield the figure with one digit another, look-alikes first."""
    decimals = max(0, figure.amount.decimals)
    plain = f"{abs(figure.amount.value):.{decimals}f}"
    digits = [(at, old) for at, old in enumerate(plain) if old.isdigit()]
    tried = [(at, new) for at, old in digits for new in "0123456789" if new != old]
    for at, new in sorted(tried, key=lambda one: not _alike(plain[one[0]], one[1])):
        if alike and not _alike(plain[at], new):
            continue
        if at == 0 and new == "0" and len(plain.partition(".")[0]) > 1:
            continue
        value = Decimal(plain[:at] + new + plain[at + 1 :])
        signed = -value if figure.amount.value < 0 else value
        yield replace(figure, amount=replace(figure.amount, value=signed))


def _alike(old: str, new: str) -> bool:
    return old + new in ALIKE or new + old in ALIKE
