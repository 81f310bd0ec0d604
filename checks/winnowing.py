"""Passages that two texts share: winnowed hashes of character runs (Schleimer et al. 2003).

Of every run of WINDOW hashes the smallest is kept, so any common passage of at least
RUN + WINDOW - 1 = 24 characters leaves a common hash, and nothing under 12 does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

RUN = 12  # characters
WINDOW = 13  # hashes
STEP = (WINDOW + 1) / 2  # characters that one kept hash stands for, on the average
KEPT = 4096  # texts whose runs are remembered: each section is asked for once per other body
_LEFT_OUT = re.compile(r"[^\u3400-\u9fffA-Za-z]+")  # digits differ in honest copies of a sentence


@dataclass(frozen=True)
class Passage:
    """A kept run: its hash and where it begins in the text as given."""

    hash: int
    start: int


@lru_cache(maxsize=KEPT)
def hashes(text: str) -> tuple[int, ...]:
    """Return the hash of every run of a text."""
    return _hashes("".join(character for character, _ in _plain(text)))


def _hashes(plain: str) -> tuple[int, ...]:
    return tuple(crc32(plain[i : i + RUN].encode()) for i in range(len(plain) - RUN + 1))


@lru_cache(maxsize=KEPT)
def runs(text: str) -> tuple[Passage, ...]:
    """Return every run of a text, in order."""
    plain = _plain(text)
    found = _hashes("".join(character for character, _ in plain))
    return tuple(Passage(one, place) for one, (_, place) in zip(found, plain, strict=False))


@lru_cache(maxsize=KEPT)
def passages(text: str) -> tuple[Passage, ...]:
    """Return the runs that winnowing keeps, in order; the rightmost of equal smallest ones."""
    plain = _plain(text)
    places = [place for _, place in plain]
    found = _hashes("".join(character for character, _ in plain))
    kept_runs: list[Passage] = []
    last = -1
    for left in range(max(1, len(found) - WINDOW + 1) if found else 0):
        window = found[left : left + WINDOW]
        least = min(window)
        kept = left + max(i for i, value in enumerate(window) if value == least)
        if kept != last:
            last = kept
            kept_runs.append(Passage(least, places[kept]))
    return tuple(kept_runs)


def _plain(text: str) -> list[tuple[str, int]]:
    """Return the characters that count, half width and lower case, with their places."""
    return [
        (character, place)
        for place, printed in enumerate(text)
        for character in unicodedata.normalize("NFKC", printed).lower()
        if not _LEFT_OUT.match(character)
    ]
