"""Values that a submission states on two pages: a misreading is hardly made twice alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .records import Reading

FEWEST_CHARACTERS = 4  # of a text
FEWEST_DIGITS = 4  # of a figure; shorter ones meet by chance
Place = tuple[str, int]  # file, page


class Echoes:
    """The values of a record by the pages they stand on."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._whole: defaultdict[str, set[Place]] = defaultdict(set)
        self._shortened: defaultdict[str, set[Place]] = defaultdict(set)
        for reading in readings:
            key = _key(reading)
            if key:
                self._whole[key].add(_place(reading))
            for shorter in _shortened(key) if _is_figure(reading) else ():
                self._shortened[shorter].add(_place(reading))

    def has(self, reading: Reading) -> bool:
        """Tell whether another page says the same, a figure with no fewer digits.

        A rounded figure elsewhere bears out only the first digits of the one it rounds.
        """
        key = _key(reading)
        if not key:
            return False
        here = {_place(reading)}
        if self._whole[key] - here:
            return True
        return _is_figure(reading) and bool(self._shortened.get(key, here) - here)


def _place(reading: Reading) -> Place:
    return reading.file, reading.page


def _is_figure(reading: Reading) -> bool:
    return isinstance(reading.value, int | float)


def _key(reading: Reading) -> str:
    """Return a text without spaces, or a figure's printed digits; empty for what is too short."""
    if isinstance(reading.value, str):
        text = "".join(reading.value.split())
        return text if len(text) >= FEWEST_CHARACTERS else ""
    if not isinstance(reading.value, int | float):
        return ""
    digits = "".join(c for c in reading.text if c.isdecimal()).lstrip("0")
    sign = "-" if reading.value < 0 else "+"
    return sign + digits if len(digits) >= FEWEST_DIGITS else ""


def _shortened(key: str) -> set[str]:
    """Return a figure's digits rounded and cut off after each digit from the fourth on."""
    sign, digits = key[:1], key[1:]
    found = set()
    for length in range(FEWEST_DIGITS, len(digits)):
        cut = digits[:length]
        found |= {sign + cut, sign + str(int(cut) + (digits[length] >= "5"))}
    return found
