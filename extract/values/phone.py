"""Telephone numbers: those in a cell, told apart, and which of them cannot exist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .widths import half_width

PhoneKind = Literal["mobile", "landline", "local", "service", "foreign"]

_BREAK = re.compile(
    r"[/、;,|\n\r]+|或|和|及|(?:联系|办公|移动)?(?:电话|手机|座机|固话|热线)[::]?|(?:tel|mobile|phone)[.::]?",
    re.IGNORECASE,
)
_JOINED = re.compile(  # two whole numbers with a space between them, or nothing
    r"(?<=[0-9]{7})(?:\s*(?=1[3-9][0-9]{9}(?![0-9]))|\s*(?=0[0-9]{2,3}-[0-9]{7})|\s+(?=0[0-9]{9,11}))"
)
_NOTE = re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)|^[\u4e00-\u9fff:]+|[\u4e00-\u9fff]+$")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#|\*)[::]?([0-9]{1,6})$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"(?<=[0-9]{7})-([0-9]{1,6})$")
_LAND = r"(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}"  # with its area code, without the zero before it
_COUNTRY = re.compile(rf"(?:\+|00)?86(?:(1[3-9][0-9]{{9}})|0?({_LAND}))")
_FORMS: tuple[tuple[PhoneKind, re.Pattern[str]], ...] = (
    ("mobile", re.compile(r"1[3-9][0-9]{9}")),
    ("landline", re.compile(rf"0{_LAND}")),
    ("service", re.compile(r"[48]00[0-9]{7}")),
    ("local", re.compile(r"[2-9][0-9]{6,7}")),
    ("foreign", re.compile(r"\+[1-9][0-9]{6,14}")),
)


@dataclass(frozen=True)
class Phone:
    """One number of a cell; `kind` is None for a number that cannot exist."""

    text: str
    digits: str  # without separators, country code of China and extension
    extension: str = ""
    kind: PhoneKind | None = None

    @property
    def key(self) -> str:
        """Return what two cells with the same line have in common."""
        return f"{self.digits}-{self.extension}" if self.extension else self.digits


def parse(text: str) -> tuple[Phone, ...]:
    """Return the numbers of a cell in order, impossible ones included. Never raises."""
    pieces = (piece for part in _BREAK.split(half_width(text)) for piece in _JOINED.split(part))
    return tuple(phone for piece in pieces if (phone := _phone(piece)) is not None)


def _phone(text: str) -> Phone | None:
    plain = _NOTE.sub("", re.sub(r"\s+", "", text))
    if not re.search(r"\w", plain):
        return None
    match = _EXTENSION.search(plain) or _DASHED_EXTENSION.search(plain)
    body, extension = (plain[: match.start()], match[1]) if match else (plain, "")
    digits = _national(re.sub(r"[-()—–.·]", "", body))
    kind = next((kind for kind, form in _FORMS if form.fullmatch(digits)), None)
    return Phone(text.strip(), digits, extension, kind)


def _national(digits: str) -> str:
    """Return a number without the country code of China, with the zero of its area code."""
    match = _COUNTRY.fullmatch(digits)
    if match is None:
        return digits
    return match[1] or f"0{match[2]}"
