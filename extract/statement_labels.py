"""Labels of statement lines, matched to the lines they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz, process

NEAR = 88.0  # of 100: likeness of a printed label and a line's wording
MIN_FUZZY = 4  # characters; a shorter label must be right to the letter
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．])"
)
_LEAD = re.compile(r"^(?:加|减|其中|其中:)[:：]?")
_FILLED = re.compile(r"[(（][^()（）]*(?:号填列|损失以|亏损以|收益以|填列)[^()（）]*[)）]?")


def line_key(label: str) -> str:
    """Return what of a printed label is compared: no number, no 减： or 加：, no filling hint."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"\s+", "", text)
    text = _NUMBER.sub("", text)
    text = _LEAD.sub("", text)
    text = _FILLED.sub("", text)
    return text.strip(":：*△☆#、.·•・—_")  # also the leaders up to the figures


def match_line(label: str, known: Mapping[str, object]) -> str | None:
    """Return the known wording that a printed label is, or is nearest to.

    A bracket at its end is a hint how to fill in the line; misread, it is left out.
    """
    key = line_key(label)
    return _nearest(key, known) or (_nearest(key[: key.find("(")], known) if "(" in key else None)


def _nearest(key: str, known: Mapping[str, object]) -> str | None:
    if key in known:
        return key
    if len(key) < MIN_FUZZY:
        return None
    best = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return str(best[0]) if best is not None else None
