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
_LIMITED = "有限责任公司"
_REGION = re.compile(r"^(?:中国)?(?:[\u4e00-\u9fff]{2,3}?(?:省|自治区|市))")


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
    if _is_short_for(first, second) or _is_short_for(second, first):
        return "variant"
    return "different"


def _is_short_for(short: str, full: str) -> bool:
    """Tell whether the full name only adds its region or its ending to a name of some length."""
    if not short or len(short) >= len(full) or len(_core(short)) < 2:  # noqa: PLR2004
        return False
    return short in _shortened(full)


def _shortened(full: str) -> set[str]:
    without_ending = _ENDINGS.sub("", full)
    return {
        without_ending,
        _REGION.sub("", full),
        _REGION.sub("", without_ending),
        re.sub("^上海市?", "", full),
    }


def _core(text: str) -> str:
    return _ENDINGS.sub("", _REGION.sub("", text))
