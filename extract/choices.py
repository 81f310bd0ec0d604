"""Ticked options: glyphs before or after an option's text, or boxes drawn beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .labels import label_key
from .lines import TextLine, lines_of
from .pages import CheckMark, Word
from .programme import OptionSpec

TICKED, EMPTY = "☑", "□"
GAP_AFTER = 1.35  # type sizes: the next character's width where a gap stands before it
APART = 0.35  # line heights from a box's middle to its option's: a square inside 是 is none
OVERLAP = 0.25  # line heights by which a box may reach into its option's character
BEFORE = 1.6  # line heights from a box to the middle of its option's first character


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
    cells: Sequence[Sequence[Word]],
    options: Sequence[OptionSpec],
    marks: Marks,
    boxes: Sequence[CheckMark] = (),
) -> list[Option]:
    """Return the options printed in some cells, each with the state of its own mark.

    Marks stand before their options, unless the first option of the line comes before any
    mark and the last mark comes after the last option. Where the page's pixels show a box
    beside an option, `boxes`, it overrules what was recognised as a glyph.
    """
    found: list[Option] = []
    for words in cells:
        for line in lines_of(words):
            for option in _options_of_line(line, options, marks):
                seen = _box_beside(line, option, boxes)
                found.append(option if seen is None else replace(option, ticked=seen.ticked))
    return found


def _box_beside(line: TextLine, option: Option, boxes: Sequence[CheckMark]) -> CheckMark | None:
    """Return the box just before an option's first character.

    The character's middle is what recognition places well; its edges lie anywhere in the gap
    that a box leaves before it.
    """
    middle = _middle_of(line, option.position)
    reach = BEFORE * line.box.height
    near = [
        mark
        for mark in boxes
        if line.box.y0 - 2 <= mark.box.center[1] <= line.box.y1 + 2
        and middle - reach <= mark.box.x1 <= middle + OVERLAP * line.box.height
        and mark.box.center[0] <= middle - APART * line.box.height
    ]
    return max(near, key=lambda mark: mark.box.x1, default=None)


def _middle_of(line: TextLine, position: int) -> float:
    """Return where the middle of the character at a position of the line's text is.

    Edges lie half-way between characters, so a gap pulls the edge beside it away: the middle is
    reckoned from the side without one.
    """
    for word in line.words:
        if position < len(word.text):
            edges = word.edges
            from_left = edges[position] + word.size / 2
            if position + 2 >= len(edges):
                return max(from_left, edges[-1] - 0.7 * word.size)
            width_after = edges[position + 2] - edges[position + 1]
            if width_after > GAP_AFTER * word.size:
                return from_left
            return 1.5 * edges[position + 1] - 0.5 * edges[position + 2]
        position -= len(word.text)
    return line.box.x1


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    value: str


def _options_of_line(line: TextLine, options: Sequence[OptionSpec], marks: Marks) -> list[Option]:
    text = line.text
    hits = _hits(text, options)
    if not hits:
        return []
    after = _marks_follow(text, hits, marks)
    confidence = line.confidence
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


def unmarked(found: Sequence[Option]) -> Option | None:
    """Return the only option without a mark of its own beside empty boxes.

    A tick by hand can hide its box; that nobody else is ticked speaks for it.
    """
    without = [option for option in found if option.ticked is None]
    empty = any(option.ticked is False for option in found)
    return without[0] if empty and len(without) == 1 and not chosen(found) else None


def same_option(text: str, options: Sequence[OptionSpec]) -> str | None:
    """Return the option that a cell without marks simply names."""
    key = label_key(text)
    for option in options:
        if key in {label_key(wording) for wording in (option.value, *option.wordings)}:
            return option.value
    return None
