"""Printed numbers: separators, widths, Chinese numerals, negatives, units spelt out, percent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

FACTORS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(10) ** 3,
    "万元": Decimal(10) ** 4,
    "百万元": Decimal(10) ** 6,
    "千万元": Decimal(10) ** 7,
    "亿元": Decimal(10) ** 8,
}
_SCALES = {"千": "千元", "万": "万元", "百万": "百万元", "千万": "千万元", "亿": "亿元"}
_APPROXIMATE = re.compile(r"^(?:约|大约|近|超过|超|逾|不足|左右)+|(?:左右|余|多|以上)$")
_MONEY = re.compile(r"(亿|千万|百万|万|千)?元(?:整|人民币)?$|(亿|千万|百万|万)$")
_COUNTERS = re.compile(r"(?:人民币)?(?:人次|人|名|项|件|个|周|次|家|年|月|天|场|份|户)$")
_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RANGE = re.compile(r"\d\s*[-~—–至到]\s*\d")
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_NUMERALS |= {"〇": 0, "○": 0, "两": 2} | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


@dataclass(frozen=True)
class Amount:
    """A number as printed: `decimals` digits after the point, in `unit`."""

    value: Decimal
    decimals: int
    unit: str | None = None
    approximate: bool = False

    def in_unit(self, unit: str | None) -> float | int:
        """Return the number in another unit of money; counts and shares stay as they are."""
        value = self.value
        if unit != self.unit and unit in FACTORS and self.unit in FACTORS:
            value = value * FACTORS[self.unit] / FACTORS[unit]
        return int(value) if value == value.to_integral_value() else float(value)

    @property
    def factor(self) -> Decimal:
        """Return what one printed unit is in yuan, 1 for what is no money."""
        return FACTORS.get(self.unit or "", Decimal(1))


def parse(text: str, unit: str | None = None) -> Amount | None:
    """Read one printed number; `unit` is its label's, which a unit in the text overrules.

    None for what is no number, and for a range or several numbers: nothing is guessed.
    """
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"\s+", "", folded).replace("，", ",").replace("。", ".")
    if _RANGE.search(folded):
        return None
    folded, approximate = _stripped(folded, _APPROXIMATE)
    folded = re.sub(r"^(?:人民币|RMB|CNY|[¥￥])|人民币$", "", folded)
    folded, own_unit = _without_unit(folded)
    folded, more = _stripped(folded, _APPROXIMATE)
    negative, folded = _sign(folded)
    found = _number(folded)
    if found is None:
        return None
    value, decimals = found
    return Amount(-value if negative else value, decimals, own_unit or unit, approximate or more)


def _stripped(text: str, pattern: re.Pattern[str]) -> tuple[str, bool]:
    stripped = pattern.sub("", text)
    return stripped, stripped != text


def _without_unit(text: str) -> tuple[str, str | None]:
    if text.endswith(("%", "％")):
        return text[:-1], "%"
    match = _MONEY.search(text)
    if match and match.start() > 0:
        scale = match.group(1) or match.group(2)
        return text[: match.start()], _SCALES[scale] if scale else "元"
    return _COUNTERS.sub("", text), None


def _sign(text: str) -> tuple[bool, str]:
    match = re.fullmatch(r"[(](.*)[)]", text)
    if match:
        return True, match.group(1)
    if text[:1] in "-−–—△▲" and len(text) > 1:
        return True, text[1:]
    return False, text.lstrip("+")


def _number(text: str) -> tuple[Decimal, int] | None:
    if _GROUPED.fullmatch(text) or _DIGITS.fullmatch(text):
        plain = text.replace(",", "")
        return Decimal(plain), len(plain.partition(".")[2])
    mended = _mended(text)
    if mended is not None:
        return Decimal(mended), len(mended.partition(".")[2])
    chinese = _chinese(text)
    return (Decimal(chinese), 0) if chinese is not None else None


def _mended(text: str) -> str | None:
    """Return a number whose comma and point were taken for each other.

    Only where one reading is left: groups of three between separators, and two digits at
    most behind the last one.
    """
    if not re.fullmatch(r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?", text):
        return None
    parts = re.split(r"[.,']", text)
    tail = parts.pop() if len(parts[-1]) < 3 else ""  # noqa: PLR2004
    if not tail and text.count(".") == 1 and "," not in text:
        return None
    return "".join(parts) + (f".{tail}" if tail else "")


def _chinese(text: str) -> int | None:
    """Return the value of Chinese numerals such as 三千二百 or 壹仟万, None for anything else."""
    if not text or any(c not in _NUMERALS and c not in _PLACES and c not in _MYRIADS for c in text):
        return None
    if all(c in _NUMERALS for c in text):
        return int("".join(str(_NUMERALS[c]) for c in text))
    total = section = digit = 0
    for character in text:
        if character in _NUMERALS:
            digit = _NUMERALS[character]
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            total += (section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit
