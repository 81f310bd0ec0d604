"""Which single digit, had it been misread, would explain that figures disagree.

Asked only of figures that were recognised: a page's own text is what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from .figures import Figure

Holds = Callable[[Sequence[Figure]], bool]
RECOGNISED = ("ocr", "reconciled")
# Digits that are taken for each other most; tried before all others.
ALIKE = ("17", "38", "56", "08", "68", "06", "89", "35", "58", "27", "09", "14", "49")
MOST = 40  # figures of a sum that are tried


def misreading(figures: Sequence[Figure], holds: Holds, *, alike: bool = False) -> str:
    """Return in Chinese the misread digit that would make the figures agree; empty for none.

    `holds` tells whether a comparison of the figures, in their order, comes out well. The least
    sure figure is tried first, and look-alikes before other digits; with `alike` these alone, for
    comparisons that half of all digits would turn.
    """
    if len(figures) > MOST:
        return ""
    places = [n for n, one in enumerate(figures) if one.reading.origin in RECOGNISED]
    for place in sorted(places, key=lambda n: figures[n].reading.confidence):
        for other in _variants(figures[place], alike):
            if holds([*figures[:place], other, *figures[place + 1 :]]):
                return f"若“{figures[place].text}”实为“{other.text}”，则相符"
    return ""


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
