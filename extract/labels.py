"""Labels as applicants print them, matched to the fields of a form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz, process

T = TypeVar("T")

MIN_FUZZY = 4  # characters; a shorter label must be right to the letter
MIN_RATIO = 85.5  # of 100: one wrong character in seven
_NOISE = re.compile(r"[\s:：、，,。.·*“”\"'‘’《》/\-—_]+")
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]?")


@dataclass(frozen=True)
class Label:
    """What a label cell says: its key without unit and punctuation, and its unit.

    `bare` is the key without anything in brackets: an applicant's own remark may stand there.
    """

    key: str
    unit: str | None
    bare: str = ""


def read_label(text: str, units: Iterable[str]) -> Label:
    """Split a label's printed text into a key to compare and the unit in its brackets."""
    known = {_folded(unit): unicodedata.normalize("NFKC", unit) for unit in units}
    found: list[str] = []

    def without_unit(match: re.Match[str]) -> str:
        inner = _folded(match.group(1))
        if inner in known:
            found.append(known[inner])
            return ""
        return match.group(1)

    key = _BRACKETS.sub(without_unit, text)
    return Label(_folded(key), found[0] if found else None, _folded(_BRACKETS.sub("", text)))


def label_key(text: str) -> str:
    """Return the key of a wording that carries no unit."""
    return _folded(_BRACKETS.sub(lambda match: match.group(1), text))


def _folded(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower().strip("()[]")


def meant_by(label: Label, wordings: Mapping[str, T]) -> T | None:
    """Return what a label stands for; its remarks in brackets count where they help."""
    found = match_label(label.key, wordings)
    if found is None and label.bare and label.bare != label.key:
        found = match_label(label.bare, wordings)
    return found


def match_label(key: str, wordings: Mapping[str, T]) -> T | None:
    """Return what the wording nearest to `key` stands for, None when none is near."""
    if key in wordings:
        return wordings[key]
    if len(key) < MIN_FUZZY:
        return None
    best = process.extractOne(key, wordings.keys(), scorer=fuzz.ratio, score_cutoff=MIN_RATIO)
    return wordings[best[0]] if best is not None else None
