"""Dates as Chinese papers print them, to ISO; partial dates stay partial."""

from __future__ import annotations

import re
import unicodedata

_ZERO = "〇零○Oo0Ο０"
_DIGITS = {c: "0" for c in _ZERO} | {c: str(i) for i, c in enumerate("一二三四五六七八九", start=1)}
_ARABIC = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[年./\-]\s*(?:(\d{1,2})\s*[月./\-]?\s*(?:(\d{1,2})\s*日?)?)?"
)
_CHINESE = re.compile(
    rf"([一二三四五六七八九{_ZERO}]{{4}})年(?:([一二三四五六七八九十{_ZERO}]{{1,3}})月"
    rf"(?:([一二三四五六七八九十廿卅{_ZERO}]{{1,4}})日)?)?"
)
MONTHS, DAYS = 12, 31


def parse(text: str) -> str | None:
    """Return the first date in a text as YYYY, YYYY-MM or YYYY-MM-DD; None where there is none."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _ARABIC.search(folded)
    if match:
        return _iso(*(int(part) if part else None for part in match.groups()))
    match = _CHINESE.search(folded)
    if match is None:
        return None
    year = int("".join(_DIGITS.get(c, "0") for c in match.group(1)))
    return _iso(year, _small(match.group(2)), _small(match.group(3)))


def _small(text: str | None) -> int | None:
    """Return a number below 100 in Chinese numerals."""
    if not text:
        return None
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS.get(c, "0") for c in tens))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None:
        return None
    if month is None or not 1 <= month <= MONTHS:
        return f"{year:04d}"
    if day is None or not 1 <= day <= DAYS:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"
