"""Figures spelt out in words, written in digits: 三点五亿, 百分之十二点五, 叁万元伍角整, 3亿2千万."""

from __future__ import annotations

import re
from decimal import Decimal

from . import numerals, units

_NUMERAL = f"[{numerals.CHARACTERS}]"
_DIGIT = f"[{''.join(numerals.DIGITS)}]"
_SMALL = f"[{''.join(numerals.DIGITS)}{''.join(numerals.TENS)}]"
_POINTED = re.compile(rf"({_SMALL}+)[点點]({_DIGIT}+)")
_PERCENT = re.compile(rf"(百|千)分之({_NUMERAL}+|[0-9.]+)")
_YI_AND_LESS = re.compile(r"([0-9]{1,6})亿零?([0-9]{1,4}(?:\.[0-9]+)?)(千万|百万|万)")
_COINS = re.compile(rf"({_NUMERAL}+|[0-9]+)[元圆](?:({_DIGIT}|[0-9])角)?零?(?:({_DIGIT}|[0-9])分)?")
_AND_A_HALF = re.compile(rf"([0-9]+|{_SMALL}+)年半")
_HALF_A_YEAR = re.compile(r"^半年$")
_LONGEST = 40  # characters; what is longer is no single figure


def in_digits(text: str) -> str:
    """Return a figure with what is spelt out in it as digits; anything else stays as it is."""
    if len(text) > _LONGEST:
        return text
    text = _POINTED.sub(_pointed, text)
    text = _PERCENT.sub(_percent, text)
    text = _YI_AND_LESS.sub(_in_wan, text)
    text = _COINS.sub(_with_coins, text)
    return _AND_A_HALF.sub(_with_half, _HALF_A_YEAR.sub("0.5年", text))


def _pointed(match: re.Match[str]) -> str:
    whole = numerals.parse(match[1])
    parts = "".join(str(numerals.DIGITS[character]) for character in match[2])
    return match[0] if whole is None else f"{whole}.{parts}"


def _percent(match: re.Match[str]) -> str:
    return f"{match[2]}{'%' if match[1] == '百' else '‰'}"


def _in_wan(match: re.Match[str]) -> str:
    factor = 10 ** (units.SCALES[match[3]] - units.SCALES["万"])
    return f"{int(match[1]) * 10**4 + Decimal(match[2]) * factor}万"


def _with_coins(match: re.Match[str]) -> str:
    """Return yuan, jiao and fen as one figure in yuan; without the small coins nothing changes."""
    whole = _whole(match[1])
    if whole is None or not (match[2] or match[3]):
        return match[0]
    return f"{whole}.{_whole(match[2] or '0')}{_whole(match[3]) if match[3] else ''}元"


def _with_half(match: re.Match[str]) -> str:
    whole = _whole(match[1])
    return match[0] if whole is None else f"{whole}.5年"


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else numerals.parse(text)
