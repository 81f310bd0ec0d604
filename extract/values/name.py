"""Names of organisations: one spelling to compare by, and what a difference may mean."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from .old_characters import TO_NEW

Likeness = Literal["same", "variant", "different"]

_NOISE = re.compile(r"[\s()\[\]【】〔〕·•.,，。、/\-_]+")
# Notes in brackets at a name's end, which say something of it; a company's own (集团) stays.
_NOTE = re.compile(
    r"\((?:(?:加?盖?)(?:公章|印章|章)|盖章|签章|全称|合并|(?:以下)?简称[^()]*|下称[^()]*"
    r"|(?:曾用名|更名前|原)[^()]*)\)$"
)
_FORMER = re.compile(r"\((?:曾用名|更名前|原名?称?)(?:为|是|[:：])?([^()]{4,})\)$")
_LABEL = re.compile(r"^(?:单位|企业|公司|机构|申报单位|被审计单位)?(?:名称|全称)[:：]")
_WITH_OTHERS = re.compile(r"(?<=公司)(?:及其?(?:全资|控股|下属)?子公司|全体股东|董事会|股东会)$")
# The name in English beside the Chinese one.
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z .,&'()\-]*\b(?:Co|Ltd|Limited|Inc|Corp|LLC)\b[A-Za-z .,]*")
_LIST = re.compile(r"(?<=公司)[、;/,](?=[^、;/,]{4,})")
_ENDINGS = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团|公司)$")
_CITY = re.compile(r"^(.{2,3})市(?=.{6})")
_PROVINCE = 2  # characters of a region put in front without 省 or 市
_CHINESE = 4  # characters that a name beside its English has at least
_SHORTEST = 3  # characters of a short name; two alone could be a region


def normalise(text: str) -> str:
    """Return a name to compare by: no spaces or brackets, half width, old characters as new."""
    return _NOISE.sub("", _bare(text)).upper()


def also_named(text: str) -> tuple[str, ...]:
    """Return the further names that a print gives: former ones in brackets, and those of a list."""
    folded = _folded(text)
    former = _FORMER.findall(folded)
    listed = _LIST.split(_bare(text))
    return (*former, *(listed if len(listed) > 1 else ()))


def compare(one: str, other: str) -> Likeness:
    """Tell whether two printed names are one, may be one, or are two.

    `variant`: they differ by the words for a limited company, by its ending or by the region
    in front, as people shorten them; a register would not allow two companies that close. Also
    where one print gives the other name as a former one, or names several units.
    """
    found = _compared(one, other)
    if found != "different":
        return found
    pairs = [(name, other) for name in also_named(one)] + [(one, n) for n in also_named(other)]
    return "variant" if any(_compared(*pair) != "different" for pair in pairs) else "different"


def _folded(text: str) -> str:
    """Return a name in half width and new characters, without spaces, label and English."""
    half = unicodedata.normalize("NFKC", text)
    chinese = _ENGLISH.sub("", half)
    kept = chinese if len(chinese.strip()) >= _CHINESE else half
    return _LABEL.sub("", re.sub(r"\s+", "", kept).translate(TO_NEW))


def _bare(text: str) -> str:
    """Return a folded name without what is noted behind it."""
    return _WITH_OTHERS.sub("", _NOTE.sub("", _folded(text)))


def _compared(one: str, other: str) -> Likeness:
    first, second = normalise(one), normalise(other)
    if first == second:
        return "same"
    if _with_short_form(first) == _with_short_form(second):
        return "variant"
    if _without_city(first) == _without_city(second):
        return "variant"
    if _is_short_for(first, second) or _is_short_for(second, first):
        return "variant"
    return "different"


def _with_short_form(name: str) -> str:
    """Return a name with the shortest words for its form of company."""
    return name.replace("有限责任公司", "有限公司").replace("股份有限公司", "股份公司")


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
