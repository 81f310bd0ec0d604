"""Runs of printed digits with the separators between them."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_MIXED_UP = re.compile(r"[0-9]{1,3}(?:[.,'][0-9]{3})+(?:[.,][0-9]{1,2})?")
_GROUP = 3
_LONGEST = 28  # characters: the precision of decimal arithmetic


def plain(text: str) -> str | None:
    """Return the digits and their point only; None where the separators make no number."""
    if len(text) > _LONGEST:
        return None
    return re.sub("[,']", "", text) if _GROUPED.fullmatch(text) else _mended(text)


def _mended(text: str) -> str | None:
    """Return a number whose comma and point were taken for each other.

    Only where one reading is left: groups of three between separators, and two digits at
    most behind the last one.
    """
    if not _MIXED_UP.fullmatch(text):
        return None
    *groups, last = re.split(r"[.,']", text)
    whole, cents = ([*groups, last], "") if len(last) == _GROUP else (groups, f".{last}")
    return "".join(whole) + cents
