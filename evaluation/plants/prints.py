"""How a figure stands on the page, and the same figure printed otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from extract.records import Reading
from extract.values.units import factor

_SHAPE = re.compile(
    r"(?P<before>\D*?)(?P<sign>[-−]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<after>\D*)", re.DOTALL
)
Rounding = Literal["round", "truncate"]
_ROUNDINGS = {"round": ROUND_HALF_UP, "truncate": ROUND_DOWN}


@dataclass(frozen=True)
class Print:
    """A printed number; `scale` is what one of its unit is worth in the unit of the value."""

    reading: Reading
    number: Decimal
    decimals: int
    scale: Decimal
    before: str
    after: str
    grouped: bool
    bracketed: bool

    @property
    def step(self) -> Decimal:
        return Decimal(10) ** -self.decimals

    @property
    def exact(self) -> Fraction:
        """Return the number in the unit of the value."""
        return Fraction(self.number * self.scale)

    def again(self, number: Decimal, decimals: int | None = None) -> Reading:
        """Return the reading with another number, printed the same way."""
        places = self.decimals if decimals is None else decimals
        digits = f"{abs(number):{',' if self.grouped else ''}.{places}f}"
        if self.bracketed:
            text = f"({digits})" if number < 0 else digits
        else:
            text = f"{self.before}{'-' if number < 0 else ''}{digits}{self.after}"
        printed = Decimal(f"{number:.{places}f}") * self.scale
        whole = printed == printed.to_integral_value()
        value = int(printed) if whole and isinstance(self.reading.value, int) else float(printed)
        return self.reading.model_copy(update={"text": text, "value": value})

    def rounded(self, number: Decimal, decimals: int, rounding: Rounding = "round") -> Reading:
        """Return the reading with a number rounded or cut off to some decimals."""
        step = Decimal(10) ** -decimals
        return self.again(number.quantize(step, _ROUNDINGS[rounding]), decimals)


def print_of(reading: Reading | None, unit: str | None) -> Print | None:
    """Return how a reading is printed, None where it is no plain number; `unit` is its field's."""
    if reading is None:
        return None
    match = _SHAPE.fullmatch(reading.text.strip())
    if match is None or not isinstance(reading.value, int | float):
        return None
    digits = match["number"].replace(",", "")
    bracketed = match["before"].endswith(("(", "（"))
    negative = bool(match["sign"]) or bracketed
    number = -Decimal(digits) if negative else Decimal(digits)
    scale = factor(reading.unit, unit)
    if abs(float(number * scale) - reading.value) > 1e-9 * max(1.0, abs(reading.value)):
        return None
    return Print(
        reading=reading,
        number=number,
        decimals=len(digits.partition(".")[2]),
        scale=scale,
        before=match["before"],
        after=match["after"],
        grouped="," in match["number"],
        bracketed=bracketed,
    )
