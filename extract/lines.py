"""Words into lines of text, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .geometry import Box, union
from .pages import Word

SAME_LINE = 0.5  # share of the lower word's height that two words of one line have in common


@dataclass(frozen=True)
class TextLine:
    """Words side by side, from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """Return the type size that most characters have, in points."""
        sizes: dict[float, int] = {}
        for word in self.words:
            key = round(word.size * 2) / 2
            sizes[key] = sizes.get(key, 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size], default=0.0)

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)


class _Group:
    """A line in the making; its box is kept, not made anew for every word."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.box = word.box
        self._lowest = word.box.height

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.box = union((self.box, word.box))
        self._lowest = min(self._lowest, word.box.height)

    def takes(self, word: Word) -> bool:
        """Tell whether a word stands beside the line's words, not below."""
        height = min(word.box.height, self._lowest)
        return word.box.overlap_y(self.box) >= SAME_LINE * height and all(
            other.box.overlap_x(word.box) < 0.5 * word.size + 1 for other in self.words
        )


def lines_of(words: Iterable[Word]) -> list[TextLine]:
    """Group words into lines from top to bottom."""
    groups: list[_Group] = []
    for word in sorted(words, key=lambda word: (word.box.y0 + word.box.y1) / 2):
        # A word belongs to one of the last lines, if to any.
        group = next((group for group in reversed(groups[-3:]) if group.takes(word)), None)
        if group is None:
            groups.append(_Group(word))
        else:
            group.add(word)
    return [_line(group.words) for group in groups]


def _line(group: Sequence[Word]) -> TextLine:
    words = tuple(sorted(group, key=lambda word: word.box.x0))
    return TextLine(words, union(word.box for word in words))


def text_of(words: Iterable[Word]) -> str:
    """Return the text of words in reading order, lines joined without a break."""
    return "".join(line.text for line in lines_of(words))


@dataclass(frozen=True)
class Part:
    """A stretch of a line's text: where it stands and how sure its least sure character is."""

    text: str
    box: Box
    confidence: float
    recognised: bool


def part_of(line: TextLine, start: int, end: int) -> Part:
    """Return characters [start, end) of a line's text; raises ValueError for an empty stretch."""
    boxes: list[Box] = []
    confidences: list[float] = []
    recognised = False
    offset = 0
    for word in line.words:
        first, last = max(start - offset, 0), min(end - offset, len(word.text))
        offset += len(word.text)
        if first < last:
            left, right = word.edges[first], word.edges[last]
            boxes.append(Box(left, word.box.y0, right, word.box.y1))
            confidences.append(min(word.confidences[first:last], default=word.confidence))
            recognised = recognised or word.origin == "ocr"
    return Part(line.text[start:end], union(boxes), min(confidences), recognised)
