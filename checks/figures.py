"""A figure that was read, as the amount and the interval its print stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import isclose, isfinite

from extract.records import Reading
from extract.values import amount
from extract.values.amount import Amount
from extract.values.units import MONEY

from . import intervals
from .intervals import Interval, Mode

_YUAN = "元"
_CENTS = 2
SAME = 1e-12  # relative: what a float loses, and less than a fen of ten thousand million yuan


@dataclass(frozen=True)
class Figure:
    """A printed number; intervals are in yuan where the unit is money, else in the unit."""

    reading: Reading
    amount: Amount
    unit: str | None  # of the field or line that the number belongs to

    @cached_property
    def interval(self) -> Interval:
        """Return the hull of rounding and cutting off."""
        return self.printed("hull")

    def printed(self, mode: Mode) -> Interval:
        base = self._base
        return intervals.of_printed(
            Fraction(self.amount.exactly_in(base)), Fraction(self.amount.step_in(base)), mode
        )

    @property
    def number(self) -> Fraction:
        """Return the number as printed, in yuan where it is money."""
        return Fraction(self.amount.exactly_in(self._base))

    @property
    def text(self) -> str:
        """Return the number with the digits that are printed and its unit, for a message."""
        number = f"{self.amount.value:,.{max(0, self.amount.decimals)}f}"
        return f"{'约' if self.amount.approximate else ''}{number}{self.amount.unit or self.unit or ''}"

    @property
    def _base(self) -> str | None:
        return _YUAN if self.unit in MONEY else self.unit


def figure(reading: Reading | None, unit: str | None) -> Figure | None:
    """Return the figure of a reading whose value is in `unit`; None where it holds no number.

    The precision is that of the printed text, unless the value was corrected after the text
    was read: then of the value itself.
    """
    if reading is None or not isinstance(reading.value, int | float):
        return None
    if isinstance(reading.value, bool) or not isfinite(reading.value):
        return None
    printed = amount.parse(reading.text, reading.unit or unit)
    if printed is not None and isclose(printed.exactly_in(unit), reading.value, rel_tol=SAME):
        return Figure(reading, printed, unit)
    if reading.value == 0 and not any(character.isdigit() for character in reading.text):
        return Figure(reading, Amount(Decimal(0), _CENTS, unit), unit)  # a dash: nothing at all
    value = Decimal(repr(reading.value)).normalize()
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Figure(reading, Amount(value, decimals, unit), unit)


def agree(one: Figure, other: Figure) -> Mode | None:
    """Return how the first is the second printed shorter, None where it is not."""
    for mode in ("round", "truncate"):
        if one.printed(mode).intersects(other.interval):
            return mode
    return None
