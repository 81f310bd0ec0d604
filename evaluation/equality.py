"""When a value read counts as the value that stands on the page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from extract.records import Row, Value

EXACT = 1e-14  # relative; what arithmetic in floats may leave of the same printed digits
NEAR_POWER = 0.02  # of log10; a digit lost or doubled at the end changes the ratio by less


def _widths() -> dict[int, str]:
    """Map full-width punctuation to its half-width form; letters and digits stay as printed."""
    pairs = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    punctuation = {code: mark for code, mark in pairs.items() if not mark.isalnum()}
    return punctuation | str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "｡": "。"})


_WIDTHS = _widths()


def plain(text: str) -> str:
    """Return text without white space and with punctuation of one width."""
    return "".join(text.translate(_WIDTHS).split())


def same(expected: Value, got: Value, tolerance: float = 0.0) -> bool:
    """Compare two values; numbers may differ by the tolerance, options stand in any order."""
    match expected:
        case None:
            return got is None
        case str():
            return isinstance(got, str) and plain(expected) == plain(got)
        case int() | float():
            return is_number(got) and _close(expected, got, tolerance)
        case _:
            return isinstance(got, list) and _same_lists(expected, got, tolerance)


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _close(expected: float, got: Value, tolerance: float) -> bool:
    assert isinstance(got, (int, float))
    return abs(expected - got) <= tolerance + EXACT * abs(expected)


def _same_lists(expected: Sequence[str | Row], got: Sequence[str | Row], tolerance: float) -> bool:
    if len(expected) != len(got):
        return False
    one, other = _options(expected), _options(got)
    if one is not None and other is not None:
        return one == other
    return all(
        isinstance(row, dict)
        and isinstance(read, dict)
        and all(same(row.get(key), read.get(key), tolerance) for key in row.keys() | read.keys())
        for row, read in zip(expected, got, strict=True)
    )


def _options(values: Sequence[str | Row]) -> list[str] | None:
    texts = [plain(value) for value in values if isinstance(value, str)]
    return sorted(texts) if len(texts) == len(values) else None


def off_by_power_of_ten(expected: Value, got: Value) -> bool:
    """Tell whether two numbers differ by a shifted decimal point or a lost or doubled digit."""
    if not isinstance(expected, (int, float)) or not isinstance(got, (int, float)):
        return False
    if expected == 0 or got == 0:
        return False
    power = math.log10(abs(got / expected))
    return round(power) != 0 and abs(power - round(power)) <= NEAR_POWER
