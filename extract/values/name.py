"""Names of organisations: one spelling to compare by, and what a difference may mean."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Likeness = Literal["same", "variant", "different"]

_NOISE = re.compile(r"[\s()\[\]【】〔〕·•.,，。、\-_]+")
_NOTE = re.compile(r"\((?:盖章|公章|章|签章|全称|原[^()]*)\)$")
_OLD = str.maketrans(
    "無專業電滬産髙県區東車聯務會計師爾廣華國際聲達顯鑫",
    "无专业电沪产高县区东车联务会计师尔广华国际声达显鑫",
)
_ENDINGS = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团|公司)$")
_CITY = re.compile(r"^(.{2,3})市(?=.{6})")
_LIMITED = "有限责任公司"
_PROVINCE = 2  # characters of a region put in front without 省 or 市
_SHORTEST = 3  # characters of a short name; two alone could be a region


def normalise(text: str) -> str:
    """Return a name to compare by: no spaces or brackets, half width, old characters as new."""
    folded = _NOTE.sub("", unicodedata.normalize("NFKC", re.sub(r"\s+", "", text)))
    return _NOISE.sub("", folded).translate(_OLD).upper()


def compare(one: str, other: str) -> Likeness:
    """Tell whether two printed names are one, may be one, or are two.

    `variant`: they differ by the words for a limited company, by its ending or by the region
    in front, as people shorten them; a register would not allow two companies that close.
    """
    first, second = normalise(one), normalise(other)
    if first == second:
        return "same"
    if first.replace(_LIMITED, "有限公司") == second.replace(_LIMITED, "有限公司"):
        return "variant"
    if _without_city(first) == _without_city(second):
        return "variant"
    if _is_short_for(first, second) or _is_short_for(second, first):
        return "variant"
    return "different"


def _without_city(name: str) -> str:
    """Return a name without the 市 of its region: 上海市明理 and 上海明理 are one."""
    return _CITY.sub(r"\1", name)


def _is_short_for(short: str, full: str) -> bool:
    """Tell whether the full name only adds its region, its ending or both to the short one."""
    for whole in {full, _ENDINGS.sub("", full)}:
        front = whole.removesuffix(short)
        if front == whole or len(short) < _SHORTEST:
            continue
        if not front or len(front) == _PROVINCE or front.endswith(("省", "市", "自治区")):
            return whole != short or whole != full
    return False
