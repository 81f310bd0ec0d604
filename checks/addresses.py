"""Where an address lies, by how it begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from .phrases import alternatives
from .reference import Places

Where = Literal["here", "elsewhere", "open"]

# Postcode, label and country, which people put in front.
_FRONT = re.compile(
    r"^(?:[0-9]{6})?(?:(?:注册|通讯|经营|办公|住所|公司)?(?:地址|住所|场所|地点)[:]?)?(?:[0-9]{6})?"
    r"(?:中华人民共和国|中国(?!\())?"
)
# What tells that a street's or a market's name has begun.
_STREET = "路街道弄号巷里村镇0-9"
# A county or city that no list holds: 都市, 城市, 夜市 and 市场 are none.
_TOWN = re.compile(
    rf"[^{_STREET}城都门超夜菜花集商股]{{2,4}}(?:市(?![场政民区中口面容])|自治州|自治县|县(?![{_STREET}]))"
)


class Region:
    """Tells addresses in a region from those elsewhere; of others nothing is said."""

    def __init__(self, wordings: Iterable[str], places: Places):
        self._wordings = tuple(_plain(wording) for wording in wordings)
        provinces = alternatives(places.provinces)
        cities = alternatives(places.cities)
        near = rf"[^{_STREET}]{{0,6}}?"
        self._elsewhere = (
            re.compile(rf"{provinces}(?:省|市|自治区|.{{0,3}}自治区|特别行政区)"),
            re.compile(rf"{provinces}{cities}"),
            re.compile(rf"{provinces}[^{_STREET}]{{1,6}}?(?:市|区|县|州|盟)(?![{_STREET}])"),
            re.compile(rf"{cities}(?:市|{near}(?:区|县))(?![场政民中口])"),
            _TOWN,
        )

    def where(self, address: str) -> Where:
        text = _FRONT.sub("", _plain(address))
        if text.startswith(self._wordings) or _plain(address).startswith(self._wordings):
            return "here"
        return "elsewhere" if any(one.match(text) for one in self._elsewhere) else "open"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
