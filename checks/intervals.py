"""Intervals that printed numbers stand for, in exact arithmetic.

A printed number is every number that would be printed so: rounded to its last digit, or cut
off behind it. Two figures disagree only when their intervals have no number in common (the
method of XBRL Calculations 1.1, with true intersection of open and closed ends).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

Mode = Literal["round", "truncate", "hull"]


@dataclass(frozen=True)
class Interval:
    """All numbers from low to high, its ends included where they are closed."""

    low: Fraction
    high: Fraction
    low_closed: bool = True
    high_closed: bool = True

    def contains(self, number: Fraction) -> bool:
        above = number > self.low or (number == self.low and self.low_closed)
        return above and (number < self.high or (number == self.high and self.high_closed))

    def intersects(self, other: Interval) -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (self.contains(low) and other.contains(low))

    def is_below(self, limit: Fraction | float | int) -> bool:
        """Tell whether every number of the interval is less than the limit."""
        bound = Fraction(limit)
        return self.high < bound or (self.high == bound and not self.high_closed)

    def is_above(self, limit: Fraction | float | int) -> bool:
        """Tell whether every number of the interval is greater than the limit."""
        bound = Fraction(limit)
        return self.low > bound or (self.low == bound and not self.low_closed)

    def scaled(self, weight: Fraction | int) -> Interval:
        """Return all numbers times the weight; a negative one swaps the ends."""
        low, high = self.low * weight, self.high * weight
        if weight < 0:
            return Interval(high, low, self.high_closed, self.low_closed)
        return Interval(low, high, self.low_closed, self.high_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + other.scaled(-1)

    @property
    def ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        """Return both ends, each with whether it belongs to the interval."""
        return ((self.low, self.low_closed), (self.high, self.high_closed))


ZERO = Interval(Fraction(0), Fraction(0))


def of_printed(value: Fraction, step: Fraction, mode: Mode = "hull") -> Interval:
    """Return the interval of a printed value whose last digit is worth `step`.

    The hull covers both ways of printing; use it where each figure of a sum or ratio may have
    been rounded or cut off on its own.
    """
    half = step / 2
    if mode == "round":
        return Interval(value - half, value + half)
    before = half if mode == "hull" else Fraction(0)
    if value > 0:
        return Interval(value - before, value + step, True, False)
    if value < 0:
        return Interval(value - step, value + before, False, True)
    return Interval(-step, step, False, False)


def total(parts: Iterable[tuple[int, Interval]]) -> Interval:
    """Return the sum of weighted intervals."""
    found = ZERO
    for weight, part in parts:
        found += part.scaled(weight)
    return found


def ratio(part: Interval, whole: Interval) -> Interval | None:
    """Return all quotients, None where the whole may be zero."""
    if whole.low <= 0 <= whole.high:
        return None
    corners = [
        (numerator / denominator, (closed and whole_closed) or (closed and numerator == 0))
        for (numerator, closed), (denominator, whole_closed) in product(part.ends, whole.ends)
    ]
    low = min(quotient for quotient, _ in corners)
    high = max(quotient for quotient, _ in corners)
    return Interval(
        low,
        high,
        any(closed for quotient, closed in corners if quotient == low),
        any(closed for quotient, closed in corners if quotient == high),
    )
