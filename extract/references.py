"""Headings matched to the entries of a reference outline."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from .labels import label_key
from .programme import OutlineEntry

NEAR = 80.0  # of 100, likeness of two titles that are taken for one
MIN_FUZZY = 4
RUN_IN = "。：:"


class Matcher:
    """Finds the entry that a title answers."""

    def __init__(self, entries: Sequence[OutlineEntry]) -> None:
        self.entries = entries
        self._keys = [
            (label_key(wording), entry)
            for entry in entries
            for wording in (entry.title, *entry.wordings)
        ]
        self.keys = {key for key, _ in self._keys}

    def nearest(self, title: str, level: int | None = None) -> OutlineEntry | None:
        """Return the entry whose title or other wording is most like `title`."""
        key = label_key(title)
        best, best_score = None, NEAR
        for wording, entry in self._keys:
            if level is not None and entry.level != level:
                continue
            score = 100.0 if key == wording else _likeness(key, wording)
            if score > best_score or (score == best_score and best is None):
                best, best_score = entry, score
        return best

    def run_in(self, text: str) -> tuple[OutlineEntry, int] | None:
        """Return (entry, length of the title) where a title is followed by text on its line."""
        for place in (text.find(mark) for mark in RUN_IN):
            if 1 < place < len(text) - 1:
                key = label_key(text[:place])
                for wording, entry in self._keys:
                    if key == wording:
                        return entry, place
        return None

    def assign(self, titles: Sequence[tuple[str, int]]) -> list[str | None]:
        """Return, for (title, level) in reading order, the titles of the entries answered.

        An entry is answered once, by the heading most like it.
        """
        chosen: list[OutlineEntry | None] = []
        for title, level in titles:
            chosen.append(self.nearest(title, level) or self.nearest(title))
        best: dict[tuple[str, str | None], tuple[float, int]] = {}
        for index, entry in enumerate(chosen):
            if entry is None:
                continue
            score = self._score(titles[index][0], entry)
            key = (entry.title, entry.parent)
            if key not in best or score > best[key][0]:
                best[key] = (score, index)
        winners = {index for _, index in best.values()}
        return [
            entry.title if entry is not None and index in winners else None
            for index, entry in enumerate(chosen)
        ]

    def _score(self, title: str, entry: OutlineEntry) -> float:
        key = label_key(title)
        return max(
            100.0 if key == wording else _likeness(key, wording)
            for wording, other in self._keys
            if other is entry
        )


def _likeness(key: str, wording: str) -> float:
    if min(len(key), len(wording)) < MIN_FUZZY:
        return 0.0
    return float(fuzz.ratio(key, wording))
