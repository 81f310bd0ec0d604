"""Dates as Chinese papers print them, to ISO; partial dates stay partial."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from . import numerals
from .widths import half_width

_ZERO = "〇零○oOΟ0"
_CAPITAL = str.maketrans("壹贰貳叁叄参肆伍陆陸柒捌玖拾", "一二二三三三四五六六七八九十")
_NUMERAL = f"一二三四五六七八九十{_ZERO}"
_ARABIC = re.compile(
    r"(?<!\d)((?:19|20)[0-9]{2})(?:年度?|[-./·—–\\](?=[0-9]{1,2}(?![0-9])))"
    r"(?:([0-9]{1,2})(?:月|[-./·—–\\](?=[0-9])|(?![0-9]))(?:([0-9]{1,2})(?![0-9])日?)?)?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?!\d)")
_CHINESE = re.compile(
    rf"([一二][一二三四五六七八九{_ZERO}]{{3}})年度?(?:([{_NUMERAL}]{{1,4}})月"
    rf"(?:([{_NUMERAL}廿卅]{{1,4}})日)?)?"
)
_MONTHS = 12


def parse(text: str) -> str | None:
    """Return the first date in a text as YYYY, YYYY-MM or YYYY-MM-DD; None where there is none.

    A date that no calendar has (31 April) is none. Never raises.
    """
    return next(dates(text), None)


def dates(text: str) -> Iterator[str]:
    """Yield all dates of a text in the order they stand there, as `parse` gives them."""
    folded = re.sub(r"\s+", "", half_width(text)).translate(_CAPITAL)
    matches = [m for pattern in (_ARABIC, _COMPACT, _CHINESE) for m in pattern.finditer(folded)]
    for match in sorted(matches, key=lambda match: match.start()):
        numbers = [_number(part) for part in match.groups() if part]
        if (found := _iso(numbers)) is not None:
            yield found


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    plain = re.sub(f"[{_ZERO}]", "零", text.replace("廿", "二十").replace("卅", "三十"))
    return numerals.parse(plain.removeprefix("零") if len(plain) < 4 else plain) or 0  # noqa: PLR2004


def _iso(numbers: list[int]) -> str | None:
    year, month, day = [*numbers, None, None][:3]
    if year is None or (month is not None and not 1 <= month <= _MONTHS):
        return None
    if (
        day is not None
        and month is not None
        and not 1 <= day <= calendar.monthrange(year, month)[1]
    ):
        return None
    return "-".join(f"{number:02d}" for number in numbers)
