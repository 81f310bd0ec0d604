"""Printed numbers: separators, widths, Chinese numerals, negatives, units spelt out, percent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from . import digits, numerals, spelt, units
from .widths import half_width

_COUNTERS = "人次|人|名|位|项|件|个|次|家|场|期|份|户|篇|种|款|条|台|套"
_SCALES = "|".join(sorted(units.SCALES, key=len, reverse=True))
_NOTE = re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)$")
_UNIT_NOTE = re.compile(rf"\(((?:{_SCALES})?元|%|{_COUNTERS}|个月|[年月周天])\)$")
_RANGE = re.compile(r"[0-9][%万千亿元]*[-~–—至到]+[0-9]")
_YEARS_AND_MONTHS = re.compile(r"([0-9]{1,3})年[零又]?([0-9]{1,2})个?月")
_TOTAL = "共计|合计|总计|累计|共"
_VAGUE = "约|大约|将近|接近|近|超过|超|逾|不足|不低于|不少于|大于|高于|多于|小于|低于|少于|≥|≤|≈|>=?|<=?|~"
_SHAPE = re.compile(
    rf"(?:(?:{_TOTAL})(?:为|:)?)?(?P<vague>(?:{_VAGUE})*)(?:人民币|RMB|CNY|¥)?(?P<open>\()?(?P<sign>亏损|[-+−–—△▲负]?)¥?"
    rf"(?P<number>[0-9][0-9,.']*|\.[0-9]+|[{numerals.CHARACTERS}]+)(?P<close>\))?"
    rf"(?P<some>[余多]?)(?P<scale>{_SCALES})?(?P<more>[余多]?)"
    rf"(?P<unit>元|圆|%|‰|个百分点|{_COUNTERS}|个月|星期|[年月周天日])?"
    r"(?:整|正|人民币)?(?P<about>左右|以上|上下|多)?[。.;,]?\*{0,3}"
)
_SIGNS = str.maketrans("﹣‐‑‒―─▁。￥’‘", "-------.¥''")
_ANGLED = re.compile(r"<([0-9][0-9,.]*)>")
_BRACKETED_SHARE = re.compile(r"\(([0-9][0-9.]*)([%‰])\)")
_FIGURE = re.compile(r"[0-9][0-9,.]*")
_MYRIADS = {"万": "万", "萬": "万", "亿": "亿", "億": "亿"}


@dataclass(frozen=True)
class Amount:
    """A number as printed, in `unit`, with `decimals` digits after the point.

    `decimals` is negative where a spelt-out scale stands for digits: 2万 people are 20000, -4.
    """

    value: Decimal
    decimals: int
    unit: str | None = None
    approximate: bool = False

    def exactly_in(self, unit: str | None) -> Decimal:
        """Return the number in another unit of its kind; any other unit leaves it as it is."""
        return self.value * units.factor(self.unit, unit)

    def in_unit(self, unit: str | None) -> float | int:
        value = self.exactly_in(unit)
        return int(value) if value == value.to_integral_value() else float(value)

    def step_in(self, unit: str | None) -> Decimal:
        """Return what one unit of the last printed digit is worth."""
        return Decimal(10) ** -self.decimals * units.factor(self.unit, unit)


def parse(text: str, unit: str | None = None) -> Amount | None:
    """Read one printed number; `unit` is its label's, which a unit in the text overrules.

    None for what is no number, for a range or several numbers, and for a number whose own
    unit cannot stand under the label: nothing is guessed. Never raises.
    """
    folded = _folded(text)
    duration = _YEARS_AND_MONTHS.fullmatch(folded)
    if duration and unit == "年":
        return Amount(Decimal(int(duration[1]) * 12 + int(duration[2])), 0, "月")
    shape = _SHAPE.fullmatch(spelt.in_digits(folded))
    if shape is None or _RANGE.search(folded) or bool(shape["open"]) != bool(shape["close"]):
        return None
    found = _number(shape["number"], shape["scale"])
    if found is None:
        return None
    value, decimals, scale = found
    own = _own_unit(scale, shape["unit"], unit)
    printed = own or shape["unit"]
    if printed and unit and not units.comparable(printed, unit):
        return None
    if scale and own not in units.MONEY:
        value, decimals = value.scaleb(units.SCALES[scale]), decimals - units.SCALES[scale]
    negative = bool(shape["open"]) or shape["sign"] not in ("", "+")
    vague = any(shape[part] for part in ("vague", "some", "more", "about"))
    return Amount(-value if negative else value, decimals, own or unit, vague)


def _folded(text: str) -> str:
    """Return text with one form for each sign and bracket, and without a note behind it."""
    folded = re.sub(r"\s+", "", half_width(text)).translate(_SIGNS)
    folded = _ANGLED.sub(r"(\1)", _BRACKETED_SHARE.sub(r"(\1)\2", folded))
    return _NOTE.sub("", _UNIT_NOTE.sub(r"\1", folded))


def fault(text: str) -> str:
    """Return in Chinese why a text that `parse` refuses is no single number."""
    folded = spelt.in_digits(_folded(text))
    if _RANGE.search(folded):
        return "是一个区间"
    if len(_FIGURE.findall(folded)) > 1:
        return "不止一个数"
    return "不是一个数"


def _own_unit(scale: str | None, printed: str | None, label: str | None) -> str | None:
    """Return the unit that stands with the number; a bare 万 is money where the label is."""
    own = units.standard(printed) if printed else None
    if own == "元" or (printed is None and scale and (label is None or label in units.MONEY)):
        return f"{scale or ''}元"
    return own


def _number(text: str, scale: str | None) -> tuple[Decimal, int, str | None] | None:
    """Return value, digits after the point and scale; 五千万 is 5000 of scale 万."""
    plain = digits.plain(text)
    if plain is not None:
        return Decimal(plain), len(plain.partition(".")[2]), scale
    spelt = numerals.parse(text)
    if spelt is None:
        return None
    myriad = _MYRIADS.get(text[-1])
    if myriad is None or scale:
        return None if myriad else (Decimal(spelt), 0, scale)
    return Decimal(spelt).scaleb(-units.SCALES[myriad]), 0, myriad
