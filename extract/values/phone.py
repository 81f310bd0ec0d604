"""Telephone numbers: those in a cell, told apart, and which of them cannot exist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .widths import half_width

PhoneKind = Literal["mobile", "landline", "local", "service", "foreign"]

_BREAK = re.compile(r"[/、;,|\n\r]+|或|和|及")
_LABEL = re.compile(
    r"^(?:联系|办公|移动)?(?:电话|手机|座机|固话|热线|tel|mobile|phone)[::]?", re.IGNORECASE
)
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#|\*)[::]?([0-9]{1,6})$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"(?<=[0-9]{7})-([0-9]{1,6})$")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$)")
_FORMS: tuple[tuple[PhoneKind, re.Pattern[str]], ...] = (
    ("mobile", re.compile(r"1[3-9][0-9]{9}")),
    ("landline", re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}")),
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
    parts = (_SPACED.sub("/", part) for part in _BREAK.split(half_width(text)))
    found = (_phone(piece) for part in parts for piece in part.split("/"))
    return tuple(phone for phone in found if phone is not None)


_SPACED = re.compile(r"(?<=[0-9]{7})\s+(?=1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7})")


def _phone(text: str) -> Phone | None:
    plain = _LABEL.sub("", re.sub(r"\s+", "", text))
    if not re.search(r"\w", plain):
        return None
    match = _EXTENSION.search(plain)
    body, extension = (plain[: match.start()], match[1]) if match else (plain, "")
    plus = "+" if body.startswith("+") else ""
    body = _COUNTRY.sub("", body)
    if match is None and (dashed := _DASHED_EXTENSION.search(body)):
        body, extension = body[: dashed.start()], dashed[1]
    digits = re.sub(r"[-()—–.·]", "", body)
    digits = f"0{digits}" if plus and _LAND_WITHOUT_ZERO.fullmatch(digits) else digits
    kind = next((kind for kind, form in _FORMS if form.fullmatch(digits)), None)
    return Phone(text.strip(), digits, extension, kind)


_LAND_WITHOUT_ZERO = re.compile(r"(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}")
