"""Ticked options: glyphs before or after an option's text, or boxes drawn beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .labels import label_key
from .lines import lines_of
from .pages import CheckMark, Word
from .programme import OptionSpec

TICKED, EMPTY = "☑", "□"


@dataclass(frozen=True)
class Marks:
    """Glyphs that stand for a ticked and for an empty box."""

    ticked: str
    empty: str

    @property
    def symbols(self) -> str:
        return self.ticked + self.empty


@dataclass(frozen=True)
class Option:
    """An option found on the page; `ticked` is None where no mark stands beside it."""

    value: str
    ticked: bool | None
    position: int  # of its text in the cells' text
    confidence: float


def mark_words(marks: Iterable[CheckMark]) -> list[Word]:
    """Return a glyph for each drawn box, so that drawn and printed boxes read alike."""
    return [_glyph(mark) for mark in marks]


def _glyph(mark: CheckMark) -> Word:
    box = mark.box
    return Word(
        text=TICKED if mark.ticked else EMPTY,
        box=box,
        edges=(box.x0, box.x1),
        confidence=mark.confidence,
        size=box.height,
    )


def read_options(
    cells: Sequence[Sequence[Word]], options: Sequence[OptionSpec], marks: Marks
) -> list[Option]:
    """Return the options printed in some cells, each with the state of its own mark.

    Marks stand before their options, unless the first option of the cell comes before any
    mark and the last mark comes after the last option.
    """
    found: list[Option] = []
    for words in cells:
        for line in lines_of(words):
            found += _options_of_line(line.text, line.words, options, marks)
    return found


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    value: str


def _options_of_line(
    text: str, words: Sequence[Word], options: Sequence[OptionSpec], marks: Marks
) -> list[Option]:
    hits = _hits(text, options)
    if not hits:
        return []
    after = _marks_follow(text, hits, marks)
    confidence = min((word.confidence for word in words), default=1.0)
    found = []
    for index, hit in enumerate(hits):
        if after:
            end = hits[index + 1].start if index + 1 < len(hits) else len(text)
            beside = text[hit.end : end]
        else:
            start = hits[index - 1].end if index else 0
            beside = text[start : hit.start]
        found.append(
            Option(hit.value, _state(beside, marks, last=not after), hit.start, confidence)
        )
    return found


def _hits(text: str, options: Sequence[OptionSpec]) -> list[_Hit]:
    """Return the options' places in a line, longer wordings first, none inside another."""
    wordings = [(w, option.value) for option in options for w in (option.value, *option.wordings)]
    hits: list[_Hit] = []
    for wording, value in sorted(wordings, key=lambda pair: -len(pair[0])):
        start = text.find(wording)
        while start >= 0:
            end = start + len(wording)
            if all(end <= hit.start or start >= hit.end for hit in hits):
                hits.append(_Hit(start, end, value))
                break
            start = text.find(wording, start + 1)
    return sorted(hits, key=lambda hit: hit.start)


def _marks_follow(text: str, hits: Sequence[_Hit], marks: Marks) -> bool:
    before_first = any(c in marks.symbols for c in text[: hits[0].start])
    after_last = any(c in marks.symbols for c in text[hits[-1].end :])
    return after_last and not before_first


def _state(beside: str, marks: Marks, *, last: bool) -> bool | None:
    """Return what the nearest mark in the text beside an option says."""
    for character in reversed(beside) if last else beside:
        if character in marks.ticked:
            return True
        if character in marks.empty:
            return False
    return None


def chosen(found: Sequence[Option]) -> list[Option]:
    """Return the ticked options; one without any mark beside unmarked others is no choice."""
    return [option for option in found if option.ticked]


def same_option(text: str, options: Sequence[OptionSpec]) -> str | None:
    """Return the option that a cell without marks simply names."""
    key = label_key(text)
    for option in options:
        if key in {label_key(wording) for wording in (option.value, *option.wordings)}:
            return option.value
    return None
